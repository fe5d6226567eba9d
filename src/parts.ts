import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

/** Longer than any part takes that still works. */
const END_MS = 20_000;

/** What was started, to be ended in the opposite order. One that hangs or throws keeps no other from its end, and is named. */
export class Parts {
  readonly #log: Pick<Logger, 'error'>;
  readonly #endMs: number;
  readonly #begun: { part: string; end: () => Promise<unknown> | unknown }[] = [];

  constructor(log: Pick<Logger, 'error'>, endMs = END_MS) {
    this.#log = log;
    this.#endMs = endMs;
  }

  began(part: string, end: () => Promise<unknown> | unknown): void {
    this.#begun.push({ part, end });
  }

  async end(): Promise<void> {
    for (const { part, end } of this.#begun.splice(0).reverse()) {
      const done = new AbortController();
      const ended = async () => {
        await end();
        done.abort();
      };
      const late = async () => {
        await sleep(this.#endMs, undefined, { ref: false, signal: done.signal }).catch(() => {});
        if (!done.signal.aborted) this.#log.error({ part }, 'this part did not end in time; going on without it');
      };
      await Promise.race([ended(), late()]).catch((err) => this.#log.error({ err, part }, 'this part ended badly'));
      done.abort();
    }
  }
}
