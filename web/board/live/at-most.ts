import { useEffect, useRef, useState } from 'react';

/** What a value has become, taken over at most once each `everyMs`; the last of it always is. */
export function useAtMost<T>(value: T, everyMs: number): T {
  const [taken, take] = useState(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  latest.current = value;
  useEffect(() => {
    if (timer.current !== undefined || Object.is(value, taken)) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      take(latest.current);
    }, everyMs);
  }, [value, taken, everyMs]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return taken;
}
