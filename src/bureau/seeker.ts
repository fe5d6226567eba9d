import type { Guest, Ticket } from '../actors/ticket.ts';
import type { TicketSnapshot } from './state.ts';

/**
 * What may be offered to somebody in a ticket's name: the ticket itself while it waits with somebody on the line, or an
 * invitation that nobody is offered; null: nothing. Who is away keeps the place, but cannot be offered to anybody.
 */
export function seekerOf(snapshot: TicketSnapshot | undefined): Ticket | null {
  if (snapshot === undefined) return null;
  const { value, context: t } = snapshot;
  if (value === 'waiting') return t.awayUntil === null ? t : null;
  return value === 'serving' && t.guest !== null && t.guest.station === null ? invitation(t, t.guest) : null;
}

/** An invitation as something that waits: for whom it is, in whose place, and never for its host. */
function invitation(t: Ticket, guest: Guest): Ticket {
  const { place, due, named, until } = guest;
  return {
    ...t,
    ...guest.target,
    due,
    step: place.step,
    stepIndex: place.index,
    stepUntil: place.until,
    prefer: named === null ? null : { station: named, until },
    avoid: t.station === null ? t.avoid : [...t.avoid, { station: t.station, until: Number.POSITIVE_INFINITY }],
  };
}
