import { DateTime } from 'luxon';
import type { Days, Hours } from '../config/schema.ts';

/** The working time of one day, ms. */
export interface Span {
  open: number;
  close: number;
}

interface Day {
  /** Local midnight. */
  start: number;
  /** Null: nobody works. */
  span: Span | null;
}

export const dayMs = 86_400_000;
/** Some ten years; a day is looked up again when more were asked for. */
const remembered = 4_000;

/**
 * Working time: a hall's hours in the time of its city, without the holidays and with the make-up workdays. Days are
 * numbered by their date, from 1970-01-01 on, and each is worked out once.
 */
export class WorkCalendar {
  readonly days: Days;
  readonly timezone: string;
  readonly #hours: Hours;
  readonly #holidays: Set<string>;
  readonly #workdays: Set<string>;
  readonly #known = new Map<number, Day>();

  constructor(hours: Hours, days: Days, timezone: string) {
    this.days = days;
    this.timezone = timezone;
    this.#hours = hours;
    this.#holidays = new Set(days.holidays);
    this.#workdays = new Set(days.workdays);
  }

  /**
   * The moment by which `ms` of working time have passed since `from`. It is within working time, its ends included:
   * a day's work that fills a day ends at its closing, not at the next opening.
   */
  addWorking(from: number, ms: number): number {
    let left = Math.max(0, ms);
    // From yesterday on: its work may last past midnight.
    for (let day = this.dayOf(from) - 1; ; day++) {
      const span = this.spanOf(day);
      if (span === null || span.close < from) continue;
      const begin = Math.max(from, span.open);
      if (left <= span.close - begin) return begin + left;
      left -= span.close - begin;
    }
  }

  /** How much of the time from `from` to `to` is working time, ms; 0 when `to` is not later. */
  workingBetween(from: number, to: number): number {
    let sum = 0;
    const last = this.dayOf(to);
    for (let day = this.dayOf(from) - 1; day <= last; day++) {
      const span = this.spanOf(day);
      if (span !== null) sum += Math.max(0, Math.min(to, span.close) - Math.max(from, span.open));
    }
    return sum;
  }

  /** The number of the local day that `at` is in. */
  dayOf(at: number): number {
    // Local time is less than a day off UTC: it is this day, or the one before or after.
    let day = Math.floor(at / dayMs);
    while (this.#day(day).start > at) day--;
    while (this.#day(day + 1).start <= at) day++;
    return day;
  }

  spanOf(day: number): Span | null {
    return this.#day(day).span;
  }

  #day(number: number): Day {
    let day = this.#known.get(number);
    if (day === undefined) {
      day = this.#workOut(number);
      if (this.#known.size >= remembered) this.#known.clear();
      this.#known.set(number, day);
    }
    return day;
  }

  #workOut(number: number): Day {
    const { open, close, days } = this.#hours;
    const utc = DateTime.fromMillis(number * dayMs, { zone: 'utc' });
    const local = utc.setZone(this.timezone, { keepLocalTime: true });
    const start = local.toMillis();
    const date = utc.toISODate() ?? '';
    if (!this.#workdays.has(date) && (!days.includes(utc.weekday) || this.#holidays.has(date)))
      return { start, span: null };
    const from = atTime(local, open);
    // The same time: round the clock, until it is that time again.
    const to = atTime(open === close ? local.plus({ days: 1 }) : local, close);
    // Where clocks go forward over both, nothing is left of the day.
    return { start, span: { open: from, close: Math.max(from, to) } };
  }
}

const made = new WeakMap<Hours, WorkCalendar>();

/** The calendar of a hall's hours, made once for them: halls that share their hours share it. */
export function calendarOf(hours: Hours, days: Days, timezone: string): WorkCalendar {
  const known = made.get(hours);
  if (known?.days === days && known.timezone === timezone) return known;
  const calendar = new WorkCalendar(hours, days, timezone);
  made.set(hours, calendar);
  return calendar;
}

function atTime(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute }).toMillis();
}
