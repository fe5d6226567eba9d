/**
 * The only source of time. Every deadline of the product goes through this port, so that the same code runs
 * on the wall clock, on a scaled clock (the demo) and on a virtual one (simulation, replay, tests).
 */
export interface Clock {
  /** Milliseconds since the Unix epoch, in this clock's time. */
  now(): number;
  /** Calls `fn` once when `now()` has reached `time`, never before it; returns a cancel function. */
  at(time: number, fn: () => void): () => void;
  /** How many times as fast as the wall clock it runs now. */
  rate(): number;
}

/** Node's timers hold at most 2^31-1 ms; a longer wait is taken in pieces. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * A clock whose time is a function of the wall clock's: `now` tells it, `left` the wall milliseconds until a time
 * of it (0 or less: it has come), `rate` how fast it runs now.
 */
export function clockOf(now: () => number, left: (time: number) => number, rate: () => number): Clock {
  return {
    now,
    rate,
    at(time, fn) {
      let timer: NodeJS.Timeout;
      const arm = (least: number) => {
        timer = setTimeout(again, Math.min(Math.max(Math.ceil(left(time)), least), LONGEST_TIMER_MS));
      };
      const again = () => (time <= now() ? fn() : arm(1));
      arm(0);
      return () => clearTimeout(timer);
    },
  };
}

/**
 * A clock that runs `speed` times as fast as the wall clock, from `origin` at the wall time `since`.
 * Two processes that are given the same three numbers agree on the time.
 */
export function scaledClock(speed: number, origin: number, since: number): Clock {
  const now = () => Math.floor(origin + (Date.now() - since) * speed);
  return clockOf(
    now,
    (time) => (time - now()) / speed,
    () => speed,
  );
}

/** The wall clock. */
export const realClock: Clock = scaledClock(1, 0, 0);
