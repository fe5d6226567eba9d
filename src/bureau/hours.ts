import { DateTime } from 'luxon';
import type { Bureau, Days, HallConfig, Hours } from '../config/schema.ts';
import type { HallState } from '../protocol/views.ts';
import { calendarOf } from './calendar.ts';

/** What a hall is, and when that changes (ms; null: never). */
interface Phase {
  state: HallState;
  until: number | null;
}

const noDays: Days = { holidays: [], workdays: [] };

/**
 * What a hall's hours make of it at `at`, and when that changes next (ms; null: never).
 * A hall whose opening and closing time are the same is open round the clock on its days.
 */
export function phaseAt(hours: Hours, timezone: string, at: number, days: Days = noDays): Phase {
  const everyDay = hours.days.length === 7 && days.holidays.length === 0;
  if (everyDay && hours.open === hours.close) return { state: 'open', until: null };
  const calendar = calendarOf(hours, days, timezone);
  const today = calendar.dayOf(at);
  // A hall that works one day a week may find a holiday on that day each time.
  const horizon = 7 * (days.holidays.length + 1);
  let drained = Number.NEGATIVE_INFINITY;
  // From yesterday on: its draining may last past midnight.
  for (let ahead = -1; ahead <= horizon; ahead++) {
    const span = calendar.spanOf(today + ahead);
    if (span === null) continue;
    const { open, close } = span;
    if (at < open)
      return at < drained ? { state: 'draining', until: Math.min(drained, open) } : { state: 'closed', until: open };
    if (at < close) return { state: 'open', until: close };
    drained = close + hours.drain;
  }
  return { state: 'closed', until: null };
}

/** When a hall's batch is rolled out, ms: the beginning of its month. Before, there is no such hall. */
export const rolloutOf = (hall: HallConfig, timezone: string): number =>
  DateTime.fromISO(`${hall.since}-01`, { zone: timezone }).toMillis();

/** What a hall is at `at`: as its hours say from the month on in which its batch was rolled out, closed until then. */
export function hallAt(hall: HallConfig, { timezone, days }: Pick<Bureau, 'timezone' | 'days'>, at: number): Phase {
  const since = rolloutOf(hall, timezone);
  return at < since ? { state: 'closed', until: since } : phaseAt(hall.hours, timezone, at, days);
}
