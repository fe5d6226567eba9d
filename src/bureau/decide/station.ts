import type { Principal } from '../../protocol/principal.ts';
import type { Answer, Given } from '../commands.ts';
import type { EventOf } from '../events.ts';
import { acceptOffer, closeInvite, closeServed, liveOffer } from '../offers.ts';
import type { StationSnapshot, TicketSnapshot } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { isAnswer, onDesk, ownStation } from './desk.ts';
import { rescindAt, toPause } from './pause.ts';
import { noPlaceFor } from './staffing.ts';
import { widen } from './widen.ts';
import { closingOf } from './wrap-up.ts';

export function signIn(turn: Turn, c: Given<'signIn'>): Answer {
  if (c.by.role !== 'station' || c.by.station !== c.station) return refuse('forbidden', 'signIn: at the own station');
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
  return toReady(turn, s);
}

/** It is at work from now on, unless as many of its group are as were ordered. */
export function toReady(turn: Turn, { context: s }: StationSnapshot): Answer {
  if (s.wants === 'ready') return done;
  const full = noPlaceFor(turn, s);
  if (full !== null) return refuse('wrong-state', full);
  turn.emit({ type: 'station.readied', station: s.id });
  return done;
}

export function pause(turn: Turn, c: Given<'pause'>): Answer {
  const s = ownStation(turn, c.by, c.station);
  if (isAnswer(s)) return s;
  toPause(turn, c.station, c.reason);
  return done;
}

/** The ticket whose live offer this is, if it was made to the speaker and its time is not over. */
function offered(turn: Turn, by: Principal, offer: string): TicketSnapshot | Answer {
  if (by.role !== 'station') return refuse('forbidden', 'offers are made to stations');
  const t = turn.ticket(offer.slice(0, offer.lastIndexOf('.')));
  const live = t === undefined ? null : liveOffer(t);
  if (t === undefined || live?.id !== offer || live.station !== by.station) return refuse('offer-gone', offer);
  if (turn.station(by.station)?.context.officer !== by.sub) return refuse('station-taken', by.station);
  // The deadline itself decides what becomes of the ticket; it is about to.
  if (live.deadline <= turn.at) return refuse('offer-gone', `${offer} has timed out`);
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
  const avoidUntil = turn.at + turn.rulesOf(t.context).avoid;
  const station = liveOffer(t)?.station;
  if (station === undefined) return refuse('offer-gone', c.offer);
  const reason = c.reason ?? null;
  turn.emit({ type: 'offer.rejected', offer: c.offer, ticket: t.context.id, station, reason, avoidUntil });
  return done;
}

export function end(turn: Turn, c: Given<'end'>): Answer {
  const t = onDesk(turn, c.by, c.ticket);
  if (isAnswer(t)) return t;
  if (t.value !== 'serving' || t.context.station === null) return refuse('wrong-state', `${c.ticket} is ${t.value}`);
  endService(turn, t);
  return done;
}

/** The conversation is over, also for a guest; wrap-up begins. */
export function endService(turn: Turn, { context: t }: TicketSnapshot): void {
  if (t.station === null) return;
  closeInvite(turn, t.id, 'released');
  turn.emit({ type: 'service.ended', ticket: t.id, station: t.station, until: turn.at + turn.rulesOf(t).wrapUp });
}

export function complete(turn: Turn, c: Given<'complete'>): Answer {
  const t = onDesk(turn, c.by, c.ticket);
  if (isAnswer(t)) return t;
  if (t.value !== 'serving' && t.value !== 'wrapUp') return refuse('wrong-state', `${c.ticket} is ${t.value}`);
  const closing = closingOf(turn, t.context, c);
  if ('ok' in closing) return closing;
  closeServed(turn, c.ticket, c.outcome, closing);
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
export function giveBack(
  turn: Turn,
  ticket: string,
  station: string,
  reason: EventOf<'ticket.returned'>['reason'],
): void {
  closeInvite(turn, ticket, 'released');
  const t = turn.ticket(ticket)?.context;
  const avoidUntil = reason === 'pulled' && t !== undefined ? turn.at + turn.rulesOf(t).avoid : null;
  turn.emit({ type: 'ticket.returned', ticket, station, reason, avoidUntil });
  const until = turn.ticket(ticket)?.context.stepUntil;
  if (until != null && until <= turn.at) widen(turn, ticket);
}

/** Its line stayed down: what it served goes back to its place, what it wrapped up is closed, it is signed out. */
export function giveUpStation(turn: Turn, station: string): void {
  emptyDesk(turn, station, 'lost');
}

/** Signs a station out whatever it has: what it served goes back to its place, what it wrapped up is closed. */
export function emptyDesk(turn: Turn, station: string, reason: 'lost' | 'supervisor'): void {
  const lost = reason === 'lost';
  rescindAt(turn, station, lost ? 'station-lost' : 'station-paused');
  for (const work of turn.station(station)?.context.work ?? []) {
    if (work.phase === 'wrapUp') closeServed(turn, work.ticket, 'resolved', { auto: true });
    else if (work.phase === 'consulting') closeInvite(turn, work.ticket, 'ended');
    else giveBack(turn, work.ticket, station, lost ? 'station-lost' : 'signed-out');
  }
  const s = turn.station(station)?.context;
  if (s?.wants === 'ready') turn.emit({ type: 'station.paused', station, reason });
  turn.emit({ type: 'station.signedOut', station, reason });
}
