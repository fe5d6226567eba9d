import { useCallback, useEffect, useState } from 'react';

/** Steps that the phone's own way back goes through, too. The address stays as it is. */
export function useSteps<S extends string>(first: S) {
  const [step, setStep] = useState<S>(first);
  const [moved, setMoved] = useState(false);
  useEffect(() => {
    history.replaceState({ step: first }, '');
    const heard = ({ state }: PopStateEvent) => {
      setMoved(true);
      setStep((state as { step?: S } | null)?.step ?? first);
    };
    addEventListener('popstate', heard);
    return () => removeEventListener('popstate', heard);
  }, [first]);
  const go = useCallback((next: S) => {
    history.pushState({ step: next }, '');
    setMoved(true);
    setStep(next);
    scrollTo(0, 0);
  }, []);
  const back = useCallback(() => history.back(), []);
  return { step, moved, go, back };
}
