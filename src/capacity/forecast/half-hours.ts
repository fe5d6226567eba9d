import { calendarOf } from '../../bureau/calendar.ts';
import { rolloutOf } from '../../bureau/hours.ts';
import type { Bureau } from '../../config/schema.ts';
import { Days } from '../../performance/days.ts';

export const halfHourMs = 30 * 60_000;
/** Half hours of a day from its midnight on; on the day that clocks are set back the last one is longer. */
export const halfHours = 48;

/** A hall's group: what is forecast and staffed. */
export interface Line {
  hall: string;
  group: string;
}
export const keyOf = ({ hall, group }: Line): string => `${hall} ${group}`;

/** What a day is to a hall: a weekday (1 = Monday) worked by the week, a make-up workday (调休), or a day of rest. */
export type DayKind = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 'makeUp' | 'rest';

/** Zeros for each half hour of a day. */
export const noHalfHours = (): number[] => new Array<number>(halfHours).fill(0);

export const sum = (numbers: Iterable<number>): number => {
  let all = 0;
  for (const n of numbers) all += n;
  return all;
};

/** The days and half hours of a bureau, and which of them its halls work. */
export class HalfHours {
  readonly #bureau: Pick<Bureau, 'halls' | 'timezone' | 'days'>;
  readonly #days: Days;
  /** A day is asked for once for each hall and past day. */
  readonly #known = new Map<string, { from: number; to: number }>();

  constructor(bureau: Pick<Bureau, 'halls' | 'timezone' | 'days'>) {
    this.#bureau = bureau;
    this.#days = new Days(bureau.timezone);
  }

  /** The day (ISO date) and half hour (0–47) in which a time (ms) lies, and the share of that half hour that is over. */
  at(ms: number): { day: string; slot: number; passed: number } {
    const { day, from } = this.#days.at(ms);
    const slot = Math.min(halfHours - 1, Math.floor((ms - from) / halfHourMs));
    return { day, slot, passed: Math.min(1, (ms - from) / halfHourMs - slot) };
  }

  /** When a day begins and ends, ms. */
  of(day: string): { from: number; to: number } {
    const known = this.#known.get(day) ?? this.#days.of(day);
    this.#known.set(day, known);
    return known;
  }

  /** The day so many days later (or, below 0, earlier). */
  later(day: string, days: number): string {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + days);
    return date.toISOString().slice(0, 10);
  }

  /** The days from one to another, both included. */
  from(first: string, last: string): string[] {
    const days: string[] = [];
    for (let day = first; day <= last; day = this.later(day, 1)) days.push(day);
    return days;
  }

  kind(hall: string, day: string): DayKind {
    const config = this.#bureau.halls.get(hall);
    if (config === undefined || this.#span(hall, day) === null) return 'rest';
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() || 7) as Exclude<DayKind, string>;
    return config.hours.days.includes(weekday) ? weekday : 'makeUp';
  }

  /** Share of each half hour of a day in which a hall is open, 0–1. */
  open(hall: string, day: string): number[] {
    const shares = noHalfHours();
    const span = this.#span(hall, day);
    if (span === null) return shares;
    const { from } = this.of(day);
    return shares.map((_, slot) => {
      const begin = from + slot * halfHourMs;
      const shared = Math.min(span.close, begin + halfHourMs) - Math.max(span.open, begin);
      return Math.max(0, shared) / halfHourMs;
    });
  }

  /** When the first hall opens on a day and the last one closes, ms; its midnights when none does. */
  hours(day: string): { open: number; close: number } {
    const spans = [...this.#bureau.halls.keys()].flatMap((hall) => this.#span(hall, day) ?? []);
    const { from, to } = this.of(day);
    if (spans.length === 0) return { open: from, close: to };
    return { open: Math.min(...spans.map(({ open }) => open)), close: Math.max(...spans.map(({ close }) => close)) };
  }

  #span(hall: string, day: string) {
    const { halls, days, timezone } = this.#bureau;
    const config = halls.get(hall);
    if (config === undefined) return null;
    const calendar = calendarOf(config.hours, days, timezone);
    const { from } = this.of(day);
    return from < rolloutOf(config, timezone) ? null : calendar.spanOf(calendar.dayOf(from));
  }
}
