import TinyQueue from 'tinyqueue';
import type { Clock } from '../../clock.ts';

interface Timer {
  time: number;
  fn: (() => void) | null;
}

/**
 * A clock that runs at `speed` while people act, and leaps while nobody does. It never runs past a time that somebody
 * waits for before that has happened: however fast it leaps, everything happens at its own time.
 */
export class LeapingClock implements Clock {
  readonly #timers = new TinyQueue<Timer>([], (a, b) => a.time - b.time);
  /** From the wall time `since` and this clock's time `from` on it runs at `speed`. */
  #piece: { since: number; from: number; speed: number };
  #last: number;
  #wake: NodeJS.Timeout | undefined;
  /** The time that stands still while what was due at it happens. */
  #struck: number | null = null;

  constructor(origin: number, speed: number) {
    this.#piece = { since: performance.now(), from: origin, speed };
    this.#last = origin;
  }

  now(): number {
    if (this.#struck !== null) return this.#struck;
    const { since, from, speed } = this.#piece;
    const free = Math.floor(from + (performance.now() - since) * speed);
    const held = this.#next()?.time ?? Number.POSITIVE_INFINITY;
    this.#last = Math.max(this.#last, Math.min(free, held));
    return this.#last;
  }

  rate(): number {
    return this.#piece.speed;
  }

  at(time: number, fn: () => void): () => void {
    const timer: Timer = { time, fn };
    this.#timers.push(timer);
    this.#arm();
    return () => {
      timer.fn = null;
    };
  }

  /** Lets the time until `time` (ms) pass within about `wallMs`, and then runs as before; resolves then. */
  async leap(time: number, wallMs: number): Promise<void> {
    const { speed } = this.#piece;
    const from = this.now();
    if (time <= from) return;
    this.#run((time - from) / wallMs);
    await new Promise<void>((resolve) => this.at(time, resolve));
    this.#run(speed);
  }

  /** Lets time pass `speed` times as fast as the wall's until something has come; answers what. */
  async hurry<T>(what: Promise<T>, speed: number): Promise<T> {
    const usual = this.#piece.speed;
    this.#run(speed);
    return what.finally(() => this.#run(usual));
  }

  #run(speed: number): void {
    this.#piece = { since: performance.now(), from: this.now(), speed };
    this.#arm();
  }

  #next(): Timer | undefined {
    while (this.#timers.peek()?.fn === null) this.#timers.pop();
    return this.#timers.peek();
  }

  #arm(): void {
    clearTimeout(this.#wake);
    const next = this.#next();
    if (next === undefined) return;
    const { since, from, speed } = this.#piece;
    const left = (next.time - from) / speed - (performance.now() - since);
    this.#wake = setTimeout(() => this.#ring(), Math.min(Math.max(0, Math.ceil(left)), 2 ** 31 - 1));
  }

  /** What a timer does happens at its time, and from there the time goes on, however late the timer was. */
  #ring(): void {
    for (let next = this.#next(); next !== undefined && next.time <= this.now(); next = this.#next()) {
      this.#timers.pop();
      this.#struck = this.#last;
      next.fn?.();
      this.#struck = null;
      this.#piece = { ...this.#piece, since: performance.now(), from: this.#last };
    }
    this.#arm();
  }
}
