import { ableTo } from '../bureau/matcher/load.ts';
import type { TicketSnapshot } from '../bureau/state.ts';
import type { Client } from '../client/connect.ts';
import type { StationConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import type { People } from './people.ts';

export interface Ushering {
  host: Pick<Host, 'core'>;
  /** The station that is left to people. */
  station: StationConfig;
  people: People;
  /** Of a supervisor of all halls. */
  chief: Pick<Client, 'command'>;
}

const lookMs = 500;
/** Longest that somebody at the station waits for work; ms of the wall clock. */
const idleMs = 3_000;

/**
 * The supervisor who looks after a newcomer (指派): who took a number by hand comes to the station that is worked by
 * hand, so that one can talk to oneself, and nobody sits there without work while others have some. Answers how to stop.
 */
export function usher({ host, station, people, chief }: Ushering): () => void {
  const { state } = host.core;
  const assigned = new Set<string>();
  let idleSince: number | null = null;

  const give = (ticket: string) => {
    assigned.add(ticket);
    // It may have gone on meanwhile; there will be others.
    chief.command({ type: 'assign', ticket, station: station.id }).catch(() => {});
  };
  const look = () => {
    const desk = state.station(station.id)?.context;
    if (desk === undefined || desk.wants !== 'ready' || !desk.online) {
      idleSince = null;
      return;
    }
    for (const id of people.tickets) {
      const ticket = state.ticket(id);
      if (ticket !== undefined && !assigned.has(id) && mayTake(ticket, station)) give(id);
    }
    if (desk.work.length > 0 || desk.offer !== null) idleSince = null;
    else idleSince ??= performance.now();
    if (idleSince === null || performance.now() - idleSince < idleMs) return;
    const next = nextFor(state.tickets(), station, assigned);
    if (next === undefined) return;
    idleSince = null;
    give(next);
  };
  const timer = setInterval(look, lookMs);
  return () => clearInterval(timer);
}

const mayTake = ({ value, context: t }: TicketSnapshot, station: StationConfig): boolean =>
  (value === 'waiting' || value === 'offered' || value === 'serving') && t.station !== station.id && ableTo(station, t);

/** A paper of the hall: one that waits, else the one that somebody has only just taken up. */
function nextFor(
  tickets: Iterable<TicketSnapshot>,
  station: StationConfig,
  assigned: ReadonlySet<string>,
): string | undefined {
  const papers = [...tickets].filter(
    (ticket) =>
      ticket.context.hall === station.hall &&
      ticket.context.modality === 'document' &&
      !assigned.has(ticket.context.id) &&
      mayTake(ticket, station),
  );
  const rank = ({ value, context: t }: TicketSnapshot) =>
    value === 'waiting' ? Number.POSITIVE_INFINITY : (t.acceptedAt ?? 0);
  return papers.sort((a, b) => rank(a) - rank(b)).at(-1)?.context.id;
}
