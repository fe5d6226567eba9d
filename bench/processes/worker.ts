import { Worker } from 'bullmq';
import { answer, selfKnowledge } from './child.ts';

/** BullMQ's side of the comparison: a worker whose jobs are done as soon as they are there. */
let worker: Worker | null = null;
let done = 0;
let wanted = { count: Number.POSITIVE_INFINITY, reached: () => {} };

answer({
  ...selfKnowledge,
  async start({ socketPath, concurrency }: { socketPath: string; concurrency: number }) {
    worker = new Worker('tickets', async () => {}, { connection: { path: socketPath }, concurrency });
    worker.on('completed', () => {
      if (++done === wanted.count) wanted.reached();
    });
    await worker.waitUntilReady();
  },
  /** Resolves when so many jobs are done, counted from the start. */
  done: (count: number) =>
    new Promise<void>((resolve) => {
      wanted = { count, reached: resolve };
      if (done >= count) resolve();
    }),
  stop: () => worker?.close(),
});
