import type { Logger } from 'pino';
import type { BureauCore } from '../bureau/bureau.ts';
import { FencedError, type HistoryJournal } from '../ports.ts';
import type { GroupCommit } from './commit.ts';

/** Writes what changed every `everyMs` (real time), so that a restart reads a short journal. */
export class Checkpointer {
  readonly #core: BureauCore;
  readonly #commit: GroupCommit;
  readonly #journal: HistoryJournal;
  readonly #log: Logger;
  readonly #archived: () => Promise<number>;
  readonly #timer: NodeJS.Timeout;
  /** When one was last written, wall clock, ms; null: not since this process began. */
  savedAt: number | null = null;
  #running: Promise<void> | null = null;

  /** `archived`: the sequence up to which all steps are archived. */
  constructor(
    core: BureauCore,
    commit: GroupCommit,
    journal: HistoryJournal,
    log: Logger,
    everyMs: number,
    archived: () => Promise<number>,
  ) {
    this.#core = core;
    this.#commit = commit;
    this.#journal = journal;
    this.#log = log;
    this.#archived = archived;
    this.#timer = setInterval(() => void this.save(), everyMs);
  }

  /** One at a time; one that fails is made up for by the next. */
  save(): Promise<void> {
    this.#running ??= this.#save().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #save(): Promise<void> {
    const { seq, set, del, answers, failed } = this.#core.checkpoint();
    try {
      // What is not durable in the journal may not be in a checkpoint either.
      await this.#commit.reached(seq);
      const keepMs = this.#core.state.bureau.policy.remember;
      await this.#journal.saveCheckpoint({
        seq,
        set,
        del,
        answers: answers === null ? null : { json: answers, keepMs },
      });
      this.savedAt = Date.now();
      // Steps that are not archived are kept, however old they are.
      if ((await this.#journal.dropsTo()) <= (await this.#archived())) await this.#journal.rebase(Date.now());
    } catch (error) {
      // A server that nobody gives commands hears of its successor here.
      if (error instanceof FencedError) return this.#commit.fence(error);
      failed();
      this.#log.warn({ err: error }, 'the checkpoint was not written; the next one holds it too');
    }
  }
}
