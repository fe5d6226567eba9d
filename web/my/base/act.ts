import { useCallback, useRef, useState } from 'react';

/** One action at a time: whether it is under way, and why the last one did not work. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const running = useRef(false);
  /** Resolves to whether it worked. */
  const act = useCallback(async (doing: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setFault(undefined);
    try {
      await doing();
      return true;
    } catch (error) {
      setFault(error);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { act, busy, fault };
}
