import { halfHourMs, halfHours, sum } from '../forecast/half-hours.ts';
import type { DayPlan, LinePlan } from './plan.ts';

/** A half hour of a hall's group. */
export interface PlanRow {
  /** Its beginning, ms. */
  at: number;
  hall: string;
  group: string;
  /** Tickets expected; of what is past, those that came. */
  arrivals: number;
  /** Those that came, of half hours that are over; null: not yet. */
  came: number | null;
  /** Stations to be signed in, and signed in or on the roster. */
  required: number;
  staffed: number;
  gap: number;
  serviceLevel: number | null;
  occupancy: number | null;
}

/** Half hours in which anybody is needed: [first, last]; null when nobody is. */
export function hoursThatMatter(lines: readonly Pick<LinePlan, 'required'>[]): [number, number] | null {
  const slots = Array.from({ length: halfHours }, (_, slot) => slot);
  const busy = slots.filter((slot) => lines.some(({ required }) => required[slot]! > 0));
  const [first, last] = [busy[0], busy.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

/** Every half hour that matters of a plan whose day begins at `from` (ms); `now` (ms): what has ended by then is over. */
export function rowsOf({ lines }: Pick<DayPlan, 'lines'>, from: number, now: number): PlanRow[] {
  const [first, last] = hoursThatMatter(lines) ?? [0, -1];
  const slots = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return lines.flatMap((line) => slots.map((slot) => rowOf(line, slot, from, now)));
}

export function rowOf({ hall, group, ...line }: LinePlan, slot: number, from: number, now: number): PlanRow {
  const at = from + slot * halfHourMs;
  const required = line.required[slot]!;
  const staffed = line.staffed[slot]!;
  const { serviceLevel, occupancy } = line.outlook[slot]!;
  return {
    ...{ at, hall, group, arrivals: line.arrivals[slot]!, came: at + halfHourMs <= now ? line.came[slot]! : null },
    ...{ required, staffed, gap: staffed - required, serviceLevel, occupancy },
  };
}

/** A line's day in one row. */
export interface LineTotal {
  arrivals: number;
  came: number;
  /** The most that is required, and in which half hour. */
  peak: { stations: number; slot: number };
  /** Station hours required and staffed. */
  requiredHours: number;
  staffedHours: number;
  /** The worst gap below 0, and in which half hour; null: none is missing. */
  worst: { gap: number; slot: number } | null;
  /** Share of the day's tickets that will be answered in target; null when nobody comes. */
  serviceLevel: number | null;
}

export function totalOf({ arrivals, came, required, staffed, outlook }: LinePlan): LineTotal {
  const slotOf = (figure: (slot: number) => number) =>
    required.reduce((best, _, slot) => (figure(slot) > figure(best) ? slot : best), 0);
  const peak = slotOf((slot) => required[slot]!);
  const gap = (slot: number) => staffed[slot]! - required[slot]!;
  const worst = slotOf((slot) => -gap(slot));
  const counted = outlook.map(({ serviceLevel }, slot) => (serviceLevel === null ? 0 : arrivals[slot]!));
  const level = sum(outlook.map(({ serviceLevel }, slot) => (serviceLevel ?? 0) * counted[slot]!));
  return {
    arrivals: sum(arrivals),
    came: sum(came),
    peak: { stations: required[peak]!, slot: peak },
    requiredHours: sum(required) / 2,
    staffedHours: sum(staffed) / 2,
    // Shares of a station that could serve two groups are no gap.
    worst: gap(worst) < -0.05 ? { gap: gap(worst), slot: worst } : null,
    serviceLevel: sum(counted) === 0 ? null : level / sum(counted),
  };
}
