import type { Station } from '../actors/station.ts';
import { workedOf } from '../actors/station.ts';
import type { Ticket } from '../actors/ticket.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { EventOf, RescindReason, Why } from './events.ts';
import type { TicketSnapshot } from './state.ts';
import type { Turn } from './turn.ts';

/** The id of a ticket's n-th offer. */
export const offerId = (ticket: string, n: number): string => `${ticket}.${n}`;

/** The live offer of a ticket: for the ticket itself, or for an invitation to it. */
export interface LiveOffer {
  id: string;
  station: string;
  deadline: number;
  /** Null when it is the ticket itself. */
  invite: 'consult' | 'transfer' | null;
}

export function liveOffer({ value, context: t }: TicketSnapshot): LiveOffer | null {
  const id = offerId(t.id, t.offers);
  if (value === 'offered' && t.station !== null && t.offerDeadline !== null)
    return { id, station: t.station, deadline: t.offerDeadline, invite: null };
  const { guest } = t;
  if (value === 'serving' && guest !== null && guest.station !== null && guest.offerDeadline !== null)
    return { id, station: guest.station, deadline: guest.offerDeadline, invite: guest.kind };
  return null;
}

const loanOf = (s: Station, hall: string) => (s.hall === hall ? null : { from: s.hall, to: hall });

/** Reserves a ticket for a station until the deadline of its rules; documents may be put on the desk at once. */
export function makeOffer(turn: Turn, ticket: string, station: string, why: Why): void {
  const found = turn.ticket(ticket);
  const s = turn.station(station)?.context;
  if (found === undefined || s === undefined) return;
  const t = found.context;
  const invited = found.value === 'serving' ? t.guest : null;
  const { business, modality } = invited?.target ?? t;
  const rules = turn.rulesOf({ business, modality, channel: t.channel });
  turn.emit({
    type: 'offer.made',
    offer: offerId(ticket, t.offers + 1),
    ticket,
    station,
    modality,
    deadline: turn.at + rules.offer,
    loan: invited === null ? loanOf(s, t.hall) : null,
    invite: invited?.kind ?? null,
    why,
  });
  if (rules.autoAccept && invited === null) acceptOffer(turn, ticket, true);
}

/** The station takes the ticket that it is offered, or joins who invited it. */
export function acceptOffer(turn: Turn, ticket: string, auto: boolean): void {
  const found = turn.ticket(ticket);
  const offer = found === undefined ? null : liveOffer(found);
  const s = offer === null ? undefined : turn.station(offer.station)?.context;
  if (found === undefined || offer === null || s === undefined) return;
  const t = found.context;
  const { pace } = turn.bureau.policy;
  turn.emit({
    type: 'offer.accepted',
    offer: offer.id,
    ticket,
    station: s.id,
    auto,
    inTarget: turn.at - t.enteredAt <= t.target,
    // Only a window carries several at a time; a seat is full with one.
    paceUntil: s.kind === 'window' && pace > 0 ? turn.at + pace : null,
    loan: offer.invite === null ? loanOf(s, t.hall) : null,
    invite: offer.invite,
  });
  if (offer.invite === 'transfer') handOver(turn, ticket);
  else if (offer.invite === null) call(turn, ticket);
}

/** Who was invited serves the ticket from now on, which is what was asked for now; who invited is free. */
export function handOver(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket)?.context;
  const guest = t?.guest?.station == null ? undefined : turn.station(t.guest.station)?.context;
  if (t?.guest == null || t.station === null || guest === undefined) return;
  const { target } = t.guest;
  const loan = loanOf(guest, target.hall);
  turn.emit({ type: 'ticket.handedOver', ticket, from: t.station, to: guest.id, target, loan });
}

/** Calls the taxpayer of a ticket that was just accepted, where somebody has to come to the line. */
function call(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket)?.context;
  if (t === undefined || t.station === null || t.modality === 'document') return;
  const { join, grace } = turn.rulesOf(t);
  if (!t.summon && (join === undefined || t.presence !== 'session')) return;
  turn.emit({ type: 'ticket.called', ticket, station: t.station, until: turn.at + (join ?? grace), call: t.calls + 1 });
}

/** Takes the live offer of a ticket back; the ticket waits again in its old place. */
export function rescind(turn: Turn, ticket: string, reason: RescindReason): void {
  const found = turn.ticket(ticket);
  const offer = found === undefined ? null : liveOffer(found);
  if (offer === null) return;
  turn.emit({ type: 'offer.rescinded', offer: offer.id, ticket, station: offer.station, reason });
}

/** Ends an invitation, whatever has come of it: its offer is taken back, a guest that joined is free. */
export function closeInvite(turn: Turn, ticket: string, reason: EventOf<'invite.closed'>['reason']): void {
  if (turn.ticket(ticket)?.context.guest == null) return;
  rescind(turn, ticket, 'invite-closed');
  const guest = turn.ticket(ticket)?.context.guest?.station ?? null;
  turn.emit({ type: 'invite.closed', ticket, guest, reason });
}

const wasServed = (outcome: Outcome): boolean => outcome === 'resolved' || outcome === 'refused';

interface Closing {
  reply?: string | null;
  template?: { code: string; version: number } | null;
  auto?: boolean;
}

/** Closes a ticket that nobody serves; a live offer is taken back first. */
export function closeWaiting(
  turn: Turn,
  ticket: string,
  outcome: Outcome,
  reason: RescindReason,
  closing: Closing = {},
): void {
  rescind(turn, ticket, reason);
  close(turn, ticket, null, outcome, closing);
}

/** Closes a ticket that a station has on its desk. */
export function closeServed(turn: Turn, ticket: string, outcome: Outcome, closing: Closing = {}): void {
  closeInvite(turn, ticket, 'released');
  close(turn, ticket, turn.ticket(ticket)?.context.station ?? null, outcome, closing);
}

function close(turn: Turn, ticket: string, station: string | null, outcome: Outcome, closing: Closing): void {
  const t = turn.ticket(ticket)?.context;
  const s = station === null ? undefined : turn.station(station)?.context;
  const work = s?.work.find((w) => w.ticket === ticket);
  const { rate } = turn.bureau.policy;
  turn.emit({
    type: 'ticket.closed',
    ticket,
    station,
    officer: s?.officer ?? null,
    outcome,
    ...replyOf(turn, t, outcome, closing),
    auto: closing.auto ?? false,
    channel: t?.channel ?? '',
    ref: t?.ref ?? null,
    workedMs: work === undefined ? 0 : workedOf(work, turn.at),
    // Who never came, or was cut off, has no service to rate.
    rateUntil: rate !== undefined && station !== null && wasServed(outcome) ? turn.at + rate : null,
  });
}

/** What was written, else what the standard says of the outcome; free of templates, nothing. */
function replyOf(turn: Turn, t: Ticket | undefined, outcome: Outcome, { reply, template }: Closing) {
  if (reply != null || t === undefined) return { reply: reply ?? null, template: template ?? null };
  return turn.usualReply(t, outcome);
}
