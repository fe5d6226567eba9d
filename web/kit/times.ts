import { useMemo } from 'react';
import { useCatalogue } from './context.tsx';

/** A time of day, with the day where that is another than that of `now`. */
export function useTimes(): (at: number, now: number) => string {
  const { timezone } = useCatalogue().bureau;
  return useMemo(() => {
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone });
    const time = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
    return (at, now) => {
      const date = day.format(at);
      return date === day.format(now) ? time.format(at) : `${date.slice(5)} ${time.format(at)}`;
    };
  }, [timezone]);
}
