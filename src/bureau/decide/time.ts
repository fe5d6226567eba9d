import type { Answer, DeadlineKind, Given } from '../commands.ts';
import { hallAt } from '../hours.ts';
import { closeInvite, closeServed, closeWaiting, liveOffer } from '../offers.ts';
import { done, type Turn } from '../turn.ts';
import { remindAppointment, slotTime } from './appointment.ts';
import { remindDepartment } from './escalate.ts';
import { followUpTime } from './follow-up.ts';
import { widenInvite } from './invite.ts';
import { limitTime } from './limit.ts';
import { remindTaxpayer, supplyTime } from './park.ts';
import { giveUpStation } from './station.ts';
import { joinTime, recall } from './summon.ts';
import { widen } from './widen.ts';

const times: { [K in DeadlineKind]: (turn: Turn, entity: string) => void } = {
  step: widen,
  avoid: (turn, ticket) => turn.emit({ type: 'ticket.reconsidered', ticket }),
  away: giveUpTaxpayer,
  offer: missOffer,
  wrapUp: (turn, ticket) => closeServed(turn, ticket, 'resolved', { auto: true }),
  prefer: (turn, ticket) => turn.emit({ type: 'ticket.preferred', ticket, prefer: null }),
  join: joinTime,
  park: parkTime,
  remind,
  limit: limitTime,
  invite: (turn, ticket) => closeInvite(turn, ticket, 'nobody'),
  inviteStep: widenInvite,
  rating: (turn, ticket) => turn.emit({ type: 'rating.lapsed', ticket }),
  followUp: followUpTime,
  grace: giveUpStation,
  pace: (turn, station) => turn.emit({ type: 'station.paced', station }),
  hours: followHours,
};

/** A time has come. Whether the entity still has this deadline was asked before. */
export function deadline(turn: Turn, c: Given<'deadline'>): Answer {
  times[c.kind](turn, c.entity);
  return done;
}

const parkTimes = { supplement: supplyTime, noShow: recall, booked: slotTime };

/** What a parked ticket waited for has not come, or its own time has. */
function parkTime(turn: Turn, ticket: string): void {
  const reason = turn.ticket(ticket)?.context.parked?.reason;
  if (reason !== undefined) parkTimes[reason](turn, ticket);
}

function remind(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket);
  if (t?.value === 'escalated') remindDepartment(turn, ticket);
  else if (t?.context.parked?.reason === 'booked') remindAppointment(turn, ticket);
  else remindTaxpayer(turn, ticket);
}

function giveUpTaxpayer(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket);
  if (t?.value === 'serving') closeServed(turn, ticket, 'lostLine', { auto: true });
  else closeWaiting(turn, ticket, 'abandoned', 'taxpayer-left', { auto: true });
}

/** Nobody answered: the ticket waits in its old place; a station that misses too many in a row is paused. */
function missOffer(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket);
  const offer = t === undefined ? null : liveOffer(t);
  if (t === undefined || offer === null) return;
  const { station } = offer;
  const avoidUntil = turn.at + turn.rulesOf(t.context).avoid;
  turn.emit({ type: 'offer.timedOut', offer: offer.id, ticket, station, avoidUntil });
  if ((turn.station(station)?.context.missed ?? 0) < turn.bureau.policy.missedLimit) return;
  turn.emit({ type: 'station.paused', station, reason: 'missed' });
}

const factOf = { open: 'hall.opened', draining: 'hall.draining', closed: 'hall.closed' } as const;

/** Brings a hall to what its supervisors or its hours say now; who still waits for a voice or a face when it closes is told so. */
export function followHours(turn: Turn, hall: string): void {
  const config = turn.bureau.halls.get(hall);
  if (config === undefined) return;
  const ordered = turn.state.orders.hall(hall);
  const { state, until } = ordered === null ? hallAt(config, turn.bureau, turn.at) : { state: ordered, until: null };
  const now = turn.state.hall(hall);
  if (now?.value === state && now.context.until === until) return;
  turn.emit({ type: factOf[state], hall, until });
  if (state !== 'closed') return;
  const waiting = [...turn.state.tickets()].filter(
    (t) =>
      t.context.hall === hall && t.context.modality !== 'document' && (t.value === 'waiting' || t.value === 'offered'),
  );
  for (const t of waiting) closeWaiting(turn, t.context.id, 'hallClosed', 'hall-closed', { auto: true });
}
