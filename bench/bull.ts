import { Queue } from 'bullmq';
import { startEmbeddedRedis } from '../src/journal/embedded.ts';
import type { Bench } from './figure.ts';
import { startChild } from './processes/child.ts';
import { submission } from './town.ts';

/** Adds on their way at once, as many as the crowd has submits. */
const inFlight = 500;

/** BullMQ on a Redis of its own, as it does best: jobs are removed when they are done, adds go out without waiting. */
export async function startBull(
  bench: Bench,
  fsync: 'always' | 'everysec',
  workers: { count: number; concurrency: number },
) {
  const redis = await startEmbeddedRedis({ dataDir: bench.folder(`bull-${workers.count}-${fsync}`), fsync });
  const { socketPath } = redis;
  const worker = await startChild(bench, 'worker', { socketPath, ...workers });
  const defaultJobOptions = { removeOnComplete: true, removeOnFail: true };
  const queue = new Queue('tickets', { connection: { path: socketPath }, defaultJobOptions });
  let added = 0;
  return {
    /** Adds `count` jobs; resolves when all are done. */
    async hand(count: number): Promise<void> {
      const upTo = added + count;
      const done = worker.ask('done', upTo);
      const add = async () => {
        while (added < upTo) {
          const n = added++;
          await queue.add('ticket', submission(n, `submit-bull-${n}`));
        }
      };
      await Promise.all([...Array.from({ length: inFlight }, add), done]);
    },
    async stop(): Promise<void> {
      await Promise.all([queue.close(), worker.stop()]);
      await redis.stop();
    },
  };
}
