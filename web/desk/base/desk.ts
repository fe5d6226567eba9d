import { useMemo } from 'react';
import type { TicketView, WorkPhase } from '../../../src/protocol/views.ts';
import { useKnown } from '../../kit/context.tsx';
import { seat } from './seat.ts';

/** A piece of work on this desk. */
export interface Piece {
  ticket: TicketView;
  phase: WorkPhase;
}

/** What lies on the desk: who is on the line first, then documents as they came. */
export function usePieces(): readonly Piece[] {
  const work = useKnown((known) => known.station?.work);
  const tickets = useKnown((known) => known.tickets);
  return useMemo(() => {
    const pieces = (work ?? []).flatMap(({ ticket, phase }) => {
      const view = tickets[ticket];
      return view === undefined ? [] : [{ ticket: view, phase }];
    });
    const rank = ({ ticket }: Piece) => (ticket.modality === 'document' ? 1 : 0);
    return pieces.sort((a, b) => rank(a) - rank(b));
  }, [work, tickets]);
}

const elsewhere = new Set(['waiting', 'offered', 'serving', 'wrapUp', 'parked', 'escalated', 'quarantined']);

/** Tickets that this station answers for (首问责任) while the taxpayer, a department or somebody else has them. */
export function useFollowed(): readonly TicketView[] {
  const work = useKnown((known) => known.station?.work);
  const offered = useKnown((known) => known.offer?.ticket.id);
  const tickets = useKnown((known) => known.tickets);
  return useMemo(() => {
    const here = new Set((work ?? []).map(({ ticket }) => ticket));
    const { station } = seat();
    return Object.values(tickets).filter(
      (t) => elsewhere.has(t.state) && t.station !== station && !here.has(t.id) && t.id !== offered,
    );
  }, [work, offered, tickets]);
}
