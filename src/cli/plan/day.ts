import { DateTime } from 'luxon';
import type { HalfHours } from '../../capacity/forecast/half-hours.ts';
import { type Language, words } from '../../capacity/plan/words.ts';
import { CodedError } from '../../protocol/codes.ts';

export const isDate = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid;

/** The day (ISO date) that is asked for: a date, `today` or `tomorrow` of the bureau. Throws `bad-message`. */
export function dayOf(asked: string, halfHours: HalfHours, now: number): string {
  const today = halfHours.at(now).day;
  if (asked === 'today') return today;
  if (asked === 'tomorrow') return halfHours.later(today, 1);
  if (isDate(asked)) return asked;
  throw new CodedError('bad-message', `expected today, tomorrow or a day such as 2026-11-23, not ${asked}`);
}

/** `2026-11-23 周一`. */
export function dayName(day: string, language: Language): string {
  const { weekday, weekdays } = words[language];
  return `${day} ${weekday}${weekdays[DateTime.fromISO(day).weekday - 1]}`;
}
