import type { WireCommand } from '../../protocol/commands.ts';
import type { Principal } from '../../protocol/principal.ts';
import type { Answer } from '../commands.ts';
import { acceptOffer, closeServed, offerId, rescind } from '../offers.ts';
import type { StationSnapshot, TicketSnapshot } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { widen } from './widen.ts';

type Given<T extends WireCommand['type']> = Extract<WireCommand, { type: T }> & { by: Principal };

function speaksForStation(by: Principal, station: string): boolean {
  return by.role === 'station' && by.station === station;
}

export function signIn(turn: Turn, c: Given<'signIn'>): Answer {
  if (!speaksForStation(c.by, c.station)) return refuse('forbidden', 'signIn: at the own station');
  const config = turn.bureau.stations.get(c.station);
  if (config === undefined) return refuse('not-found', `station ${c.station}`);
  const present = turn.station(c.station)?.context;
  if (present?.officer === c.by.sub) {
    if (!present.online) turn.emit({ type: 'station.back', station: c.station });
    return done;
  }
  if (present?.officer != null) return refuse('station-taken', c.station);
  const { hall, kind, capacity, skills } = config;
  turn.emit({ type: 'station.signedIn', station: c.station, hall, kind, capacity, skills, officer: c.by.sub });
  return done;
}

/** The station of the speaker, if the speaker is signed in at it. */
function ownStation(turn: Turn, by: Principal, station: string): StationSnapshot | Answer {
  if (!speaksForStation(by, station)) return refuse('forbidden', 'at the own station only');
  const s = turn.station(station);
  if (s === undefined) return refuse('wrong-state', `${station} is signed out`);
  return s.context.officer === by.sub ? s : refuse('station-taken', station);
}
const isAnswer = (found: StationSnapshot | TicketSnapshot | Answer): found is Answer => 'ok' in found;

/** Takes the station's pending offer back. */
function rescindAt(turn: Turn, station: string, reason: 'station-paused' | 'station-lost'): void {
  const offer = turn.station(station)?.context.offer;
  if (offer != null) rescind(turn, offer.ticket, reason);
}

export function signOut(turn: Turn, c: Given<'signOut'>): Answer {
  const s = ownStation(turn, c.by, c.station);
  if (isAnswer(s)) return s;
  if (s.context.work.length > 0)
    return refuse('wrong-state', `finish ${s.context.work.map((w) => w.ticket).join(', ')} first`);
  rescindAt(turn, c.station, 'station-paused');
  turn.emit({ type: 'station.signedOut', station: c.station, reason: 'asked' });
  return done;
}

export function ready(turn: Turn, c: Given<'ready'>): Answer {
  const s = ownStation(turn, c.by, c.station);
  if (isAnswer(s)) return s;
  if (s.context.wants !== 'ready') turn.emit({ type: 'station.readied', station: c.station });
  return done;
}

export function pause(turn: Turn, c: Given<'pause'>): Answer {
  const s = ownStation(turn, c.by, c.station);
  if (isAnswer(s)) return s;
  rescindAt(turn, c.station, 'station-paused');
  turn.emit({ type: 'station.paused', station: c.station, reason: c.reason });
  return done;
}

/** The ticket whose live offer this is, if it was made to the speaker and its time is not over. */
function offered(turn: Turn, by: Principal, offer: string): TicketSnapshot | Answer {
  if (by.role !== 'station') return refuse('forbidden', 'offers are made to stations');
  const t = turn.ticket(offer.slice(0, offer.lastIndexOf('.')));
  if (t?.value !== 'offered' || offerId(t.context.id, t.context.offers) !== offer || t.context.station !== by.station) {
    return refuse('offer-gone', offer);
  }
  if (turn.station(by.station)?.context.officer !== by.sub) return refuse('station-taken', by.station);
  // The deadline itself decides what becomes of the ticket; it is about to.
  if ((t.context.offerDeadline ?? turn.at) <= turn.at) return refuse('offer-gone', `${offer} has timed out`);
  return t;
}

export function accept(turn: Turn, c: Given<'accept'>): Answer {
  const t = offered(turn, c.by, c.offer);
  if (isAnswer(t)) return t;
  acceptOffer(turn, t.context.id, false);
  return done;
}

export function reject(turn: Turn, c: Given<'reject'>): Answer {
  const t = offered(turn, c.by, c.offer);
  if (isAnswer(t)) return t;
  const { id: ticket, station } = t.context;
  const avoidUntil = turn.at + turn.rulesOf(t.context).avoid;
  if (station !== null)
    turn.emit({ type: 'offer.rejected', offer: c.offer, ticket, station, reason: c.reason ?? null, avoidUntil });
  return done;
}

/** A ticket on the speaker's desk. */
function onDesk(turn: Turn, by: Principal, ticket: string): TicketSnapshot | Answer {
  if (by.role !== 'station') return refuse('forbidden', 'tickets are worked by stations');
  const t = turn.ticket(ticket);
  if (t === undefined || t.context.station !== by.station) return refuse('not-found', ticket);
  if (turn.station(by.station)?.context.officer !== by.sub) return refuse('station-taken', by.station);
  return t;
}

export function end(turn: Turn, c: Given<'end'>): Answer {
  const t = onDesk(turn, c.by, c.ticket);
  if (isAnswer(t)) return t;
  if (t.value !== 'serving' || t.context.station === null) return refuse('wrong-state', `${c.ticket} is ${t.value}`);
  const until = turn.at + turn.rulesOf(t.context).wrapUp;
  turn.emit({ type: 'service.ended', ticket: c.ticket, station: t.context.station, until });
  return done;
}

export function complete(turn: Turn, c: Given<'complete'>): Answer {
  const t = onDesk(turn, c.by, c.ticket);
  if (isAnswer(t)) return t;
  if (t.value !== 'serving' && t.value !== 'wrapUp') return refuse('wrong-state', `${c.ticket} is ${t.value}`);
  closeServed(turn, c.ticket, c.outcome, c.reply ?? null, false);
  return done;
}

/** The last session of a station went, or the first came. */
export function stationPresence(turn: Turn, station: string, online: boolean): Answer {
  const s = turn.station(station)?.context;
  if (s === undefined || s.online === online) return done;
  if (online) turn.emit({ type: 'station.back', station });
  else loseStation(turn, station);
  return done;
}

/** Its line is down: its work is kept for the grace time from now. */
export function loseStation(turn: Turn, station: string): void {
  turn.emit({ type: 'station.lost', station, until: turn.at + turn.bureau.policy.stationGrace });
}

/** The ticket waits again, in its old place; if its routing step ended while it was served, the next one begins. */
function giveBack(turn: Turn, ticket: string, station: string): void {
  turn.emit({ type: 'ticket.returned', ticket, station, reason: 'station-lost' });
  const until = turn.ticket(ticket)?.context.stepUntil;
  if (until != null && until <= turn.at) widen(turn, ticket);
}

/** Its line stayed down: what it served goes back to its place, what it wrapped up is closed, it is signed out. */
export function giveUpStation(turn: Turn, station: string): void {
  rescindAt(turn, station, 'station-lost');
  for (const work of turn.station(station)?.context.work ?? []) {
    if (work.phase === 'wrapUp') closeServed(turn, work.ticket, 'resolved', null, true);
    else giveBack(turn, work.ticket, station);
  }
  const s = turn.station(station)?.context;
  if (s?.wants === 'ready') turn.emit({ type: 'station.paused', station, reason: 'lost' });
  turn.emit({ type: 'station.signedOut', station, reason: 'lost' });
}
