import type { Answer, Given } from '../commands.ts';
import { ableTo } from '../matcher/load.ts';
import { rescind } from '../offers.ts';
import type { TicketSnapshot } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { isAnswer } from './desk.ts';
import { barredFrom, overseen } from './oversee.ts';
import { firstPlace, keptFor, summoned } from './place.ts';
import { giveBack } from './station.ts';
import { aimOf } from './target.ts';

const wrongState = ({ value, context: t }: TicketSnapshot, instead: string): Answer =>
  refuse('wrong-state', `${t.id} is ${value}: ${instead}`);

/** A ticket goes to a named station, from the queue or from another desk; if that cannot take it soon, to the others. */
export function assign(turn: Turn, c: Given<'assign'>): Answer {
  const found = overseen(turn, c.by, c.ticket);
  if (isAnswer(found)) return found;
  const { value, context: t } = found;
  const config = turn.bureau.stations.get(c.station);
  if (config === undefined) return refuse('not-found', `station ${c.station}`);
  const barred = barredFrom(turn, c.by, config.hall);
  if (barred !== null) return barred;
  if (value !== 'waiting' && value !== 'offered' && value !== 'serving')
    return wrongState(found, 'who waits, is offered or served may be assigned');
  if (!ableTo(config, t)) return refuse('nobody-able', `${c.station} has not the skill ${t.skill} for ${t.modality}`);
  const kept = value === 'waiting' && t.prefer !== null && t.prefer.until > turn.at ? t.prefer.station : null;
  if (c.station === (kept ?? t.station)) return done;
  const s = turn.station(c.station)?.context;
  if (s === undefined) return refuse('wrong-state', `nobody is signed in at ${c.station}`);
  if (s.wants !== 'ready' || !s.online)
    return refuse('wrong-state', `${c.station} is not at work: make it ready first`);
  takeOff(turn, found);
  const { prefer, offer } = turn.rulesOf(t);
  const until = turn.at + Math.max(prefer, offer);
  turn.emit({ type: 'ticket.preferred', ticket: c.ticket, prefer: { station: c.station, until } });
  return done;
}

/** Takes a ticket away from its station, which is not asked again for a while; it waits in its old place. */
export function pull(turn: Turn, c: Given<'pull'>): Answer {
  const t = overseen(turn, c.by, c.ticket);
  if (isAnswer(t)) return t;
  if (t.value === 'waiting') return done;
  if (t.value !== 'serving' && t.value !== 'wrapUp') return wrongState(t, 'what is on a desk may be pulled');
  takeOff(turn, t);
  return done;
}

/** Whoever is offered it or has it on the desk has it no more. */
function takeOff(turn: Turn, { value, context: t }: TicketSnapshot): void {
  if (value === 'offered') rescind(turn, t.id, 'reassigned');
  else if (value !== 'waiting' && t.station !== null) giveBack(turn, t.id, t.station, 'pulled');
}

/** Other credit moves the due time by the difference; a live offer stands. */
export function prioritise(turn: Turn, c: Given<'prioritise'>): Answer {
  const found = overseen(turn, c.by, c.ticket);
  if (isAnswer(found)) return found;
  const { credit } = turn.bureau.policy;
  const { priority } = c;
  const given = credit[priority];
  if (given === undefined) return refuse('bad-message', `priority: 0 to ${credit.length - 1}`);
  const { value, context: t } = found;
  if (value !== 'waiting' && value !== 'offered') return wrongState(found, 'its place in the queue matters no more');
  if (t.priority === priority) return done;
  const due = t.due + (credit[t.priority] ?? 0) - given;
  turn.emit({ type: 'ticket.prioritised', ticket: c.ticket, priority, due });
  return done;
}

/** Who waits goes to another hall, in the old due time. */
export function move(turn: Turn, c: Given<'move'>): Answer {
  const found = overseen(turn, c.by, c.ticket);
  if (isAnswer(found)) return found;
  const { value, context: t } = found;
  if (!turn.bureau.halls.has(c.hall)) return refuse('unknown-hall', c.hall);
  const barred = barredFrom(turn, c.by, c.hall);
  if (barred !== null) return barred;
  if (value !== 'waiting' && value !== 'offered') return wrongState(found, 'pull it first, or have it transferred');
  if (t.hall === c.hall) return done;
  const aim = aimOf(turn, { ...t, station: null }, { hall: c.hall });
  if ('ok' in aim) return aim;
  if (t.modality !== 'document' && turn.state.hall(c.hall)?.value !== 'open') return refuse('hall-closed', c.hall);
  rescind(turn, c.ticket, 'reassigned');
  const { presence, summon, awayUntil } = t;
  turn.emit({
    type: 'ticket.transferred',
    ticket: c.ticket,
    station: null,
    to: aim.to,
    presence,
    place: firstPlace(turn, t),
    prefer: null,
    summon,
    awayUntil,
    avoidUntil: null,
    note: null,
  });
  return done;
}

/**
 * A quarantined ticket goes back to its place, as any that comes back: kept for its responsible station, and whoever
 * was on the line is called when the turn comes.
 */
export function requeue(turn: Turn, c: Given<'requeue'>): Answer {
  const found = overseen(turn, c.by, c.ticket);
  if (isAnswer(found)) return found;
  const { value, context: t } = found;
  if (value !== 'quarantined') return wrongState(found, 'only what is set aside can be put back');
  if (t.modality !== 'document' && turn.state.hall(t.hall)?.value === 'closed') return refuse('hall-closed', t.hall);
  turn.emit({ type: 'ticket.requeued', ticket: c.ticket, place: firstPlace(turn, t), awayUntil: null });
  if (summoned(t) && !t.summon) turn.emit({ type: 'ticket.summoned', ticket: c.ticket });
  const prefer = keptFor(turn, t, t.responsible);
  if (prefer !== null) turn.emit({ type: 'ticket.preferred', ticket: c.ticket, prefer });
  return done;
}
