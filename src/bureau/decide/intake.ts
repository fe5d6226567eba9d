import type { Answer, Given } from '../commands.ts';
import { closeWaiting, rescind } from '../offers.ts';
import type { TicketSnapshot } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { book, bookable } from './appointment.ts';
import { promised } from './limit.ts';
import { inHalls, maySee, speaksFor } from './rights.ts';
import { endService } from './station.ts';
import { callAgain, comeLate } from './summon.ts';

/** Where a request may enter: its hall follows from who speaks. */
function hallOf(c: Given<'submit'>): string | null {
  if (c.by.role === 'taxpayer') return c.by.ticket === undefined ? c.by.hall : null;
  if (c.by.role !== 'channel' || c.by.channel !== c.channel) return null;
  const hall = c.hall ?? (c.by.halls !== '*' && c.by.halls.length === 1 ? c.by.halls[0] : undefined);
  return hall !== undefined && inHalls(c.by.halls, hall) ? hall : null;
}

export function submit(turn: Turn, c: Given<'submit'>): Answer {
  const hall = hallOf(c);
  if (hall === null)
    return refuse('forbidden', 'submit: by a taxpayer at their own hall, or by a channel for a hall of its own');
  const hallConfig = turn.bureau.halls.get(hall);
  if (hallConfig === undefined) return refuse('unknown-hall', hall);
  const business = turn.bureau.businesses.get(c.business);
  if (business === undefined) return refuse('unknown-business', c.business);
  const channel = turn.bureau.channels.get(c.channel);
  const modality = business.channels[c.channel];
  if (channel === undefined || modality === undefined)
    return refuse('channel-mismatch', `${c.business} by ${c.channel}`);
  const phase = turn.state.hall(hall);
  if (modality !== 'document' && c.slot === undefined && phase?.value !== 'open') {
    const until = phase?.context.until;
    return refuse('hall-closed', until == null ? hall : `${hall}, until ${new Date(until).toISOString()}`);
  }
  const rules = turn.rulesOf({ business: c.business, channel: c.channel, modality });
  const step = rules.steps[0];
  if (step === undefined) return refuse('unknown-business', c.business);
  const slot = c.slot === undefined ? null : bookable(turn, { hall, modality, skill: business.skill }, c.slot);
  if (slot !== null && 'ok' in slot) return slot;
  const { credit } = turn.bureau.policy;
  const priority = c.by.role === 'channel' ? Math.min(c.priority, credit.length - 1) : 0;
  const id = `t${turn.seq.toString(36)}`;
  // An appointment is called or checks in as its channel does, whatever was asked.
  const summon = c.callback === true && slot === null && modality !== 'document';
  // A walk-in announced by its channel waits for the taxpayer's own line; by then nobody is offered it.
  const announced = slot === null && channel.presence === 'session' && c.by.role === 'channel';
  const away = announced && !summon && modality !== 'document';
  turn.emit({
    type: 'ticket.submitted',
    ticket: id,
    data: {
      id,
      hall,
      business: c.business,
      channel: c.channel,
      group: channel.group,
      modality,
      skill: business.skill,
      priority,
      taxpayer: c.by.role === 'taxpayer' ? c.by.sub : (c.taxpayer ?? null),
      ref: c.ref ?? null,
      presence: modality === 'document' ? 'none' : channel.presence,
      awayUntil: away ? turn.at + rules.grace : null,
      target: rules.target,
      due: turn.at + rules.target - (credit[priority] ?? 0),
      step,
      stepUntil: step.for === undefined ? null : turn.at + step.for,
      person: c.person ?? null,
      attachments: c.attachments ?? [],
      slot: slot?.slot ?? null,
      ...(slot === null ? promised(turn, hall, rules.limit) : { limitAt: null, warnAt: null }),
    },
  });
  if (slot !== null) book(turn, id, slot.slot, rules.limit);
  if (summon) turn.emit({ type: 'ticket.summoned', ticket: id });
  return { ok: true, ticket: id };
}

export function cancel(turn: Turn, c: Given<'cancel'>): Answer {
  const t = turn.ticket(c.ticket);
  if (t === undefined || !maySee(c.by, t.context)) return refuse('not-found', c.ticket);
  if (!speaksFor(c.by, t.context) && c.by.role !== 'supervisor')
    return refuse('forbidden', 'cancel: by the taxpayer, the channel or a supervisor');
  const setAside = t.value === 'quarantined' && c.by.role === 'supervisor';
  const unserved = t.value === 'waiting' || t.value === 'offered' || t.value === 'parked' || t.value === 'escalated';
  if (!unserved && !setAside) return refuse('wrong-state', `${c.ticket} is ${t.value}`);
  closeWaiting(turn, c.ticket, 'cancelled', 'cancelled');
  return done;
}

/** The taxpayer is on the line (again). */
export function join(turn: Turn, c: Given<'join'>): Answer {
  const t = turn.ticket(c.ticket);
  if (t === undefined || !maySee(c.by, t.context)) return refuse('not-found', c.ticket);
  if (!speaksFor(c.by, t.context)) return refuse('forbidden', 'join: by the taxpayer or the channel');
  if (t.context.joinUntil !== null) turn.emit({ type: 'ticket.joined', ticket: c.ticket });
  if (t.context.awayUntil !== null) turn.emit({ type: 'ticket.back', ticket: c.ticket });
  comeLate(turn, t);
  return done;
}

/**
 * The taxpayer has gone for good: before service that abandons the ticket, in service it ends the conversation. Where
 * nobody need be on the line (who will be called, a ticket that is parked or with a department) it means nothing.
 */
export function leave(turn: Turn, c: Given<'leave'>): Answer {
  const t = turn.ticket(c.ticket);
  if (t === undefined || !maySee(c.by, t.context)) return refuse('not-found', c.ticket);
  if (!speaksFor(c.by, t.context)) return refuse('forbidden', 'leave: by the taxpayer or the channel');
  if (t.value === 'waiting' || t.value === 'offered') {
    if (!t.context.summon) closeWaiting(turn, c.ticket, 'abandoned', 'taxpayer-left');
  } else if (t.value === 'serving' && t.context.modality !== 'document') {
    if (c.dropped === true) callAgain(turn, t);
    else endService(turn, t);
  }
  return done;
}

/** The last session of a taxpayer went, or the first came. Only a channel whose presence is its sessions cares. */
export function taxpayerPresence(turn: Turn, ticket: string, online: boolean): Answer {
  const t = turn.ticket(ticket);
  if (t === undefined || t.context.presence !== 'session') return done;
  // Who is to be called need not hold the line, and who was called has to say so.
  if (t.context.summon || t.context.joinUntil !== null) return done;
  const away = t.context.awayUntil !== null;
  if (online && away) turn.emit({ type: 'ticket.back', ticket });
  else if (!online && !away) loseTaxpayer(turn, t);
  return done;
}

/** The taxpayer's own line is down: a live offer is taken back, and the place is kept for the grace time from now. */
export function loseTaxpayer(turn: Turn, { value, context: t }: TicketSnapshot): void {
  if (
    t.presence !== 'session' ||
    t.summon ||
    t.joinUntil !== null ||
    (value !== 'waiting' && value !== 'offered' && value !== 'serving')
  )
    return;
  // An invitation of who serves it stands: it is the host's, not the taxpayer's.
  if (value === 'offered') rescind(turn, t.id, 'taxpayer-away');
  turn.emit({ type: 'ticket.away', ticket: t.id, until: turn.at + turn.rulesOf(t).grace });
}
