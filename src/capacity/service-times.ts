import type { Service } from './observations.ts';

/** How long services take, with wrap-up and without what interrupts them. */
export interface ServiceTimes {
  services: number;
  /** Mean, s; null where there were none. */
  meanS: number | null;
  /** Standard deviation / mean: 1 is what the Erlang formulas take, 0 always the same. Null below two services. */
  cv: number | null;
}

/** The mean and its unbiased variance, taken about the mean so that nothing cancels. */
export function serviceTimes(services: readonly Pick<Service, 'seconds'>[]): ServiceTimes {
  const n = services.length;
  if (n === 0) return { services: 0, meanS: null, cv: null };
  const meanS = services.reduce((sum, { seconds }) => sum + seconds, 0) / n;
  const squares = services.reduce((sum, { seconds }) => sum + (seconds - meanS) ** 2, 0);
  return { services: n, meanS, cv: n < 2 ? null : Math.sqrt(squares / (n - 1)) / meanS };
}
