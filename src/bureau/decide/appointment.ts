import type { Ticket } from '../../actors/ticket.ts';
import type { Answer, Given } from '../commands.ts';
import { closeWaiting } from '../offers.ts';
import { refusalOf, type Wanted } from '../slots.ts';
import type { TicketSnapshot } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { allOf, resumed } from './limit.ts';
import { firstPlace } from './place.ts';
import { maySee, speaksFor } from './rights.ts';

const hour = 3_600_000;
/** Who has an appointment is reminded so long before it. */
const reminders = [24 * hour, hour];

/** Whether a slot of the catalogue may be booked: it begins later than now, not too far ahead, and has a place left. */
export function bookable(turn: Turn, wanted: Wanted, slot: number): { slot: number } | (Answer & { ok: false }) {
  const refusal = refusalOf(turn.state, wanted, slot, turn.at);
  return refusal === null ? { slot } : refuse('slot-taken', `${timeOf(slot)}: ${refusal}`);
}

/** A ticket that has just entered waits outside of the queue for its slot; its promised time `limit` (ms) begins there. */
export function book(turn: Turn, ticket: string, slot: number, limit: number): void {
  const t = turn.ticket(ticket)?.context;
  if (t === undefined) return;
  turn.emit({
    type: 'ticket.parked',
    ticket,
    station: null,
    reason: 'booked',
    ...timesOf(turn, t, slot),
    items: [],
    note: null,
    ...allOf(limit),
  });
}

export function rebook(turn: Turn, c: Given<'rebook'>): Answer {
  const t = turn.ticket(c.ticket);
  if (t === undefined || !maySee(c.by, t.context)) return refuse('not-found', c.ticket);
  if (!speaksFor(c.by, t.context)) return refuse('forbidden', 'rebook: by the taxpayer or the channel');
  const { slot } = t.context;
  if (!isBooked(t) || slot === null)
    return refuse('wrong-state', `${c.ticket} is ${t.value}, not an appointment ahead`);
  if (slot === c.slot) return done;
  if (slot <= turn.at) return refuse('wrong-state', `the appointment of ${c.ticket} began at ${timeOf(slot)}`);
  const found = bookable(turn, t.context, c.slot);
  if ('ok' in found) return found;
  turn.emit({ type: 'ticket.rebooked', ticket: c.ticket, slot: c.slot, ...timesOf(turn, t.context, c.slot) });
  return done;
}

/** The taxpayer of an appointment is there, at the earliest so long before the slot as the policy says. */
export function checkIn(turn: Turn, c: Given<'checkIn'>): Answer {
  const t = turn.ticket(c.ticket);
  if (t === undefined || !maySee(c.by, t.context)) return refuse('not-found', c.ticket);
  if (!speaksFor(c.by, t.context)) return refuse('forbidden', 'checkIn: by the taxpayer or the channel');
  const { slot } = t.context;
  if (slot === null) return refuse('wrong-state', `${c.ticket} is not an appointment`);
  if (!isBooked(t)) return done;
  const opens = slot - (turn.bureau.policy.appointments?.early ?? 0);
  if (turn.at < opens) return refuse('wrong-state', `check in from ${timeOf(opens)} on`);
  enter(turn, t.context, slot, 'checkedIn');
  return done;
}

/** The slot has come: who needs not check in is in the queue; who should have has not come. */
export function slotTime(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket)?.context;
  if (t === undefined || t.slot === null) return;
  if (t.presence === 'session') closeWaiting(turn, ticket, 'noShow', 'taxpayer-left', { auto: true });
  else enter(turn, t, t.slot, 'slot');
}

/** A reminder's time has come; who is told when the slot has begun is told nothing. */
export function remindAppointment(turn: Turn, ticket: string): void {
  const slot = turn.ticket(ticket)?.context.slot;
  if (slot == null || turn.at >= slot) return;
  const remindAt = nextReminder(turn, slot);
  turn.emit({ type: 'ticket.reminded', ticket, remindAt, last: remindAt === null });
}

/**
 * Due at the beginning of the slot, or at once when that is past. Who walks in is due a target after coming: so an
 * appointment goes before all who came later than its slot less the target, and after those who came earlier. These
 * go on being served in their order, however many have booked.
 */
function enter(turn: Turn, t: Ticket, slot: number, reason: 'checkedIn' | 'slot'): void {
  turn.emit({
    type: 'ticket.unparked',
    ticket: t.id,
    reason,
    due: Math.max(slot, turn.at),
    place: firstPlace(turn, t),
    prefer: null,
    // A caller is called; who checked in is there.
    summon: t.presence === 'call',
    awayUntil: null,
    ...resumed(turn, t),
  });
}

/** Who waits in a room has to check in, and may be late; anybody else's turn begins with the slot. */
function timesOf(turn: Turn, t: Ticket, slot: number): { until: number; remindAt: number | null } {
  const late = t.presence === 'session' ? (turn.bureau.policy.appointments?.late ?? 0) : 0;
  return { until: slot + late, remindAt: nextReminder(turn, slot) };
}

const nextReminder = (turn: Turn, slot: number): number | null =>
  reminders.map((before) => slot - before).find((at) => at > turn.at) ?? null;

const isBooked = (t: TicketSnapshot): boolean => t.context.parked?.reason === 'booked';
const timeOf = (at: number): string => (Number.isFinite(new Date(at).getTime()) ? new Date(at).toISOString() : `${at}`);
