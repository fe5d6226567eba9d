import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../clock.ts';
import type { Bureau } from '../../config/schema.ts';
import type { RedisAddress } from '../../journal/client.ts';
import { halfHourMs } from '../forecast/half-hours.ts';
import type { PlanRow } from '../plan/rows.ts';
import type { PlanningData, Question, Signed, Told } from './asked.ts';

/** Between two plans of the half hour: time of the bureau, and, where its clock is fast, real time. */
const everyMs = 60_000;
const everyRealMs = 5_000;

export interface PlanningOptions {
  clock: Clock;
  /** The files now in force. */
  bureau: () => Bureau;
  redis: RedisAddress;
  /** Folder of the archive. */
  dir: string;
  /** Who is signed in now. */
  signedIn: () => Signed[];
  onError: (error: Error) => void;
}

export interface Planning {
  /** The plan of the half hour, as last made; empty before the first, and while nothing is known. */
  now(): readonly PlanRow[];
  /** The plan of the whole day of `at` (ms), made once a half hour. Rejects while the journal is away. */
  day(at: number): Promise<PlanRow[]>;
  close(): Promise<void>;
}

/** Plans the half hour again and again, in a thread of its own, which is first started a minute after the server. */
export function startPlanning(options: PlanningOptions): Planning {
  const { clock, bureau, redis, dir, signedIn, onError } = options;
  let rows: readonly PlanRow[] = [];
  let thread: { version: string; ask: Ask; end(): Promise<unknown> } | null = null;
  let day: { slot: number; version: string; rows: Promise<PlanRow[]> } | null = null;
  const closed = new AbortController();
  let cancel = () => {};

  const ask: Ask = async (question) => {
    const { version, files } = bureau();
    if (thread !== null && thread.version !== version) await thread.end();
    if (closed.signal.aborted) throw new Error('the server ends');
    thread ??= { version, ...startThread({ files, redis, dir }, () => (thread = null)) };
    return thread.ask(question);
  };
  const refresh = async () => {
    const at = clock.now();
    const rested = pause(everyRealMs, undefined, { ref: false, signal: closed.signal }).catch(() => {});
    try {
      rows = await ask({ of: 'now', at, signedIn: signedIn() });
    } catch (error) {
      rows = [];
      if (!closed.signal.aborted) onError(error as Error);
    }
    await rested;
    if (!closed.signal.aborted) cancel = clock.at(at + everyMs, refresh);
  };
  cancel = clock.at(clock.now() + everyMs, refresh);

  return {
    now: () => rows,
    day(at) {
      const slot = Math.floor(at / halfHourMs);
      const { version } = bureau();
      if (day?.slot !== slot || day.version !== version) {
        const asked = ask({ of: 'day', at });
        const made = { slot, version, rows: asked };
        day = made;
        asked.catch(() => {
          if (day === made) day = null;
        });
      }
      return day.rows;
    },
    async close() {
      closed.abort();
      cancel();
      await thread?.end();
    },
  };
}

/** `Omit` of a union keeps its members apart only when it is asked of each. */
type Unnumbered<Q> = Q extends unknown ? Omit<Q, 'id'> : never;
type Ask = (question: Unnumbered<Question>) => Promise<PlanRow[]>;

/** A thread that answers; `gone` hears of its end, whatever the reason. */
function startThread(data: PlanningData, gone: () => void): { ask: Ask; end(): Promise<unknown> } {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: data });
  const open = new Map<number, PromiseWithResolvers<PlanRow[]>>();
  let id = 0;
  let fault = new Error('the thread that plans has ended');
  worker.on('message', (told: Told) => {
    const answer = open.get(told.id);
    open.delete(told.id);
    if ('rows' in told) answer?.resolve(told.rows);
    else answer?.reject(new Error(told.error));
  });
  worker.on('error', (error) => {
    fault = error instanceof Error ? error : new Error(String(error));
  });
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      gone();
      for (const answer of open.values()) answer.reject(fault);
      resolve();
    });
  });
  // A server that has nothing else to do may end.
  worker.unref();
  return {
    ask(question) {
      const answer = Promise.withResolvers<PlanRow[]>();
      open.set(++id, answer);
      worker.postMessage({ ...question, id });
      return answer.promise;
    },
    async end() {
      await worker.terminate();
      await ended;
    },
  };
}
