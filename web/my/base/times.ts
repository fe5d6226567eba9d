import { useMemo } from 'react';
import { useCatalogue, useLanguage } from '../../kit/context.tsx';
import { tagOf } from '../../kit/language.ts';
import { type Say, useSay } from './say.ts';

const minute = 60_000;

/** A length of time as one would say it; the longer, the rounder. */
export function lasting(ms: number, say: Say): string {
  const exact = ms / minute;
  if (exact < 1) return say('time.soon');
  const step = exact < 10 ? 1 : exact < 60 ? 5 : 10;
  const minutes = Math.round(exact / step) * step;
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  if (h >= 24) return say('time.days', { d: Math.floor(h / 24), h: h % 24 });
  if (h === 0) return say('time.minutes', { m });
  return m === 0 ? say('time.hours', { h }) : say('time.hoursMinutes', { h, m });
}

/** Times of the bureau, in its own time zone wherever the phone is. */
export function useTimes() {
  const { timezone: timeZone } = useCatalogue().bureau;
  const language = useLanguage();
  const say = useSay();
  return useMemo(() => {
    const tag = tagOf(language);
    const format = (options: Intl.DateTimeFormatOptions) => {
      const made = new Intl.DateTimeFormat(tag, { timeZone, hourCycle: 'h23', ...options });
      return (at: number) => made.format(at);
    };
    const day = format({ month: 'short', day: 'numeric' });
    const time = format({ hour: '2-digit', minute: '2-digit' });
    const weekday = format({ weekday: 'short' });
    // 5 January 1970 was a Monday.
    const named = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', weekday: 'short' });
    const dayName = (n: number) => named.format((n + 3) * 24 * 60 * minute);
    return {
      day,
      time,
      weekday,
      /** 11月24日周二 09:30 */
      when: format({ month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit' }),
      lasting: (ms: number) => lasting(ms, say),
      /** 周一至周五 09:00–17:30; `days`: 1 is Monday. */
      hours: ({ open, close, days }: { open: string; close: string; days: readonly number[] }) => {
        const [from = 1, to = from] = [days[0], days.at(-1)];
        const inRow = days.length > 2 && to - from === days.length - 1;
        const names = inRow
          ? say('time.weekdays', { from: dayName(from), to: dayName(to) })
          : days.map(dayName).join(' ');
        return `${names} ${open}–${close}`;
      },
    };
  }, [timeZone, language, say]);
}
