import { Worker } from 'node:worker_threads';
import type { WorldFigures } from './figures.ts';
import type { Job } from './job.ts';
import type { Said } from './worker.ts';

/** Runs jobs on so many threads; answers in their order. `progress` hears how many jobs' worth is done. */
export async function runAll(
  jobs: readonly Job[],
  threads: number,
  progress: (done: number) => void,
): Promise<WorldFigures[]> {
  const results: WorldFigures[] = [];
  const shares = jobs.map(() => 0);
  const say = (index: number, share: number) => {
    shares[index] = share;
    progress(shares.reduce((sum, one) => sum + one, 0));
  };
  let next = 0;
  const start = () => new Worker(new URL('./worker.ts', import.meta.url), { workerData: jobs });
  const crew = Array.from({ length: Math.min(threads, jobs.length) }, start);
  const work = async (worker: Worker) => {
    for (let index = next++; index < jobs.length; index = next++) {
      results[index] = await ask(worker, index, (share) => say(index, share));
      say(index, 1);
    }
  };
  try {
    await Promise.all(crew.map(work));
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()));
  }
  return results;
}

function ask(worker: Worker, index: number, progress: (share: number) => void): Promise<WorldFigures> {
  return new Promise((resolve, reject) => {
    const hear = (said: Said) => {
      if (said.kind === 'progress') return progress(said.share);
      worker.off('message', hear).off('error', reject);
      resolve(said.figures);
    };
    worker.on('message', hear).once('error', reject);
    worker.postMessage(index);
  });
}
