import type { Answer, Given } from '../commands.ts';
import { closeInvite, closeServed, rescind } from '../offers.ts';
import type { TicketSnapshot } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { isAnswer, onDesk } from './desk.ts';
import { resumed, timeLeft } from './limit.ts';
import { firstPlace } from './place.ts';
import { maySee, speaksFor } from './rights.ts';

/**
 * Rather than hold the line, be called when the turn comes; the place stays. A live offer stays, too: who accepts it
 * calls. From then on hanging up means nothing, since nobody is on the line; who gives up cancels.
 */
export function callBack(turn: Turn, c: Given<'callBack'>): Answer {
  const t = turn.ticket(c.ticket);
  if (t === undefined || !maySee(c.by, t.context)) return refuse('not-found', c.ticket);
  if (!speaksFor(c.by, t.context)) return refuse('forbidden', 'callBack: by the taxpayer or the channel');
  if (t.context.modality === 'document')
    return refuse('wrong-state', `${c.ticket} is a document: nobody holds a line for it`);
  if (t.value !== 'waiting' && t.value !== 'offered') return refuse('wrong-state', `${c.ticket} is ${t.value}`);
  if (!t.context.summon) turn.emit({ type: 'ticket.summoned', ticket: c.ticket });
  return done;
}

/** Who was called did not answer: by the word of the station that called, or of the channel that rang. */
export function unanswered(turn: Turn, c: Given<'unanswered'>): Answer {
  const t = c.by.role === 'station' ? onDesk(turn, c.by, c.ticket) : rungBy(turn, c);
  if (isAnswer(t)) return t;
  if (t.value !== 'serving' || t.context.joinUntil === null)
    return refuse('wrong-state', `${c.ticket} is ${t.value}, and nobody is being called`);
  joinTime(turn, c.ticket);
  return done;
}

function rungBy(turn: Turn, { by, ticket }: Given<'unanswered'>): TicketSnapshot | Answer {
  const t = turn.ticket(ticket);
  if (t === undefined || !maySee(by, t.context)) return refuse('not-found', ticket);
  if (by.role === 'channel') return t;
  return refuse('forbidden', 'unanswered: by the station that called, or the channel');
}

/**
 * Nobody came to the line. Whose line broke in service has lost it. Who was called for the turn is called again, so
 * often and so far apart as the rules say, and the station is free meanwhile; after that the ticket is closed.
 */
export function joinTime(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket)?.context;
  if (t === undefined || t.joinUntil === null) return;
  const { recall: again } = turn.rulesOf(t);
  if (t.calls === 0) closeServed(turn, ticket, 'lostLine', { auto: true });
  else if (t.calls > again.times) closeServed(turn, ticket, 'noShow', { auto: true });
  else {
    closeInvite(turn, ticket, 'released');
    turn.emit({
      type: 'ticket.parked',
      ticket,
      station: t.station,
      reason: 'noShow',
      until: turn.at + again.every,
      remindAt: null,
      items: [],
      note: null,
      ...timeLeft(turn, t),
    });
  }
}

/** It is time to call again: the ticket is in the queue in its old due time, and is called when its turn comes. */
export function recall(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket);
  if (t !== undefined) unparkMissed(turn, t, true);
}

/** Who did not come when called is there now: the ticket need not wait for its next call. */
export function comeLate(turn: Turn, t: TicketSnapshot): void {
  // Whoever telephones cannot be on a line that no seat holds.
  if (t.context.parked?.reason === 'noShow') unparkMissed(turn, t, t.context.presence === 'call');
}

function unparkMissed(turn: Turn, { context: t }: TicketSnapshot, summon: boolean): void {
  turn.emit({
    type: 'ticket.unparked',
    ticket: t.id,
    reason: 'recalled',
    due: null,
    place: firstPlace(turn, t),
    prefer: null,
    summon,
    awayUntil: null,
    ...resumed(turn, t),
  });
}

/** The line broke in service: the same station calls back and keeps the ticket for the grace time. */
export function callAgain(turn: Turn, { value, context: t }: TicketSnapshot): void {
  if (value !== 'serving' || t.station === null || t.joinUntil !== null) return;
  const until = turn.at + turn.rulesOf(t).grace;
  turn.emit({ type: 'ticket.called', ticket: t.id, station: t.station, until, call: 0 });
}

/** A process begins, and nobody could have come to the line while nothing ran: a call has its whole time again. */
export function callLonger(turn: Turn, { value, context: t }: TicketSnapshot): void {
  if (value !== 'serving' || t.station === null || t.joinUntil === null) return;
  const { join, grace } = turn.rulesOf(t);
  const until = turn.at + (t.calls === 0 ? grace : (join ?? grace));
  turn.emit({ type: 'ticket.called', ticket: t.id, station: t.station, until, call: t.calls });
}

/**
 * The caller has put the line on hold and hears nothing. Before service that is to be away: a live offer is taken back,
 * and the place is kept for the grace time, until the caller is back. In service a hold is part of the conversation.
 */
export function hold(turn: Turn, c: Given<'hold'>): Answer {
  const t = turn.ticket(c.ticket);
  if (t === undefined || !maySee(c.by, t.context)) return refuse('not-found', c.ticket);
  if (!speaksFor(c.by, t.context)) return refuse('forbidden', 'hold: by the taxpayer or the channel');
  const { modality, summon, awayUntil } = t.context;
  const queued = t.value === 'waiting' || t.value === 'offered';
  if (!queued || modality === 'document' || summon || awayUntil !== null) return done;
  rescind(turn, c.ticket, 'taxpayer-away');
  turn.emit({ type: 'ticket.away', ticket: c.ticket, until: turn.at + turn.rulesOf(t.context).grace });
  return done;
}
