import { useCallback } from 'react';
import { useAddress } from './address.ts';

export type Shown = 'ticket' | 'station' | 'hall';

/** What lies open beside the board: one ticket, station or hall. */
export function useShow() {
  const { address, go } = useAddress();
  const [kind, id] = (address.get('show') ?? '').split(':');
  const open = useCallback((what: Shown, of: string) => go({ show: `${what}:${of}` }), [go]);
  const close = useCallback(() => go({ show: null }), [go]);
  return { kind: kind as Shown | '', id: id ?? '', open, close };
}
