import type { Station } from '../../actors/station.ts';
import type { Answer, InternalCommand } from '../commands.ts';
import { closeInvite } from '../offers.ts';
import { done, type Turn } from '../turn.ts';
import { resumed } from './limit.ts';

/**
 * An actor threw twice on an event of this ticket: it leaves the dispatch until a supervisor cancels it, whoever holds
 * it is freed, and a station that threw itself is paused, so that it does not draw in the next ticket.
 */
export function quarantine(turn: Turn, c: Extract<InternalCommand, { type: 'quarantine' }>): Answer {
  const { ticket, error } = c;
  const t = turn.ticket(ticket);
  if (t !== undefined && t.value !== 'quarantined') {
    closeInvite(turn, ticket, 'released');
    const [holder, ...others] = holdersOf(turn, ticket);
    for (const other of others) free(turn, ticket, other);
    const promise = t.context.parked === null ? {} : { promised: resumed(turn, t.context) };
    turn.emit({ type: 'ticket.quarantined', ticket, station: holder?.id ?? null, error, ...promise });
  }
  if (c.station !== null && turn.station(c.station)?.context.wants === 'ready')
    turn.emit({ type: 'station.paused', station: c.station, reason: 'fault' });
  return done;
}

/** Asked of the stations: after a fault the ticket itself need not know. Who serves it goes before who was to help. */
function holdersOf(turn: Turn, ticket: string): Station[] {
  const holders: Station[] = [];
  for (const { context: s } of turn.state.stations()) {
    const work = s.work.find((w) => w.ticket === ticket);
    if (work !== undefined && work.phase !== 'consulting') holders.unshift(s);
    else if (work !== undefined || s.offer?.ticket === ticket) holders.push(s);
  }
  return holders;
}

/** Somebody else than its holder was asked to help, or does. */
function free(turn: Turn, ticket: string, { id: station, offer }: Station): void {
  if (offer?.ticket === ticket)
    turn.emit({ type: 'offer.rescinded', offer: offer.id, ticket, station, reason: 'invite-closed' });
  else turn.emit({ type: 'invite.closed', ticket, guest: station, reason: 'released' });
}
