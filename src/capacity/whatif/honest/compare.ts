import { availableParallelism } from 'node:os';
import { CodedError } from '../../../protocol/codes.ts';
import { type Call, readCalls } from '../../../simulate/calls/recorded.ts';
import { Forecaster } from '../../forecast/forecast.ts';
import { halfHours } from '../../forecast/half-hours.ts';
import { readRecorded } from '../../plan/recorded.ts';
import { runAll } from '../crew.ts';
import type { Job } from '../job.ts';
import { nobody, type Outcome, plus } from './outcome.ts';
import { type ByWay, type Known, staffings, tell, type Way, ways } from './tell.ts';

/** How far a way is off what happened, half hour by half hour of each day: Σ|difference| ÷ Σ of what happened. */
export interface Off {
  offered: number;
  answered: number;
  abandoned: number;
  /** Of the waiting times of a half hour, summed. */
  waited: number;
}

export interface Honest {
  /** Days that all ways tell, the forecast with a week or more behind it; where there are none, those that were asked for. */
  days: string[];
  seeds: number;
  wallMs: number;
  total: ByWay;
  off: Record<Exclude<Way, 'happened'>, Off>;
  /** By half hour of the day, over all days; those in which nobody came are left out. */
  halfHours: (ByWay & { slot: number })[];
}

export interface HonestArgs {
  path: string;
  /** One day of it; otherwise all. */
  day?: string;
  seeds: number;
  progress?: (done: number, of: number) => void;
}

/** Sets recorded calls beside what the core, Erlang A and the forecast make of them. Throws `bad-file`. */
export async function compareCalls({ path, day, seeds, progress = () => {} }: HonestArgs): Promise<Honest> {
  const begun = performance.now();
  const { calls } = await readCalls(path);
  const byDate = Map.groupBy(calls, ({ date }) => date);
  const forecasts = await forecastsOf(path, [...byDate.keys()]);
  const asked = day === undefined ? [...byDate.keys()] : [day];
  const known = asked.filter((date) => forecasts.has(date));
  const dates = known.length > 0 ? known : asked.filter((date) => byDate.has(date));
  if (dates.length === 0)
    throw new CodedError('bad-file', `no calls of ${day ?? 'any day'}; there are ${[...byDate.keys()].join(', ')}`);

  const jobs = dates.flatMap((date) => jobsOf(date, byDate.get(date)!, seeds));
  const worlds = await runAll(jobs, availableParallelism(), (done) => progress(done, jobs.length));
  const each = worlds.length / dates.length;
  const told = dates.map((date, i) =>
    tell(date, byDate.get(date)!, worlds.slice(i * each, (i + 1) * each), forecasts.get(date) ?? null),
  );
  const sumOf = (rows: readonly ByWay[]) =>
    Object.fromEntries(ways.map((way) => [way, rows.map((row) => row[way]).reduce(plus, nobody)])) as ByWay;
  const slots = Array.from({ length: halfHours }, (_, slot) => ({ slot, ...sumOf(told.map((rows) => rows[slot]!)) }));
  return {
    ...{ days: dates, seeds, wallMs: Math.round(performance.now() - begun) },
    total: sumOf(told.flat()),
    off: Object.fromEntries(ways.slice(1).map((way) => [way, offOf(told.flat(), way)])) as Honest['off'],
    halfHours: slots.filter(({ happened }) => happened.offered > 0),
  };
}

const jobsOf = (date: string, calls: Call[], seeds: number): Job[] =>
  staffings.flatMap((staff) =>
    Array.from({ length: seeds }, (_, i) => ({
      source: { kind: 'calls', date, calls, staff },
      seed: i + 1,
      changes: [],
    })),
  );

/** A forecast that has not seen each weekday yet says little. */
const weekdays = 7;

/** By date: arrivals of each half hour as forecast the evening before, and the work and patience of the days before. */
async function forecastsOf(path: string, dates: readonly string[]): Promise<Map<string, Known>> {
  const { history, halfHours: calendar } = await readRecorded(path);
  const forecaster = new Forecaster(history, calendar, () => true);
  const known = new Map<string, Known>();
  for (const date of dates) {
    const [made] = forecaster.day(history.lines(), date, calendar.of(date).from);
    if (made === undefined || made.days < weekdays) continue;
    const { services, seconds, abandoned, waitS } = history.work(made, date);
    known.set(date, { arrivals: made.arrivals, serviceS: seconds / services, patienceS: waitS / abandoned });
  }
  return known;
}

function offOf(rows: readonly ByWay[], way: Way): Off {
  const share = (of: (outcome: Outcome) => number) => {
    const off = rows.reduce((sum, row) => sum + Math.abs(of(row[way]) - of(row.happened)), 0);
    return off / rows.reduce((sum, { happened }) => sum + of(happened), 0);
  };
  return {
    offered: share(({ offered }) => offered),
    answered: share(({ answered }) => answered),
    abandoned: share(({ abandoned }) => abandoned),
    waited: share(({ waitedS }) => waitedS),
  };
}
