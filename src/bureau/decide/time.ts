import type { Answer, InternalCommand } from '../commands.ts';
import { phaseAt } from '../hours.ts';
import { closeServed, closeWaiting, offerId } from '../offers.ts';
import { done, type Turn } from '../turn.ts';
import { giveUpStation } from './station.ts';
import { widen } from './widen.ts';

type DeadlineCommand = Extract<InternalCommand, { type: 'deadline' }>;

/** A time has come. Whether the entity still has this deadline was asked before. */
export function deadline(turn: Turn, c: DeadlineCommand): Answer {
  switch (c.kind) {
    case 'step':
      widen(turn, c.entity);
      break;
    case 'avoid':
      turn.emit({ type: 'ticket.reconsidered', ticket: c.entity });
      break;
    case 'away':
      giveUpTaxpayer(turn, c.entity);
      break;
    case 'offer':
      missOffer(turn, c.entity);
      break;
    case 'wrapUp':
      closeServed(turn, c.entity, 'resolved', null, true);
      break;
    case 'grace':
      giveUpStation(turn, c.entity);
      break;
    case 'pace':
      turn.emit({ type: 'station.paced', station: c.entity });
      break;
    case 'hours':
      followHours(turn, c.entity);
      break;
  }
  return done;
}

function giveUpTaxpayer(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket);
  if (t?.value === 'serving') closeServed(turn, ticket, 'lostLine', null, true);
  else closeWaiting(turn, ticket, 'abandoned', 'taxpayer-left', true);
}

/** Nobody answered: the ticket waits in its old place; a station that misses too many in a row is paused. */
function missOffer(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket)?.context;
  if (t === undefined || t.station === null) return;
  const { station } = t;
  const avoidUntil = turn.at + turn.rulesOf(t).avoid;
  turn.emit({ type: 'offer.timedOut', offer: offerId(ticket, t.offers), ticket, station, avoidUntil });
  if ((turn.station(station)?.context.missed ?? 0) < turn.bureau.policy.missedLimit) return;
  turn.emit({ type: 'station.paused', station, reason: 'missed' });
}

const factOf = { open: 'hall.opened', draining: 'hall.draining', closed: 'hall.closed' } as const;

/** Brings a hall to what its hours say now; who still waits for a voice or a face when it closes is told so. */
export function followHours(turn: Turn, hall: string): void {
  const config = turn.bureau.halls.get(hall);
  if (config === undefined) return;
  const { state, until } = phaseAt(config.hours, turn.bureau.timezone, turn.at);
  const now = turn.state.hall(hall);
  if (now?.value === state && now.context.until === until) return;
  turn.emit({ type: factOf[state], hall, until });
  if (state !== 'closed') return;
  const waiting = [...turn.state.tickets()].filter(
    (t) =>
      t.context.hall === hall && t.context.modality !== 'document' && (t.value === 'waiting' || t.value === 'offered'),
  );
  for (const t of waiting) closeWaiting(turn, t.context.id, 'hallClosed', 'hall-closed', true);
}
