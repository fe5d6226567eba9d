import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { ArchivedDay } from './archive.ts';

export interface NightlyOptions {
  /** Where Redis is: an address (`redis://`, `rediss://`) or a unix socket. */
  connection: { url: string } | { socketPath: string };
  bureau: { code: string; timezone: string };
  /** Archives the days that are over; see `archiveDays`. */
  archive: () => Promise<ArchivedDay[]>;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** When, as a cron pattern in the bureau's timezone. */
  pattern?: string;
}

export interface Nightly {
  /** Runs it now, here or at another server of the bureau, after one that is under way. Resolves once it is asked for. */
  runNow(): Promise<void>;
  depths(): Promise<{ waiting: number; active: number; delayed: number; failed: number }>;
  /** When a run last ended well, here or elsewhere, wall clock, ms; null: none that is remembered. */
  lastSuccess(): Promise<number | null>;
  /** Ends after the run under way, or after some seconds: what it left undone the next run does. */
  close(): Promise<void>;
}

const second = 1_000;
const minute = 60 * second;
const CLOSE_MS = 10 * second;
const states = ['waiting', 'active', 'delayed', 'failed'] as const;

/**
 * The nightly job: at 02:00 BullMQ wakes one of the bureau's servers, which archives what is over. A server that was down
 * at that hour does it when it is back. A run that fails or whose process is killed is tried again, and does nothing twice.
 */
export async function startNightly(options: NightlyOptions): Promise<Nightly> {
  const { connection, bureau, archive, log, pattern = '0 2 * * *' } = options;
  let closing = false;
  const redis = new Redis('url' in connection ? connection.url : connection.socketPath, {
    maxRetriesPerRequest: null,
    // Longer than BullMQ's blocking reads, which end after 10 s at the latest.
    socketTimeout: 30 * second,
    retryStrategy: (times) => (closing ? null : Math.min(50 * 2 ** times, second)),
  });
  const common = { connection: redis, prefix: `yunting:{${bureau.code}}:bull` };
  const queue = new Queue('archive', {
    ...common,
    defaultJobOptions: {
      attempts: 20,
      backoff: { type: 'exponential', delay: minute / 2, jitter: 0.3 },
      removeOnComplete: { count: 30 },
      removeOnFail: { count: 30 },
    },
  });
  const worker = new Worker('archive', run, {
    ...common,
    concurrency: 1,
    lockDuration: 30 * second,
    stalledInterval: 10 * second,
    maxStalledCount: 1_000,
    runRetryDelay: second,
  });
  // Without a listener an error of the connection would end the process.
  const disturbed = (error: Error) => log.warn({ err: error }, 'the archive queue is disturbed');
  redis.on('error', disturbed);
  queue.on('error', disturbed);
  worker.on('error', disturbed);
  worker.on('failed', (_job, error) => log.error({ err: error }, 'the archive run failed and will be tried again'));

  async function run(): Promise<number> {
    const days = await archive();
    for (const day of days) log.info({ ...day }, 'a day was archived');
    return days.length;
  }

  // Two servers write into one folder: they take turns.
  await queue.setGlobalConcurrency(1);
  await queue.upsertJobScheduler('nightly', { pattern, tz: bureau.timezone }, { name: 'nightly' });

  return {
    async runNow() {
      await queue.add('now', null);
    },
    async depths() {
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = await queue.getJobCounts(...states);
      return { waiting, active, delayed, failed };
    },
    async lastSuccess() {
      const [latest] = await queue.getCompleted(0, 0);
      return latest?.finishedOn ?? null;
    },
    async close() {
      closing = true;
      // Without a connection BullMQ would wait for one for ever.
      const ending = worker.close(redis.status !== 'ready');
      await Promise.race([ending, sleep(CLOSE_MS, undefined, { ref: false })]);
      await Promise.race([queue.close(), sleep(second, undefined, { ref: false })]);
      redis.disconnect();
    },
  };
}
