import { useMemo } from 'react';
import { useCatalogue } from '../../kit/context.tsx';

/** Days and times as the bureau's clocks show them. */
export function useBureauTimes() {
  const { timezone } = useCatalogue().bureau;
  return useMemo(() => {
    const instant = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' });
    return { timezone, instant: (at: number) => instant.format(at), day: (at: number) => day.format(at) };
  }, [timezone]);
}

/** The instant (ms) at which the bureau's clocks show a local time such as 2026-11-23T09:30. */
export function asInstant(local: string, timezone: string): number {
  const asUtc = Date.parse(`${local}Z`);
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  return asUtc - (Date.parse(`${shown.format(asUtc).replace(' ', 'T')}Z`) - asUtc);
}
