import { useEffect, useState } from 'react';

/** The bureau's time on this page: what the server last said, and how fast it has run since. */
export class BureauClock {
  #said = Date.now();
  #at = performance.now();
  #rate = 1;

  set(now: number, rate: number): void {
    this.#said = now;
    this.#at = performance.now();
    this.#rate = rate;
  }

  now(): number {
    return this.#said + (performance.now() - this.#at) * this.#rate;
  }

  get rate(): number {
    return this.#rate;
  }
}

/** The bureau's time, ms, anew each `everyMs` of the wall clock; a hidden page does not tick. */
export function useNow(clock: BureauClock, everyMs = 1_000): number {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const tick = () => document.hidden || setNow(clock.now());
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [clock, everyMs]);
  return now;
}

/** 3:07 or 1:02:09; never below 0. */
export function asClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return (parts[0] === 0 ? parts.slice(1) : parts)
    .map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0')))
    .join(':');
}
