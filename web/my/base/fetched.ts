import { useCallback, useEffect, useState } from 'react';
import { ask } from './http.ts';

/**
 * What the server answers to a path; asked anew each `everyMs` while the page is looked at, and on return to it. The
 * last answer stays while a newer one is on its way or cannot be had.
 */
export function useFetched<T>(path: string, everyMs?: number) {
  const [value, setValue] = useState<T>();
  const [fault, setFault] = useState<unknown>();
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is how it is asked again.
  useEffect(() => {
    let left = false;
    const get = () =>
      ask<T>(path).then(
        (found) => {
          if (left) return;
          setValue(found);
          setFault(undefined);
        },
        (error: unknown) => left || setFault(error),
      );
    const look = () => document.hidden || void get();
    void get();
    const timer = everyMs === undefined ? undefined : setInterval(look, everyMs);
    if (everyMs !== undefined) document.addEventListener('visibilitychange', look);
    return () => {
      left = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [path, everyMs, round]);
  const again = useCallback(() => {
    setFault(undefined);
    setRound((n) => n + 1);
  }, []);
  return { value, fault, again };
}
