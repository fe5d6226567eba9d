import TinyQueue from 'tinyqueue';
import type { Clock } from '../clock.ts';

interface Timer {
  time: number;
  order: number;
  fn: (() => void) | null;
}

/**
 * A clock that stands still until `run` moves it from one event to the next. Events of the same time happen in the
 * order in which they were asked for; one that is asked for in the past happens at once, at the present time.
 */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers = new TinyQueue<Timer>([], (a, b) => a.time - b.time || a.order - b.order);

  constructor(origin = 0) {
    this.#now = origin;
  }

  now(): number {
    return this.#now;
  }

  /** Nobody sees it pass. */
  rate(): number {
    return 1;
  }

  at(time: number, fn: () => void): () => void {
    const timer: Timer = { time: Math.max(time, this.#now), order: this.#order++, fn };
    this.#timers.push(timer);
    return () => {
      timer.fn = null;
    };
  }

  /**
   * Lets happen all that is due up to and including `until` (ms), also what is asked for on the way, and leaves the
   * clock there; without it, runs until nothing is left. An error that an event throws ends the run where it is.
   */
  run(until?: number): void {
    for (let timer = this.#timers.peek(); timer !== undefined; timer = this.#timers.peek()) {
      if (until !== undefined && timer.time > until) break;
      this.#timers.pop();
      if (timer.fn === null) continue;
      this.#now = timer.time;
      timer.fn();
    }
    if (until !== undefined) this.#now = Math.max(this.#now, until);
  }
}
