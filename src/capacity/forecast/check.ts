import type { Forecaster } from './forecast.ts';
import { type HalfHours, sum } from './half-hours.ts';
import type { History } from './history.ts';
import { type PeerName, peers } from './peers.ts';

/** How far a forecast was off: over lines and half hours, in arrivals. */
export interface Errors {
  arrived: number;
  expected: number;
  /** Σ |expected − arrived|. */
  off: number;
}

/** Of a day held back: forecast on the evening before from what was known then. */
export interface CheckedDay {
  day: string;
  /** Whole days known then. */
  known: number;
  forecast: Errors;
  /** The same by others; null where one had nothing to go by. */
  peers: Record<PeerName, Errors | null>;
  /** Σ |N − λ| that chance alone makes, were the forecast the true rate of a Poisson process. */
  chance: number;
}

export interface Check {
  days: CheckedDay[];
  /** Over the days on which every peer could forecast, so that all are measured by the same. */
  common: { days: number; forecast: Errors; peers: Record<PeerName, Errors>; chance: number };
}

/** Weighted absolute percentage error, Σ|F − A| ÷ ΣA, as a share; null when nobody came. */
export const wape = ({ off, arrived }: Errors): number | null => (arrived === 0 ? null : off / arrived);
/** (ΣF − ΣA) ÷ ΣA: above 0, too many were expected. */
export const bias = ({ expected, arrived }: Errors): number | null =>
  arrived === 0 ? null : (expected - arrived) / arrived;

const none: Errors = { arrived: 0, expected: 0, off: 0 };
const plus = (a: Errors, b: Errors): Errors => ({
  arrived: a.arrived + b.arrived,
  expected: a.expected + b.expected,
  off: a.off + b.off,
});
const names = Object.keys(peers) as PeerName[];

/** Rolling origin: holds back each whole day but the first, one after the other, and forecasts it from those before. */
export function check(history: History, halfHours: HalfHours, forecaster: Forecaster, now: number): Check {
  const lines = history.lines();
  const whole = history.days().filter((day) => halfHours.of(day).to <= now);
  const days = whole.slice(1).map((day, i): CheckedDay => {
    const made = forecaster.day(lines, day, halfHours.of(day).from);
    const errors = (of: (i: number) => readonly number[]) =>
      lines.map((line, n) => errorsOf(history.arrivals(line, day), of(n))).reduce(plus, none);
    const others = names.map((name) => {
      const forecasts = lines.map((line) => peers[name](history, halfHours, line, day));
      const all = forecasts.every((forecast) => forecast !== null);
      return [name, all ? errors((n) => forecasts[n] ?? []) : null] as const;
    });
    return {
      day,
      known: i + 1,
      forecast: errors((n) => made[n]!.arrivals),
      peers: Object.fromEntries(others) as CheckedDay['peers'],
      chance: sum(made.flatMap(({ arrivals }) => arrivals.map(poissonDeviation))),
    };
  });
  const common = days.filter((day) => names.every((name) => day.peers[name] !== null));
  const total = (of: (day: CheckedDay) => Errors | null) => common.map((day) => of(day) ?? none).reduce(plus, none);
  return {
    days,
    common: {
      days: common.length,
      forecast: total((day) => day.forecast),
      peers: Object.fromEntries(
        names.map((name) => [name, total((day) => day.peers[name])]),
      ) as Check['common']['peers'],
      chance: sum(common.map((day) => day.chance)),
    },
  };
}

function errorsOf(arrived: readonly number[], expected: readonly number[]): Errors {
  const off = arrived.map((n, slot) => Math.abs((expected[slot] ?? 0) - n));
  return { arrived: sum(arrived), expected: sum(expected), off: sum(off) };
}

/** E|N − λ| of N ~ Poisson(λ): 2 e^−λ λ^(m+1) / m!, m = ⌊λ⌋ (E. L. Crow, Biometrika 45, 1958). */
function poissonDeviation(rate: number): number {
  if (rate === 0) return 0;
  const m = Math.floor(rate);
  let logFactorial = 0;
  for (let i = 2; i <= m; i++) logFactorial += Math.log(i);
  return 2 * Math.exp((m + 1) * Math.log(rate) - rate - logFactorial);
}
