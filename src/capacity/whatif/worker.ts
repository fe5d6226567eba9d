import { parentPort, workerData } from 'node:worker_threads';
import type { WorldFigures } from './figures.ts';
import { type Job, runJob } from './job.ts';

/** What a worker is started with, and what it says for each number of a job that it is told. */
export type Jobs = readonly Job[];
export type Said = { kind: 'progress'; share: number } | { kind: 'done'; figures: WorldFigures };

const jobs: Jobs = workerData;
parentPort?.on('message', (index: number) => {
  const say = (said: Said) => parentPort?.postMessage(said);
  const figures = runJob(jobs[index]!, (share) => say({ kind: 'progress', share }));
  say({ kind: 'done', figures });
});
