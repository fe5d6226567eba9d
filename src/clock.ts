/**
 * The only source of time. Every deadline of the product goes through this port, so that the same code runs
 * on the wall clock, on a scaled clock (the demo) and on a virtual one (simulation, replay, tests).
 */
export interface Clock {
  /** Milliseconds since the Unix epoch, in this clock's time. */
  now(): number;
  /** Calls `fn` once when `now()` has reached `time`, never before it; returns a cancel function. */
  at(time: number, fn: () => void): () => void;
}

/** Node's timers hold at most 2^31-1 ms; a longer wait is taken in pieces. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * A clock that runs `speed` times as fast as the wall clock, from `origin` at the wall time `since`.
 * Two processes that are given the same three numbers agree on the time.
 */
export function scaledClock(speed: number, origin: number, since: number): Clock {
  const now = () => Math.floor(origin + (Date.now() - since) * speed);
  return {
    now,
    at(time, fn) {
      let timer: NodeJS.Timeout;
      const arm = () => {
        const left = Math.ceil((time - now()) / speed);
        if (time <= now()) fn();
        else timer = setTimeout(arm, Math.min(Math.max(left, 1), LONGEST_TIMER_MS));
      };
      timer = setTimeout(arm, Math.min(Math.max(Math.ceil((time - now()) / speed), 0), LONGEST_TIMER_MS));
      return () => clearTimeout(timer);
    },
  };
}

/** The wall clock. */
export const realClock: Clock = scaledClock(1, 0, 0);
