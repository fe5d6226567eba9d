import type { Outcome } from '../protocol/commands.ts';
import type { RescindReason, Why } from './events.ts';
import type { Turn } from './turn.ts';

/** The id of a ticket's n-th offer. */
export const offerId = (ticket: string, n: number): string => `${ticket}.${n}`;

/** Reserves a ticket for a station until the deadline of its rules; documents may be put on the desk at once. */
export function makeOffer(turn: Turn, ticket: string, station: string, why: Why): void {
  const t = turn.ticket(ticket)?.context;
  const s = turn.station(station)?.context;
  if (t === undefined || s === undefined) return;
  const rules = turn.rulesOf(t);
  const loan = s.hall === t.hall ? null : { from: s.hall, to: t.hall };
  const offer = offerId(ticket, t.offers + 1);
  const deadline = turn.at + rules.offer;
  turn.emit({ type: 'offer.made', offer, ticket, station, modality: t.modality, deadline, loan, why });
  if (rules.autoAccept) acceptOffer(turn, ticket, true);
}

/** The station takes the ticket that it is offered. */
export function acceptOffer(turn: Turn, ticket: string, auto: boolean): void {
  const t = turn.ticket(ticket)?.context;
  if (t === undefined || t.station === null) return;
  const s = turn.station(t.station)?.context;
  if (s === undefined) return;
  const { pace } = turn.bureau.policy;
  turn.emit({
    type: 'offer.accepted',
    offer: offerId(ticket, t.offers),
    ticket,
    station: s.id,
    auto,
    inTarget: turn.at - t.enteredAt <= t.target,
    // Only a window carries several at a time; a seat is full with one.
    paceUntil: s.kind === 'window' && pace > 0 ? turn.at + pace : null,
    loan: s.hall === t.hall ? null : { from: s.hall, to: t.hall },
  });
}

/** Takes the live offer of a ticket back; the ticket waits again in its old place. */
export function rescind(turn: Turn, ticket: string, reason: RescindReason): void {
  const t = turn.ticket(ticket);
  if (t?.value !== 'offered' || t.context.station === null) return;
  const offer = offerId(ticket, t.context.offers);
  turn.emit({ type: 'offer.rescinded', offer, ticket, station: t.context.station, reason });
}

/** Closes a ticket that nobody serves yet; a live offer is taken back first. */
export function closeWaiting(turn: Turn, ticket: string, outcome: Outcome, reason: RescindReason, auto = false): void {
  rescind(turn, ticket, reason);
  turn.emit({ type: 'ticket.closed', ticket, station: null, outcome, reply: null, auto, ...outward(turn, ticket) });
}

/** Closes a ticket that a station has on its desk. */
export function closeServed(turn: Turn, ticket: string, outcome: Outcome, reply: string | null, auto: boolean): void {
  const station = turn.ticket(ticket)?.context.station ?? null;
  turn.emit({ type: 'ticket.closed', ticket, station, outcome, reply, auto, ...outward(turn, ticket) });
}

/** What the outside needs to know the ticket by, so that the event alone tells its channel. */
function outward(turn: Turn, ticket: string): { channel: string; ref: string | null } {
  const t = turn.ticket(ticket)?.context;
  return { channel: t?.channel ?? '', ref: t?.ref ?? null };
}
