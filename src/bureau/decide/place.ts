import type { Ticket } from '../../actors/ticket.ts';
import type { Place, Preference } from '../events.ts';
import { ableTo } from '../matcher/load.ts';
import type { Turn } from '../turn.ts';

/** The first routing step of a ticket's rules, from now: where it begins whenever it comes into the queue. */
export function firstPlace(turn: Turn, t: Pick<Ticket, 'business' | 'channel' | 'modality' | 'step'>): Place {
  const step = turn.rulesOf(t).steps[0] ?? t.step;
  return { index: 0, step, until: step.for === undefined ? null : turn.at + step.for };
}

/**
 * A ticket that comes back is kept for a station for a while, if that is at work and could serve it; a station that is
 * away, pausing or unable is not waited for.
 */
export function keptFor(turn: Turn, t: Ticket, station: string | null): Preference | null {
  const s = station === null ? undefined : turn.station(station)?.context;
  const { prefer } = turn.rulesOf(t);
  if (s === undefined || prefer === 0 || !s.online || s.wants !== 'ready' || !ableTo(s, t)) return null;
  return { station: s.id, until: turn.at + prefer };
}

/** Whoever waited elsewhere is not on the line when the ticket comes back, and is called when its turn comes. */
export const summoned = (t: Pick<Ticket, 'presence'>): boolean => t.presence !== 'none';
