import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, type Job as QueueJob, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { Webhook } from 'standardwebhooks';
import { isNotice } from '../channels/letter.ts';
import type { Bureau } from '../config/schema.ts';
import type { Committed, Journal } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';
import { createGuard } from './guard.ts';
import { startHandOver } from './handover.ts';
import { type Addressing, type Delivery, jobsOf } from './jobs.ts';
import { kindOf, type Letters, letters } from './letters.ts';
import { createSender } from './send.ts';

/** Where Redis is: an address (`redis://`, `rediss://`) or a unix socket. */
export type Connection = { url: string } | { socketPath: string };

export interface OutboxOptions {
  connection: Connection;
  /** The configuration now in force: a corrected callback counts from the next try on. */
  bureau: () => Bureau;
  journal: Pick<Journal, 'read'>;
  /** What is known of an open ticket, for what its channel is told of it. */
  ticketOf: Addressing['ticketOf'];
  /** What a channel is sent for a letter, undefined for a channel that has no such words. */
  payloadOf: (channel: string, letter: Delivery) => unknown;
  /** Opens the sealed texts of a ticket's payload as it is sent: whatever stands in Redis stays sealed. */
  unseal?: (payload: unknown, ticket: string) => Promise<unknown>;
  /** Where the taxpayer of a closed ticket may rate it until `until` (ms); null: nowhere. */
  ratingLink?: (ticket: string, until: number) => Promise<string | null>;
  /** Standard Webhooks secret (`whsec_…`, base64) per channel. */
  secrets: ReadonlyMap<string, string>;
  /** `host:port` pairs that may be called although they are not public. */
  allow: readonly string[];
  log: Pick<Logger, 'warn' | 'error'>;
  /** Hears how each try ended, for the counters. */
  observe?: (channel: string, ended: 'delivered' | 'retry' | 'dead') => void;
  retry?: Partial<Retry>;
  /** Milliseconds for one try, from the connection to the answer. */
  timeoutMs?: number;
  /** Tries a second at most: a backlog, once its receiver is back, must not crowd out the dispatching. */
  perSecond?: number;
}

/** The n-th retry waits `delayMs · 2^(n-1)`, less up to the share `jitter` of it. */
export interface Retry {
  attempts: number;
  delayMs: number;
  jitter: number;
}

/** Twelve tries over about 2.5 hours. */
const usualRetry: Retry = { attempts: 12, delayMs: 5_000, jitter: 0.3 };

export interface Outbox extends Letters {
  /** To be called with every committed step, in order. Costs the dispatch no wait. */
  committed: Committed;
  /** Ends after the tries in flight; what is left goes on in the next process. */
  close(): Promise<void>;
}

const second = 1_000;
const day = 24 * 60 * 60;
const concurrency = 32;

/**
 * Delivers to their channels the results of closed tickets, and what is told of open ones, at least once: a receiver
 * knows a repeated delivery by its `webhook-id`. Throws `CodedError('bad-config')` for a secret or an allowed address that cannot be used; waits for
 * Redis as long as it is away.
 */
export function startOutbox(options: OutboxOptions): Outbox {
  const { bureau, log, payloadOf, timeoutMs = 10 * second } = options;
  const retry = { ...usualRetry, ...options.retry };
  const webhooks = new Map([...options.secrets].map(([channel, secret]) => [channel, webhookOf(channel, secret)]));
  const sender = createSender(createGuard({ allow: options.allow, connectTimeoutMs: timeoutMs / 2 }), timeoutMs);

  let closing = false;
  const redis = connect(options.connection, () => closing);
  const root = `yunting:{${bureau().code}}`;
  const common = { connection: redis, prefix: `${root}:bull` };
  const cursorKey = `${root}:outbox:cursor`;
  const queue = new Queue<Delivery>('deliveries', {
    ...common,
    defaultJobOptions: {
      attempts: retry.attempts,
      backoff: { type: 'exponential', delay: retry.delayMs, jitter: retry.jitter },
      // Kept for a while: as long as a job is there, the same job handed over again is no second delivery.
      removeOnComplete: { age: day, count: 10_000 },
      removeOnFail: { age: 90 * day },
      stackTraceLimit: 0,
    },
  });
  const worker = new Worker<Delivery>('deliveries', deliver, {
    ...common,
    concurrency,
    limiter: { max: options.perSecond ?? 300, duration: second },
    // A process that was killed gives its jobs back within seconds, however often that happens.
    lockDuration: 10 * second,
    stalledInterval: 5 * second,
    maxStalledCount: 1_000,
    runRetryDelay: second,
  });
  const addressing: Addressing = {
    delivers: (channel) => bureau().channels.get(channel)?.callback !== undefined,
    ticketOf: options.ticketOf,
  };
  const handOver = startHandOver({
    journal: options.journal,
    jobsOf: (step) => jobsOf(step, addressing),
    loadCursor: async () => Number((await redis.get(cursorKey)) ?? 0),
    saveCursor: async (seq) => {
      await redis.set(cursorKey, seq);
    },
    put: async (jobs) => {
      await queue.addBulk(jobs.map(({ id, letter }) => ({ name: kindOf(letter), data: letter, opts: { jobId: id } })));
    },
    onError: (error) => log.warn({ err: error }, 'deliveries could not be handed over; trying again'),
    onLost: (from, to) => log.error({ from, to }, 'deliveries of these steps are lost: the journal was trimmed'),
  });

  // Without a listener an error of the connection would end the process.
  const disturbed = (error: Error) => log.warn({ err: error }, 'the delivery queue is disturbed');
  redis.on('error', disturbed);
  queue.on('error', disturbed);
  worker.on('error', disturbed);
  worker.on('completed', (job) => options.observe?.(job.data.channel, 'delivered'));
  worker.on('failed', (job, error) => {
    if (job === undefined) return;
    const dead = job.finishedOn !== undefined;
    const about = { job: job.id, ticket: job.data.ticket, channel: job.data.channel, attempt: job.attemptsMade };
    if (dead) log.error({ ...about, reason: error.message }, 'a delivery was given up; see the dead letters');
    else log.warn({ ...about, reason: error.message }, 'a delivery failed and will be tried again');
    options.observe?.(job.data.channel, dead ? 'dead' : 'retry');
  });

  async function deliver(job: QueueJob<Delivery>): Promise<void> {
    const { channel } = job.data;
    const callback = bureau().channels.get(channel)?.callback;
    if (callback === undefined) throw new UnrecoverableError(`channel ${channel} has no callback any more`);
    const webhook = webhooks.get(channel);
    if (webhook === undefined) throw new UnrecoverableError(`channel ${channel} has no secret to sign with`);
    const payload = payloadOf(channel, await linked(job.data));
    if (payload === undefined)
      throw new UnrecoverableError(`nothing says how channel ${channel} is told of a ${kindOf(job.data)}`);
    const opened = options.unseal === undefined ? payload : await options.unseal(payload, job.data.ticket);
    await sender.send({ callback, webhook, id: job.id!, payload: opened });
  }

  /** A link speaks for its taxpayer: it is made when it is sent, and kept nowhere. */
  async function linked(letter: Delivery): Promise<Delivery> {
    if (!isNotice(letter) || letter.kind !== 'rating' || options.ratingLink === undefined) return letter;
    return { ...letter, link: await options.ratingLink(letter.ticket, letter.until) };
  }

  return {
    committed: (step) => handOver.hear(step),
    ...letters(queue),
    async close() {
      closing = true;
      // Without a connection BullMQ would wait for one for ever; forced, it lets go, and the locks run out.
      const ending = Promise.all([handOver.stop(), worker.close(redis.status !== 'ready')]);
      await Promise.race([ending, sleep(timeoutMs + 2 * second, undefined, { ref: false })]);
      await Promise.race([queue.close(), sleep(second, undefined, { ref: false })]);
      redis.disconnect();
      await sender.close();
    },
  };
}

function webhookOf(channel: string, secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch {
    throw new CodedError('bad-config', `the secret of channel ${channel} is not base64 text (whsec_…)`);
  }
}

function connect(connection: Connection, isClosing: () => boolean): Redis {
  return new Redis('url' in connection ? connection.url : connection.socketPath, {
    // A command waits until Redis is back instead of failing: nothing here is in a hurry.
    maxRetriesPerRequest: null,
    // Longer than BullMQ's blocking reads, which end after 10 s at the latest.
    socketTimeout: 30 * second,
    retryStrategy: (times) => (isClosing() ? null : Math.min(50 * 2 ** times, second)),
  });
}
