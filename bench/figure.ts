/** What a ratio is held to: at most or at least this much. */
export type Limit = { atMost: number } | { atLeast: number };

/** One measured figure: the median of its runs. */
export interface Figure {
  /** `group.name`, stable: tools compare runs by it. */
  name: string;
  /** What was measured, in one sentence. */
  about: string;
  value: number;
  unit: string;
  runs: number[];
  /** What the value is compared with, measured in the same runs; null when with nothing. */
  ratioTo: string | null;
  ratio: number | null;
  /** What the ratio is held to; null when it is only told. */
  limit: Limit | null;
}

/** What each group of figures is given. */
export interface Bench {
  /** Smaller numbers, the same number of runs: for a first look. */
  quick: boolean;
  /** Runs of each figure, five or more. */
  rounds: number;
  /** Folder for `.cpuprofile` files of the processes that are measured; null: none are written. */
  profile: string | null;
  /** Tells what is being done now. */
  say(text: string): void;
  /** An empty folder that is removed at the end. */
  folder(name: string): string;
}

/** The middle of the values; of an even number, the mean of the middle two. Throws when there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  const high = sorted[Math.floor(sorted.length / 2)];
  if (low === undefined || high === undefined) throw new Error('no median of nothing');
  return (low + high) / 2;
}

/** A figure on its own. */
export function figure(name: string, about: string, unit: string, runs: number[]): Figure {
  return { name, about, unit, runs, value: median(runs), ratioTo: null, ratio: null, limit: null };
}

/**
 * A figure beside its peer. Each run measured both, one right after the other, so the ratio is the median of the
 * runs' own ratios: what slows the machine down for a while slows both and leaves the ratio as it is.
 */
export function compared(of: Figure, ratioTo: string, peer: readonly number[], limit: Limit | null): Figure {
  if (peer.length !== of.runs.length) throw new Error(`${of.name}: every run needs its peer`);
  return { ...of, ratioTo, ratio: median(of.runs.map((run, i) => run / (peer[i] ?? Number.NaN))), limit };
}

/** Whether the limit is kept; null when there is none. A ratio that is not a number keeps no limit. */
export function isMet({ ratio, limit }: Figure): boolean | null {
  if (limit === null) return null;
  if (ratio === null) return false;
  return 'atMost' in limit ? ratio <= limit.atMost : ratio >= limit.atLeast;
}
