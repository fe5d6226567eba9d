import type { Ticket } from '../../actors/ticket.ts';
import type { Answer, Given } from '../commands.ts';
import { closeInvite } from '../offers.ts';
import type { TicketSnapshot } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { inHand, isAnswer } from './desk.ts';
import { openInvite } from './invite.ts';
import { firstPlace, keptFor } from './place.ts';
import { type Aim, aimOf } from './target.ts';

/** Gives a ticket to others: at once (cold), or when one of them has accepted it (warm). */
export function transfer(turn: Turn, c: Given<'transfer'>): Answer {
  const t = inHand(turn, c.by, c.ticket);
  if (isAnswer(t)) return t;
  const aim = aimOf(turn, t.context, c);
  if ('ok' in aim) return aim;
  return (c.mode === 'warm' ? warm : cold)(turn, t, aim, c.note ?? null);
}

function warm(turn: Turn, { value, context: t }: TicketSnapshot, aim: Aim, note: string | null): Answer {
  if (value !== 'serving') return refuse('wrong-state', `${t.id} is ${value}: transfer it cold`);
  if (aim.to.modality !== t.modality)
    return refuse('wrong-state', `${t.id} is served as ${t.modality}, not ${aim.to.modality}: transfer it cold`);
  return openInvite(turn, t, 'transfer', aim, note);
}

const presences = { document: 'none', voice: 'call', video: 'session' } as const;

/** It waits for the others in its old due time. A named station has it kept for a while, if it is at work. */
function cold(turn: Turn, { value, context: t }: TicketSnapshot, { to, named }: Aim, note: string | null): Answer {
  if (to.modality !== 'document' && !takesIn(turn, t, to.hall)) return refuse('hall-closed', to.hall);
  closeInvite(turn, t.id, 'released');
  const next = { ...t, ...to };
  const sameWay = to.modality === t.modality;
  // Who is on the line stays there; everybody else is called when the turn comes.
  const onLine = sameWay && value === 'serving' && t.joinUntil === null;
  turn.emit({
    type: 'ticket.transferred',
    ticket: t.id,
    station: t.station,
    to,
    presence: sameWay ? t.presence : presences[to.modality],
    place: firstPlace(turn, next),
    prefer: keptFor(turn, next, named),
    summon: to.modality !== 'document' && !onLine,
    awayUntil: onLine ? t.awayUntil : null,
    avoidUntil: turn.at + turn.rulesOf(next).avoid,
    note,
  });
  return done;
}

/** Whether a hall lets somebody wait for a voice or a face: while it is open, and its own until all are served. */
function takesIn(turn: Turn, t: Ticket, hall: string): boolean {
  const phase = turn.state.hall(hall)?.value;
  return phase === 'open' || (phase === 'draining' && hall === t.hall);
}
