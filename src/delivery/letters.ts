import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { isNotice, type NoticeKind } from '../channels/letter.ts';
import { CodedError } from '../protocol/codes.ts';
import type { Delivery } from './jobs.ts';

/** A delivery that was given up. */
export interface DeadLetter {
  job: string;
  kind: 'result' | NoticeKind;
  channel: string;
  ticket: string;
  ref: string | null;
  attempts: number;
  error: string;
  /** Milliseconds since the Unix epoch (wall clock) of the last try. */
  at: number;
}

export interface Depths {
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

/** What may be asked of the queue. Rejects with `CodedError('unavailable')` when Redis does not answer within 3 s. */
export interface Letters {
  /** The latest deliveries that were given up, newest first. */
  deadLetters(limit?: number): Promise<DeadLetter[]>;
  /** Tries a dead letter again, with all its attempts. Also rejects with `not-found`, or `wrong-state` if not dead. */
  redeliver(job: string): Promise<void>;
  depths(): Promise<Depths>;
}

const answerWithinMs = 3_000;

/** What sort of letter a delivery is. */
export const kindOf = (letter: Delivery): DeadLetter['kind'] => (isNotice(letter) ? letter.kind : 'result');

export function letters(queue: Queue<Delivery>): Letters {
  return {
    async deadLetters(limit = 100) {
      const failed = await inTime(queue.getFailed(0, limit - 1));
      return failed.map((job) => ({
        job: job.id!,
        kind: kindOf(job.data),
        channel: job.data.channel,
        ticket: job.data.ticket,
        ref: job.data.ref,
        attempts: job.attemptsMade,
        error: job.failedReason ?? '',
        at: job.finishedOn ?? job.timestamp,
      }));
    },
    async redeliver(id) {
      const job = await inTime(queue.getJob(id));
      if (job === undefined) throw new CodedError('not-found', `delivery ${id}`);
      if (!(await inTime(job.isFailed()))) throw new CodedError('wrong-state', `delivery ${id} is not a dead letter`);
      await inTime(job.retry('failed', { resetAttemptsMade: true }));
    },
    async depths() {
      const counts = await inTime(queue.getJobCounts('waiting', 'active', 'delayed', 'failed'));
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
      return { waiting, active, delayed, failed };
    },
  };
}

/** The queue itself would wait for Redis as long as it is away; nobody who asks should. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const answered = new AbortController();
  const late = sleep(answerWithinMs, undefined, { signal: answered.signal }).then(() => {
    throw new CodedError('unavailable', 'the delivery queue');
  });
  return Promise.race([answer, late]).finally(() => answered.abort());
}
