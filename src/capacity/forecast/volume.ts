import type { DayKind } from './half-hours.ts';

/** How many came on a day of the past; `age`: how many days of work lie between it and now, 0 for the last. */
export interface PastDay {
  kind: DayKind;
  count: number;
  age: number;
}

export interface Volume {
  /** How many come now on a day whose factor is 1. */
  level: number;
  /** What a kind of day makes of the level; 1 for one that was never seen. */
  factor(kind: DayKind): number;
  /** Variance of a day's busyness (mean 1) beyond that of chance arrivals (Poisson). */
  busyness: number;
}

/** Weight of the last day of work in the level: the usual constant of exponential smoothing. */
const smoothing = 0.3;
/** Of a new line: a day's volume strays by 20 %, as is common in call centres. */
const usualBusyness = 0.04;
/** No line is so regular that its day tells nothing new: 10 % at least. */
const leastBusyness = 0.01;
/** Fewer days above the number of weekdays tell nothing about how a day strays. */
const leastFree = 3;

const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/**
 * Level and weekday factors of a line's days of work, of which there must be one.
 *
 * The level is an exponentially weighted mean of the volumes without their weekday: Σ wN / Σ wf. A weekday's factor is,
 * in logarithms, the mean of its days over the mean of the weekdays, moved towards 1 as far as chance could have made
 * it (credibility Z = n / (n + σ²/τ²); H. Bühlmann, "Experience rating and credibility", ASTIN Bulletin 4, 1967): a line
 * with few arrivals or few weeks has no weekdays until they show. `busyness` is what σ² has above the Poisson part
 * (G. Jongbloed, G. Koole, "Managing uncertainty in call centres using Poisson mixtures", 2001).
 */
export function volumeOf(days: readonly PastDay[]): Volume {
  const kinds = [...Map.groupBy(days, ({ kind }) => kind)].map(([kind, own]) => {
    // Half an arrival more, so that a day without any has a logarithm.
    const logs = own.map(({ count }) => Math.log(count + 0.5));
    return { kind, logs, mean: mean(logs) };
  });
  const middle = mean(kinds.map((k) => k.mean));
  const chance = 1 / (mean(days.map(({ count }) => count)) + 0.5);
  const free = days.length - kinds.length;
  const squares = kinds.flatMap((k) => k.logs.map((log) => (log - k.mean) ** 2)).reduce((a, b) => a + b, 0);
  const within = free < leastFree ? chance + usualBusyness : Math.max(chance, squares / free);
  const spread = kinds.reduce((all, k) => all + (k.mean - middle) ** 2, 0) / Math.max(1, kinds.length - 1);
  const between = Math.max(0, spread - mean(kinds.map((k) => within / k.logs.length)));

  const factors = new Map(
    kinds.map(({ kind, logs, mean: own }) => {
      const credibility = between === 0 ? 0 : logs.length / (logs.length + within / between);
      return [kind, Math.exp(credibility * (own - middle))] as const;
    }),
  );
  const factor = (kind: DayKind) => factors.get(kind) ?? 1;
  let counted = 0;
  let worth = 0;
  for (const { kind, count, age } of days) {
    const weight = (1 - smoothing) ** age;
    counted += weight * count;
    worth += weight * factor(kind);
  }
  return {
    level: counted / worth,
    factor,
    busyness: free < leastFree ? usualBusyness : Math.max(leastBusyness, within - chance),
  };
}
