import type { Ticket } from '../../actors/ticket.ts';
import type { Answer, Given } from '../commands.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { isAnswer, ownStation } from './desk.ts';
import { inHalls } from './rights.ts';

const concerns = (t: Ticket, station: string): boolean =>
  t.station === station || t.responsible === station || t.guest?.station === station;

/** A short word between windows and seats, of whatever hall, about a ticket that is one of theirs. */
export function message(turn: Turn, c: Given<'message'>): Answer {
  if (c.by.role !== 'station') return refuse('forbidden', 'message: from station to station');
  const { station: from } = c.by;
  const s = ownStation(turn, c.by, from);
  if (isAnswer(s)) return s;
  const { ticket, to, text } = c;
  const t = turn.ticket(ticket)?.context;
  if (t === undefined || !(concerns(t, from) || concerns(t, to))) return refuse('not-found', ticket);
  if (!turn.bureau.stations.has(to)) return refuse('not-found', `station ${to}`);
  if (to === from) return refuse('bad-message', 'write to another station');
  if (turn.station(to) === undefined) return refuse('wrong-state', `nobody is signed in at ${to}`);
  turn.emit({ type: 'ticket.messaged', ticket, from, to, text });
  return done;
}

/** A supervisor's word to everybody in the own halls, or in some of them. */
export function broadcast(turn: Turn, c: Given<'broadcast'>): Answer {
  if (c.by.role !== 'supervisor') return refuse('forbidden', 'broadcast: by a supervisor');
  const own = c.by.halls;
  const beyond = c.halls?.find((hall) => !inHalls(own, hall));
  if (beyond !== undefined) return refuse('forbidden', `broadcast: in the own halls only, not in ${beyond}`);
  const unknown = c.halls?.find((hall) => !turn.bureau.halls.has(hall));
  if (unknown !== undefined) return refuse('unknown-hall', unknown);
  if (c.halls?.length === 0) return refuse('bad-message', 'name a hall, or none to reach all of yours');
  const halls = c.halls ?? (own === '*' ? null : own);
  const by = `supervisor:${c.by.sub}`;
  turn.emit({ type: 'broadcast.sent', halls: halls === null ? null : [...new Set(halls)], by, text: c.text });
  return done;
}
