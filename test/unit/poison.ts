import type { BureauCore } from '../../src/bureau/bureau.ts';

/** Puts a fault into an actor: its next `times` transitions throw when they copy its context. */
export function poison({ state }: BureauCore, kind: 'ticket' | 'station', id: string, times: number): void {
  const snapshot = kind === 'ticket' ? state.ticket(id) : state.station(id);
  if (snapshot === undefined) throw new Error(`no ${id}`);
  let left = times;
  const context = { ...snapshot.context };
  // Of all that a context holds, these two are read by hardly anybody else.
  Object.defineProperty(context, kind === 'ticket' ? 'taxpayer' : 'reason', {
    enumerable: true,
    get: () => {
      if (left-- > 0) throw new Error('a fault for a test');
      return null;
    },
  });
  state.restore(kind, id, { ...snapshot, context });
}
