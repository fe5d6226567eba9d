import type { Principal } from '../../protocol/principal.ts';
import type { Answer } from '../commands.ts';
import type { StationSnapshot, TicketSnapshot } from '../state.ts';
import { refuse, type Turn } from '../turn.ts';
import { maySee } from './rights.ts';

export const isAnswer = (found: StationSnapshot | TicketSnapshot | Answer): found is Answer => 'ok' in found;

/** The station of the speaker, if the speaker is signed in at it. */
export function ownStation(turn: Turn, by: Principal, station: string): StationSnapshot | Answer {
  if (by.role !== 'station' || by.station !== station) return refuse('forbidden', 'at the own station only');
  const s = turn.station(station);
  if (s === undefined) return refuse('wrong-state', `${station} is signed out`);
  return s.context.officer === by.sub ? s : refuse('station-taken', station);
}

/** A ticket on the speaker's desk. */
export function onDesk(turn: Turn, by: Principal, ticket: string): TicketSnapshot | Answer {
  if (by.role !== 'station') return refuse('forbidden', 'tickets are worked by stations');
  const t = turn.ticket(ticket);
  if (t === undefined || !maySee(by, t.context)) return refuse('not-found', ticket);
  if (t.context.station !== by.station) return refuse('forbidden', `${ticket} is on another desk`);
  if (turn.station(by.station)?.context.officer !== by.sub) return refuse('station-taken', by.station);
  return t;
}

/** A ticket on the speaker's desk that may be handed on: in service, or being wrapped up. */
export function inHand(turn: Turn, by: Principal, ticket: string): TicketSnapshot | Answer {
  const t = onDesk(turn, by, ticket);
  if (isAnswer(t) || t.value === 'serving' || t.value === 'wrapUp') return t;
  return refuse('wrong-state', `${ticket} is ${t.value}`);
}
