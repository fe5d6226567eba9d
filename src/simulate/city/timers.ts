import type { Clock } from '../../clock.ts';

/** Timers of one clock that can all be stopped at once. */
export class Timers {
  readonly clock: Clock;
  readonly #running = new Set<() => void>();
  #stopped = false;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Calls `fn` once at a time of the clock (ms); returns a cancel function. */
  at(time: number, fn: () => void): () => void {
    if (this.#stopped) return () => {};
    const stop = this.clock.at(time, () => {
      this.#running.delete(stop);
      fn();
    });
    this.#running.add(stop);
    return () => {
      this.#running.delete(stop);
      stop();
    };
  }

  /** The same, `ms` from now. */
  in(ms: number, fn: () => void): () => void {
    return this.at(this.clock.now() + ms, fn);
  }

  /** Nothing is called from now on, also what is asked for later. */
  stop(): void {
    this.#stopped = true;
    for (const stop of this.#running) stop();
    this.#running.clear();
  }
}
