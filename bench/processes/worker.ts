import { Worker } from 'bullmq';
import { answer, selfKnowledge } from './child.ts';

/** BullMQ's side of the comparison: workers whose jobs are done as soon as they are there. */
let workers: Worker[] = [];
let done = 0;
let wanted = { count: Number.POSITIVE_INFINITY, reached: () => {} };

answer({
  ...selfKnowledge,
  async start({ socketPath, count, concurrency }: { socketPath: string; count: number; concurrency: number }) {
    const options = { connection: { path: socketPath }, concurrency };
    workers = Array.from({ length: count }, () => new Worker('tickets', async () => {}, options));
    for (const worker of workers) {
      worker.on('completed', () => {
        if (++done === wanted.count) wanted.reached();
      });
    }
    await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  },
  /** Resolves when so many jobs are done, counted from the start. */
  done: (count: number) =>
    new Promise<void>((resolve) => {
      wanted = { count, reached: resolve };
      if (done >= count) resolve();
    }),
  stop: () => Promise.all(workers.map((worker) => worker.close())).then(() => {}),
});
