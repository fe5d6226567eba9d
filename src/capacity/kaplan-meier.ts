/** One who was watched for `time` (any unit): until the event, or (`event: false`) until lost to view before it. */
export interface Observation {
  time: number;
  event: boolean;
}

export interface SurvivalCurve {
  /** Share that has not had the event by `time`, the event at that very time included: S(t) = P(T > t). */
  survival(time: number): number;
  /** Least time by which at least the share `p` (0–1) has had the event. */
  quantile(p: number): number;
  /**
   * Mean of min(T, `until`), the area under the curve: the restricted mean. Beyond the longest observation, which is the
   * limit unless told, the curve keeps its last value. Source: J. P. Klein, M. L. Moeschberger, Survival Analysis
   * (2003), §4.5.
   */
  mean(until?: number): number;
  /**
   * The time of one who had none up to and including `time`, for a uniform draw `u` in [0, 1): from P(T | T > time).
   * Beyond the last observation nothing is known: whoever is drawn there gets the longest time (or its own).
   */
  beyond(time: number, u: number): number;
}

/**
 * The product-limit estimator of right-censored times: S(t) = Π over event times ≤ t of (1 − events / at risk). One
 * who was lost at the time of an event counts as at risk of it. Source: E. L. Kaplan, P. Meier, "Nonparametric
 * Estimation from Incomplete Observations", JASA 53 (1958). Where the longest observation is censored the curve does
 * not reach zero; draws there follow B. Efron (1967), who counts that observation as an event.
 */
export function kaplanMeier(observations: readonly Observation[]): SurvivalCurve {
  const sorted = observations.toSorted((a, b) => a.time - b.time);
  const longest = sorted.at(-1)?.time ?? 0;
  /** The curve falls at `times[i]` to `values[i]`. */
  const times: number[] = [];
  const values: number[] = [];
  let value = 1;
  for (let i = 0; i < sorted.length; ) {
    const { time } = sorted[i]!;
    const atRisk = sorted.length - i;
    let events = 0;
    for (; sorted[i]?.time === time; i++) if (sorted[i]!.event) events++;
    if (events === 0) continue;
    value *= 1 - events / atRisk;
    times.push(time);
    values.push(value);
  }

  const timeAt = (index: number) => times[index] ?? longest;
  const survival = (time: number) => values[firstIndex(times.length, (i) => times[i]! > time) - 1] ?? 1;
  return {
    survival,
    mean(until = longest) {
      let area = 0;
      let from = 0;
      let height = 1;
      for (let i = 0; i < times.length && times[i]! < until; i++) {
        area += (times[i]! - from) * height;
        from = times[i]!;
        height = values[i]!;
      }
      return area + (until - from) * height;
    },
    quantile: (p) => timeAt(firstIndex(values.length, (i) => values[i]! <= 1 - p)),
    beyond(time, u) {
      const level = survival(time) * (1 - u);
      return Math.max(time, timeAt(firstIndex(values.length, (i) => values[i]! < level)));
    },
  };
}

/** Least index below `length` for which `test` holds, or `length`; once it holds it holds for all that follow. */
function firstIndex(length: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
