import type { Parked } from '../../actors/ticket.ts';
import type { Answer, Given } from '../commands.ts';
import { closeInvite, closeWaiting } from '../offers.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { inHand, isAnswer } from './desk.ts';
import { resumed, timeLeft } from './limit.ts';
import { firstPlace, keptFor, summoned } from './place.ts';
import { maySee, speaksFor } from './rights.ts';

/** The last reminder comes when this share of the time is left, and at least a second before its end. */
const LAST = 0.1;
const second = 1_000;

/** 一次性告知: all that is missing is asked for at once; the ticket waits for it, and its station is free. */
export function supplement(turn: Turn, c: Given<'supplement'>): Answer {
  const t = inHand(turn, c.by, c.ticket);
  if (isAnswer(t)) return t;
  const { business, station } = t.context;
  const known = Object.keys(turn.bureau.businesses.get(business)?.materials ?? {});
  const unknown = c.items.filter((item) => !known.includes(item));
  if (unknown.length > 0) {
    const instead = known.length === 0 ? 'it has no catalogue: write a note instead' : `it has ${known.join(', ')}`;
    return refuse('unknown-item', `${unknown.join(', ')} of ${business}; ${instead}`);
  }
  if (c.items.length === 0 && c.note === undefined)
    return refuse('bad-message', 'name at least one item, or write a note');
  const time = turn.rulesOf(t.context).supplement;
  closeInvite(turn, c.ticket, 'released');
  turn.emit({
    type: 'ticket.parked',
    ticket: c.ticket,
    station,
    reason: 'supplement',
    until: turn.at + time,
    remindAt: turn.at + Math.round(time / 2),
    items: [...new Set(c.items)],
    note: c.note ?? null,
    ...timeLeft(turn, t.context),
  });
  return done;
}

/** Material comes. Once all of it is there, or is said to be, the ticket goes on without queueing again (二次通行). */
export function supply(turn: Turn, c: Given<'supply'>): Answer {
  const found = turn.ticket(c.ticket);
  if (found === undefined || !maySee(c.by, found.context)) return refuse('not-found', c.ticket);
  const { value, context: t } = found;
  if (!speaksFor(c.by, t)) return refuse('forbidden', 'supply: by the taxpayer or the channel');
  if (t.parked?.reason !== 'supplement') {
    const now = t.parked === null ? value : `${value}: ${t.parked.reason}`;
    return refuse('wrong-state', `${c.ticket} is ${now}; nothing is asked for`);
  }
  if (c.materials.length === 0 && c.note === undefined && !c.done)
    return refuse('bad-message', 'send material or a note, or say that this is all by done');
  turn.emit({ type: 'ticket.supplied', ticket: c.ticket, materials: c.materials, note: c.note ?? null });
  const missing = turn.ticket(c.ticket)?.context.parked?.items ?? [];
  if (missing.length > 0 && !c.done) return done;
  turn.emit({
    type: 'ticket.unparked',
    ticket: c.ticket,
    reason: 'supplied',
    due: null,
    place: firstPlace(turn, t),
    prefer: keptFor(turn, t, t.responsible),
    summon: summoned(t),
    awayUntil: null,
    ...resumed(turn, t),
  });
  return done;
}

/** When half the time is over, and shortly before its end. Who is told late is told once, and not when it is over. */
export function remindTaxpayer(turn: Turn, ticket: string): void {
  const parked = turn.ticket(ticket)?.context.parked;
  if (parked == null || turn.at >= parked.until) return;
  const lastAt = lastReminder(parked);
  const last = turn.at >= lastAt;
  turn.emit({ type: 'ticket.reminded', ticket, remindAt: last ? null : lastAt, last });
}

const lastReminder = ({ since, until }: Parked): number => until - Math.max(second, Math.round((until - since) * LAST));

/** What was asked for has not come. */
export function supplyTime(turn: Turn, ticket: string): void {
  closeWaiting(turn, ticket, 'notSupplied', 'cancelled', { auto: true });
}
