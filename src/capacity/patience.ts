import { kaplanMeier, type SurvivalCurve } from './kaplan-meier.ts';
import type { Wait } from './observations.ts';

/** How long people wait before they give up. Times in s. */
export interface Patience {
  waits: number;
  abandoned: number;
  /**
   * Mean patience if it is exponential, which Erlang A takes: all time waited / number that gave up, the maximum
   * likelihood under right censoring (B. Epstein, M. Sobel, JASA 48, 1953), and so the rate that gives the share that gave
   * up for the mean wait (P(abandon) = θ E[W]). Null while nobody has given up.
   */
  meanS: number | null;
  /** Mean of min(patience, the longest wait seen), whatever its law: what lies beyond nobody has seen. */
  restrictedMeanS: number;
  /** Share that is still there after a time: the product-limit estimate. */
  curve: SurvivalCurve;
}

/** Patience from waits of which all but those that were given up are censored. */
export function patience(waits: readonly Pick<Wait, 'waitS' | 'abandoned'>[]): Patience {
  const curve = kaplanMeier(waits.map(({ waitS, abandoned }) => ({ time: waitS, event: abandoned })));
  const abandoned = waits.filter((wait) => wait.abandoned).length;
  const waited = waits.reduce((sum, { waitS }) => sum + waitS, 0);
  const meanS = abandoned === 0 ? null : waited / abandoned;
  return { waits: waits.length, abandoned, meanS, restrictedMeanS: curve.mean(), curve };
}
