import { useMemo } from 'react';
import { useCatalogue, useLanguage, useNames } from '../../kit/context.tsx';

/** What a station is called: its hall and its number there, in English as its code has them. */
export function useStationName(): (id: string) => string {
  const { stations } = useCatalogue();
  const names = useNames();
  const language = useLanguage();
  return useMemo(() => {
    const halls = new Map(stations?.map(({ id, hall }) => [id, hall]));
    return (id) => {
      const hall = halls.get(id);
      return hall === undefined || language === 'en' ? id : `${names.hall(hall)} ${id.slice(hall.length + 1)}`;
    };
  }, [stations, names, language]);
}

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
