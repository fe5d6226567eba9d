import type { Step } from '../bureau/commands.ts';
import { FencedError, type Journal } from '../ports.ts';

/** Most steps that one append carries. */
const BATCH = 1024;
const RETRY_MS = 50;
const LONGEST_RETRY_MS = 500;

interface Entry {
  step: Step;
  acked: () => void;
}

/**
 * Group commit: one append in flight, and while it is on its way the next steps gather. A batch whose answer was lost
 * or refused by the network is appended again, the very same, until it stands or another process holds the bureau.
 */
export class GroupCommit {
  readonly #journal: Journal;
  readonly #onFenced: (error: FencedError) => void;
  readonly #onAppend: (seconds: number, steps: number) => void;
  #queue: Entry[] = [];
  readonly #waiters = new Map<number, (() => void)[]>();
  #flushing = false;
  #stopped = false;
  #acked: number;
  #last: number;
  /** When the append in flight began, real ms; null when none is. */
  #since: number | null = null;

  constructor(
    journal: Journal,
    seq: number,
    on: { fenced: (error: FencedError) => void; append: (seconds: number, steps: number) => void },
  ) {
    this.#journal = journal;
    this.#acked = seq;
    this.#last = seq;
    this.#onFenced = on.fenced;
    this.#onAppend = on.append;
  }

  /** The highest sequence that is durable. */
  get acked(): number {
    return this.#acked;
  }

  /** Steps that were decided and are not yet durable. */
  get lag(): number {
    return this.#last - this.#acked;
  }

  /** How long the append in flight has been under way, retries included, ms. */
  get stuckMs(): number {
    return this.#since === null ? 0 : performance.now() - this.#since;
  }

  /** Takes a step; `acked` is called, in the order of steps, once it is durable. */
  add(step: Step, acked: () => void): void {
    this.#queue.push({ step, acked });
    this.#last = step.seq;
    if (!this.#flushing) void this.#run();
  }

  /** Calls `fn` as soon as everything up to `seq` is durable. */
  whenReached(seq: number, fn: () => void): void {
    const waiting = this.#waiters.get(seq);
    if (seq <= this.#acked) fn();
    else if (waiting === undefined) this.#waiters.set(seq, [fn]);
    else waiting.push(fn);
  }

  /** Resolves when everything up to `seq` is durable. */
  reached(seq: number): Promise<void> {
    return new Promise((resolve) => this.whenReached(seq, resolve));
  }

  /** No more appends are tried; what is not durable stays so. */
  stop(): void {
    this.#stopped = true;
  }

  /** Another process holds the bureau, as an append or anything else was told. */
  fence(error: FencedError): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#onFenced(error);
  }

  async #run(): Promise<void> {
    this.#flushing = true;
    while (this.#queue.length > 0 && !this.#stopped) {
      const batch = this.#queue.length > BATCH ? this.#queue.splice(0, BATCH) : this.#queue;
      if (batch === this.#queue) this.#queue = [];
      if (!(await this.#append(batch.map((entry) => entry.step)))) return;
      for (const { step, acked } of batch) {
        this.#acked = step.seq;
        acked();
        const waiting = this.#waiters.get(step.seq);
        if (waiting === undefined) continue;
        this.#waiters.delete(step.seq);
        for (const resolve of waiting) resolve();
      }
    }
    this.#flushing = false;
  }

  /** Appends until it stands; false when that will never be. */
  async #append(steps: Step[]): Promise<boolean> {
    this.#since = performance.now();
    for (let pause = RETRY_MS; !this.#stopped; pause = Math.min(pause * 2, LONGEST_RETRY_MS)) {
      const began = performance.now();
      try {
        await this.#journal.append(steps);
        this.#onAppend((performance.now() - began) / 1000, steps.length);
        this.#since = null;
        return true;
      } catch (error) {
        if (error instanceof FencedError) {
          this.fence(error);
          return false;
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    return false;
  }
}
