import { halfHours, noHalfHours, sum } from './half-hours.ts';

/** A prior profile counts as so many arrivals: one for each half hour of the day. */
const priorWorth = halfHours;

/** Shares of a day's arrivals by half hour: they add up to 1, or are all 0 where nothing is known. */
export type Profile = readonly number[];

export function normal(weights: readonly number[]): Profile {
  const all = sum(weights);
  return all === 0 ? weights : weights.map((w) => w / all);
}

/**
 * The profile that arrivals of several days show, together with what was believed before: (count + κ prior) / (total + κ),
 * the mean of a Dirichlet posterior. What has few arrivals so looks like what it belongs to.
 */
export function learned(prior: Profile, days: Iterable<readonly number[]>): Profile {
  const counts = noHalfHours();
  for (const day of days) for (let slot = 0; slot < halfHours; slot++) counts[slot]! += day[slot]!;
  if (sum(prior) === 0) return normal(counts);
  return normal(counts.map((count, slot) => count + priorWorth * prior[slot]!));
}

/** A profile within the hours in which somebody may come. */
export const within = (profile: Profile, open: readonly number[]): Profile =>
  normal(profile.map((share, slot) => (open[slot]! > 0 ? share : 0)));
