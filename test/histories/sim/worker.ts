import { parentPort } from 'node:worker_threads';
import { historyOf } from '../history.ts';
import { breach } from '../play.ts';
import type { Plan } from './progress.ts';

/** Histories `from` to `to` (not included), to be played one after the other. */
export interface Part extends Plan {
  from: number;
  to: number;
  every: number;
}

/** The first of a part that breaks a rule; null: all hold. */
export type Played = { n: number; rule: string; says: string } | null;

parentPort?.on('message', ({ seed, length, from, to, every }: Part) => {
  for (let n = from; n < to; n++) {
    const broken = breach(historyOf(seed, n, length), every);
    if (broken === null) continue;
    parentPort?.postMessage({ n, rule: broken.rule, says: broken.message } satisfies Played);
    return;
  }
  parentPort?.postMessage(null satisfies Played);
});
