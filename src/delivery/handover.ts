import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../bureau/commands.ts';
import { type Journal, TrimmedError } from '../ports.ts';
import type { Job } from './jobs.ts';

/** Hands every job of every committed step to the queue at least once, across crashes: see {@link startHandOver}. */
export interface HandOver {
  /** A step was committed. Returns at once; the work is done later, in batches. */
  hear(step: Step): void;
  /** Ends after the batch in flight; what was heard and not handed over is found in the journal next time. */
  stop(): Promise<void>;
}

export interface HandOverOptions {
  journal: Pick<Journal, 'read'>;
  jobsOf: (step: Step) => Job[];
  /** The sequence up to which an earlier process had handed over all jobs. */
  loadCursor: () => Promise<number>;
  saveCursor: (seq: number) => Promise<void>;
  /** Puts jobs into the queue; one that is there already changes nothing. */
  put: (jobs: Job[]) => Promise<void>;
  /** The queue or the journal is away: all is tried again after `retryMs`. */
  onError: (error: unknown) => void;
  /** The journal no longer holds these steps: what they meant is lost, and the work goes on behind them. */
  onLost: (from: number, to: number) => void;
  /** What is committed within this time is handed over together; it also keeps this work off the dispatch's turn. */
  gatherMs?: number;
  retryMs?: number;
}

/** Jobs to one call of `put`: small enough not to hold up the event loop. */
const CHUNK = 25;
/** Jobs kept in memory; beyond it they are dropped and read from the journal again. */
const KEPT = 5_000;
/** Without jobs the cursor is written this often, so that a restart reads little and trimming stays behind it. */
const IDLE_SAVE_MS = 60_000;

/** Steps heard without a gap, and their jobs. */
interface Heard {
  first: number;
  last: number;
  jobs: Job[];
}

/**
 * The journal is the outbox. What is heard live is only a short cut: whenever it does not join on to what was handed
 * over (at the start, after an error, when too much was heard), it is read from the journal instead.
 */
export function startHandOver(options: HandOverOptions): HandOver {
  const { journal, jobsOf, gatherMs = 20, retryMs = 1_000 } = options;
  const stopping = new AbortController();
  let handed: number | null = null;
  let saved = { seq: 0, at: 0 };
  let heard: Heard | null = null;
  /** The journal may hold steps that were not heard. */
  let stale = true;
  let wake = () => {};

  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  async function handOver(jobs: Job[], seq: number): Promise<void> {
    for (let at = 0; at < jobs.length; at += CHUNK) await options.put(jobs.slice(at, at + CHUNK));
    handed = seq;
    if (jobs.length > 0 || performance.now() > saved.at + IDLE_SAVE_MS) await save(seq);
  }

  async function save(seq: number): Promise<void> {
    await options.saveCursor(seq);
    saved = { seq, at: performance.now() };
  }

  /** Reads until the end, or until what was heard joins on. */
  async function readJournal(from: number): Promise<number> {
    let read = from;
    for await (const steps of journal.read(from)) {
      read = steps.at(-1)?.seq ?? read;
      await handOver(steps.flatMap(jobsOf), read);
      if (stopping.signal.aborted || (heard !== null && heard.first <= read + 1)) break;
    }
    return read;
  }

  async function round(): Promise<void> {
    handed ??= saved.seq = await options.loadCursor();
    const gap = heard !== null && heard.first > handed + 1;
    if (stale || gap) {
      const from = handed;
      stale = (await readJournal(from)) === from && gap;
      if (stale) throw new Error(`the journal ends at ${from}, but step ${heard?.first} was committed`);
    } else if (heard !== null) {
      const { jobs, last } = heard;
      const after = handed;
      heard = null;
      await handOver(
        jobs.filter((job) => job.seq > after),
        Math.max(after, last),
      );
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await round();
      } catch (error) {
        stale = true;
        if (error instanceof TrimmedError && handed !== null && error.first > handed + 1) {
          options.onLost(handed + 1, error.first - 1);
          handed = error.first - 1;
          continue;
        }
        options.onError(error);
        await pause(retryMs);
      }
      if (stale || heard !== null || stopping.signal.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      await pause(gatherMs);
    }
    if (handed !== null && handed > saved.seq) await save(handed).catch(options.onError);
  }

  const running = run();

  return {
    hear(step) {
      const jobs = jobsOf(step);
      if (heard === null || heard.last + 1 !== step.seq || heard.jobs.length + jobs.length > KEPT)
        heard = { first: step.seq, last: step.seq, jobs };
      else {
        heard.last = step.seq;
        heard.jobs.push(...jobs);
      }
      wake();
    },
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}
