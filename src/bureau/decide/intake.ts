import type { WireCommand } from '../../protocol/commands.ts';
import type { Principal } from '../../protocol/principal.ts';
import type { Answer } from '../commands.ts';
import { closeWaiting, rescind } from '../offers.ts';
import type { TicketSnapshot } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { inHalls, maySee, speaksFor } from './rights.ts';

type Given<T extends WireCommand['type']> = Extract<WireCommand, { type: T }> & { by: Principal };

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
  if (modality !== 'document' && phase?.value !== 'open') {
    const until = phase?.context.until;
    return refuse('hall-closed', until == null ? hall : `${hall}, until ${new Date(until).toISOString()}`);
  }
  const rules = turn.rulesOf({ business: c.business, channel: c.channel, modality });
  const step = rules.steps[0];
  if (step === undefined) return refuse('unknown-business', c.business);
  const { credit } = turn.bureau.policy;
  const priority = c.by.role === 'channel' ? Math.min(c.priority, credit.length - 1) : 0;
  const id = `t${turn.seq.toString(36)}`;
  // A walk-in announced by its channel waits for the taxpayer's own line; by then nobody is offered it.
  const away = channel.presence === 'session' && c.by.role === 'channel' && modality !== 'document';
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
    },
  });
  return { ok: true, ticket: id };
}

export function cancel(turn: Turn, c: Given<'cancel'>): Answer {
  const t = turn.ticket(c.ticket);
  if (t === undefined || !maySee(c.by, t.context)) return refuse('not-found', c.ticket);
  if (!speaksFor(c.by, t.context) && c.by.role !== 'supervisor')
    return refuse('forbidden', 'cancel: by the taxpayer, the channel or a supervisor');
  const setAside = t.value === 'quarantined' && c.by.role === 'supervisor';
  if (t.value !== 'waiting' && t.value !== 'offered' && !setAside)
    return refuse('wrong-state', `${c.ticket} is ${t.value}`);
  closeWaiting(turn, c.ticket, 'cancelled', 'cancelled');
  return done;
}

/** The taxpayer is on the line (again). */
export function join(turn: Turn, c: Given<'join'>): Answer {
  const t = turn.ticket(c.ticket);
  if (t === undefined || !maySee(c.by, t.context)) return refuse('not-found', c.ticket);
  if (!speaksFor(c.by, t.context)) return refuse('forbidden', 'join: by the taxpayer or the channel');
  if (t.context.awayUntil !== null) turn.emit({ type: 'ticket.back', ticket: c.ticket });
  return done;
}

/** The taxpayer has gone for good: before service that abandons the ticket, in service it ends the conversation. */
export function leave(turn: Turn, c: Given<'leave'>): Answer {
  const t = turn.ticket(c.ticket);
  if (t === undefined || !maySee(c.by, t.context)) return refuse('not-found', c.ticket);
  if (!speaksFor(c.by, t.context)) return refuse('forbidden', 'leave: by the taxpayer or the channel');
  if (t.value === 'waiting' || t.value === 'offered') closeWaiting(turn, c.ticket, 'abandoned', 'taxpayer-left');
  else if (t.value === 'serving' && t.context.station !== null && t.context.modality !== 'document') {
    const until = turn.at + turn.rulesOf(t.context).wrapUp;
    turn.emit({ type: 'service.ended', ticket: c.ticket, station: t.context.station, until });
  }
  return done;
}

/** The last session of a taxpayer went, or the first came. Only a channel whose presence is its sessions cares. */
export function taxpayerPresence(turn: Turn, ticket: string, online: boolean): Answer {
  const t = turn.ticket(ticket);
  if (t === undefined || t.context.presence !== 'session') return done;
  const away = t.context.awayUntil !== null;
  if (online && away) turn.emit({ type: 'ticket.back', ticket });
  else if (!online && !away) loseTaxpayer(turn, t);
  return done;
}

/** The taxpayer's own line is down: a live offer is taken back, and the place is kept for the grace time from now. */
export function loseTaxpayer(turn: Turn, { value, context: t }: TicketSnapshot): void {
  if (t.presence !== 'session' || (value !== 'waiting' && value !== 'offered' && value !== 'serving')) return;
  rescind(turn, t.id, 'taxpayer-away');
  turn.emit({ type: 'ticket.away', ticket: t.id, until: turn.at + turn.rulesOf(t).grace });
}
