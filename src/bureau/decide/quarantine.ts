import type { Answer, InternalCommand } from '../commands.ts';
import { done, type Turn } from '../turn.ts';

/**
 * An actor threw twice on an event of this ticket: it leaves the dispatch until a supervisor cancels it, whoever holds
 * it is freed, and a station that threw itself is paused, so that it does not draw in the next ticket.
 */
export function quarantine(turn: Turn, c: Extract<InternalCommand, { type: 'quarantine' }>): Answer {
  const { ticket, error } = c;
  const t = turn.ticket(ticket);
  if (t !== undefined && t.value !== 'quarantined')
    turn.emit({ type: 'ticket.quarantined', ticket, station: holderOf(turn, ticket), error });
  if (c.station !== null && turn.station(c.station)?.context.wants === 'ready')
    turn.emit({ type: 'station.paused', station: c.station, reason: 'fault' });
  return done;
}

/** Asked of the stations: after a fault the ticket itself need not know. */
function holderOf(turn: Turn, ticket: string): string | null {
  for (const { context: s } of turn.state.stations()) {
    if (s.offer?.ticket === ticket || s.work.some((w) => w.ticket === ticket)) return s.id;
  }
  return null;
}
