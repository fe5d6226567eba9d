import type { Random } from '../random.ts';

/** How long something takes: mean in ms, and the coefficient of variation (standard deviation ÷ mean). */
export interface Length {
  mean: number;
  cv: number;
}

export const seconds = (mean: number, cv: number): Length => ({ mean: mean * 1000, cv });

/** A log-normal draw, in ms: handling times and patience are skewed like this (Brown et al., 2005). */
export function lognormal({ next }: Random, { mean, cv }: Length): number {
  const variance = Math.log(1 + cv * cv);
  // Box and Muller, 1958; `1 - next()` is never 0.
  const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return mean * Math.exp(normal * Math.sqrt(variance) - variance / 2);
}

export const between = ({ next }: Random, from: number, to: number): number => from + (to - from) * next();
export const chance = ({ next }: Random, share: number): boolean => next() < share;

/** One of the items, each as likely as its weight says. Throws when there is none. */
export function weighted<T>({ next }: Random, items: readonly (readonly [T, number])[]): T {
  let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of items) {
    left -= weight;
    if (left < 0) return item;
  }
  const last = items.findLast(([, weight]) => weight > 0);
  if (last === undefined) throw new Error('nothing to draw from');
  return last[0];
}
