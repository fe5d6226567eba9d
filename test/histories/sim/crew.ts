import { Worker } from 'node:worker_threads';
import type { Plan } from './progress.ts';
import type { Part, Played } from './worker.ts';

/** Some seconds' work: so much is played again after an interrupt, at the most, by each worker. */
const SIZE = 50;

export interface Task extends Plan {
  from: number;
  to: number;
  every: number;
  workers: number;
}

/**
 * Plays histories on several threads, in parts. `onward` hears up to where all hold, and how many were played. Answers
 * the first failure, the one of the smallest number among those that are being played; null: all hold.
 */
export async function playAll(
  task: Task,
  onward: (next: number, played: number) => void,
  stop: AbortSignal,
): Promise<Played> {
  const { seed, length, every, to } = task;
  let from = task.from;
  let played = 0;
  const failures: NonNullable<Played>[] = [];
  const open = new Set<number>();
  const crew = Array.from({ length: task.workers }, () => new Worker(new URL('./worker.ts', import.meta.url)));
  const work = async (worker: Worker): Promise<void> => {
    while (from < to && failures.length === 0 && !stop.aborted) {
      const part: Part = { seed, length, every, from, to: Math.min(to, from + SIZE) };
      from = part.to;
      open.add(part.from);
      const found = await ask(worker, part);
      if (found === null) open.delete(part.from);
      else failures.push(found);
      played += (found?.n ?? part.to) - part.from;
      onward(Math.min(from, ...open), played);
    }
  };
  try {
    await Promise.all(crew.map(work));
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()));
  }
  return failures.sort((a, b) => a.n - b.n)[0] ?? null;
}

const ask = (worker: Worker, part: Part): Promise<Played> =>
  new Promise((resolve, reject) => {
    const heard = (found: Played) => {
      worker.off('error', reject);
      resolve(found);
    };
    worker.once('message', heard).once('error', reject);
    worker.postMessage(part);
  });
