import { DateTime } from 'luxon';
import type { Hours } from '../config/schema.ts';
import type { HallState } from '../protocol/views.ts';

/** Days looked ahead for the next opening. */
const HORIZON = 8;

/**
 * What a hall's hours make of it at `at`, and when that changes next (ms; null: never).
 * A hall whose opening and closing time are the same is open round the clock on its days.
 */
export function phaseAt(hours: Hours, timezone: string, at: number): { state: HallState; until: number | null } {
  const roundTheClock = hours.open === hours.close;
  if (roundTheClock && hours.days.length === 7) return { state: 'open', until: null };
  const today = DateTime.fromMillis(at, { zone: timezone }).startOf('day');
  let drained = Number.NEGATIVE_INFINITY;
  // From yesterday on: its draining may last past midnight.
  for (let ahead = -1; ahead < HORIZON; ahead++) {
    const day = today.plus({ days: ahead });
    if (!hours.days.includes(day.weekday)) continue;
    const open = atTime(day, hours.open);
    const close = atTime(roundTheClock ? day.plus({ days: 1 }) : day, hours.close);
    if (at < open)
      return at < drained ? { state: 'draining', until: Math.min(drained, open) } : { state: 'closed', until: open };
    if (at < close) return { state: 'open', until: close };
    drained = close + hours.drain;
  }
  return { state: 'closed', until: null };
}

function atTime(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute }).toMillis();
}
