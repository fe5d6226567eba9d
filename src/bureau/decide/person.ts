import type { Principal } from '../../protocol/principal.ts';
import type { Answer, Given } from '../commands.ts';
import type { TicketSnapshot } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { maySee } from './rights.ts';

/**
 * Who the taxpayer was is to be forgotten. Closed tickets are not known here any more, and erasing what is erased does
 * no harm: each word is kept, also so that a key that could not be erased at first can be asked for again.
 */
export function erase(turn: Turn, { by, ticket }: Given<'erase'>): Answer {
  if (by.role !== 'supervisor' || by.halls !== '*') return refuse('forbidden', 'erase: a supervisor of all halls');
  if (!hasBeen(turn, ticket)) return refuse('not-found', ticket);
  turn.emit({ type: 'person.erased', ticket });
  return done;
}

/** Tickets are numbered by the steps that took them in. */
function hasBeen(turn: Turn, ticket: string): boolean {
  const step = Number.parseInt(ticket.slice(1), 36);
  return step > 0 && step < turn.seq;
}

/** Somebody is about to be shown who the taxpayer of an open ticket is: who works it, answers for it or oversees it. */
export function reveal(turn: Turn, { by, ticket }: Given<'reveal'>): Answer {
  const t = turn.ticket(ticket);
  if (t === undefined || !maySee(by, t.context)) return refuse('not-found', ticket);
  if (!mayKnow(turn, by, t))
    return refuse('forbidden', 'reveal: by the station that has it or answers for it, or by a supervisor of its hall');
  if (t.context.person === null) return refuse('not-found', `${ticket} says nothing of its taxpayer`);
  turn.emit({ type: 'person.revealed', ticket });
  return done;
}

/** A file of a ticket's taxpayer is about to be given to somebody; closed tickets are not known here any more. */
export function openMaterial(turn: Turn, { by, ticket, ref }: Given<'openMaterial'>): Answer {
  if (by.role !== 'station' && by.role !== 'supervisor') return refuse('forbidden', 'openMaterial: by staff');
  if (!hasBeen(turn, ticket)) return refuse('not-found', ticket);
  turn.emit({ type: 'material.opened', ticket, ref, desk: by.role === 'station' ? by.station : null });
  return done;
}

function mayKnow(turn: Turn, by: Principal, { value, context: t }: TicketSnapshot): boolean {
  if (by.role === 'supervisor') return true;
  if (by.role !== 'station' || turn.station(by.station)?.context.officer !== by.sub) return false;
  // An offer that nobody has taken is not yet anybody's work.
  const onDesk = (value === 'serving' || value === 'wrapUp') && t.station === by.station;
  return onDesk || t.responsible === by.station;
}
