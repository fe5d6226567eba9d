import TinyQueue from 'tinyqueue';
import type { Station } from '../actors/station.ts';
import type { Ticket } from '../actors/ticket.ts';
import type { TicketState } from '../protocol/views.ts';
import type { DeadlineKind } from './commands.ts';
import type { BureauEvent } from './events.ts';

export interface Deadline {
  at: number;
  kind: DeadlineKind;
  entity: string;
}

/** How many entries more than four times what is held there may be. */
const ROOM = 1_000;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (a: Deadline, b: Deadline): number =>
  a.at - b.at || byText(a.kind, b.kind) || byText(a.entity, b.entity);

/**
 * Deadlines are data: they stand in the entities' contexts. This queue only says which comes next; an entry whose
 * entity no longer has that deadline is dropped when it comes up, or when most entries are such. Its
 * order is total, so that a restored queue, which was filled in another order, gives them out as the old one would have.
 */
export class Deadlines {
  #queue = new TinyQueue<Deadline>([], inOrder);
  /** At this length the queue is gone through. */
  #full = ROOM;
  readonly #isHeld: (deadline: Deadline) => boolean;

  /** `isHeld`: whether the entity still has the deadline. */
  constructor(isHeld: (deadline: Deadline) => boolean) {
    this.#isHeld = isHeld;
  }

  push(deadline: Deadline): void {
    this.#queue.push(deadline);
  }

  /** Adds the deadlines that an event sets. */
  follow(e: BureauEvent): void {
    switch (e.type) {
      case 'ticket.submitted': {
        const { stepUntil, awayUntil, warnAt, limitAt } = e.data;
        this.#add('step', e.ticket, stepUntil);
        this.#add('away', e.ticket, awayUntil);
        this.#add('limit', e.ticket, warnAt ?? limitAt);
        break;
      }
      case 'ticket.widened':
        this.#add('step', e.ticket, e.until);
        break;
      case 'ticket.away':
        this.#add('away', e.ticket, e.until);
        break;
      case 'ticket.parked':
      case 'ticket.rebooked':
        this.#add('park', e.ticket, e.until);
        this.#add('remind', e.ticket, e.remindAt);
        break;
      case 'ticket.reminded':
      case 'escalation.reminded':
      case 'ticket.escalated':
        this.#add('remind', e.ticket, e.remindAt);
        break;
      case 'ticket.unparked':
      case 'ticket.answered':
      case 'ticket.transferred':
        this.#add('step', e.ticket, e.place.until);
        this.#add('away', e.ticket, e.awayUntil);
        this.#add('prefer', e.ticket, e.prefer?.until);
        if (e.type === 'ticket.transferred') this.#add('avoid', e.ticket, e.avoidUntil);
        if (e.type !== 'ticket.unparked') break;
        this.#add('limit', e.ticket, e.warnAt ?? e.limitAt);
        break;
      case 'ticket.limitWarned':
        this.#add('limit', e.ticket, e.limitAt);
        break;
      case 'ticket.requeued':
        this.#add('step', e.ticket, e.place.until);
        this.#add('away', e.ticket, e.awayUntil);
        break;
      case 'ticket.preferred':
        this.#add('prefer', e.ticket, e.prefer?.until);
        break;
      case 'ticket.called':
        this.#add('join', e.ticket, e.until);
        break;
      case 'invite.opened':
        this.#add('invite', e.ticket, e.invite.until);
        this.#add('inviteStep', e.ticket, e.invite.place.until);
        break;
      case 'invite.widened':
        this.#add('inviteStep', e.ticket, e.place.until);
        break;
      case 'ticket.closed':
        this.#add('rating', e.ticket, e.rateUntil);
        break;
      case 'followUp.opened':
        this.#add('followUp', e.ticket, e.data.until);
        break;
      case 'followUp.answered':
      case 'followUp.appealed':
        this.#add('followUp', e.ticket, e.until);
        break;
      case 'offer.made':
        this.#add('offer', e.ticket, e.deadline);
        break;
      case 'offer.accepted':
        this.#add('pace', e.station, e.paceUntil);
        break;
      case 'offer.rejected':
      case 'offer.timedOut':
      case 'ticket.returned':
        this.#add('avoid', e.ticket, e.avoidUntil);
        break;
      case 'service.ended':
        this.#add('wrapUp', e.ticket, e.until);
        break;
      case 'station.lost':
        this.#add('grace', e.station, e.until);
        break;
      case 'hall.opened':
      case 'hall.draining':
      case 'hall.closed':
        this.#add('hours', e.hall, e.until);
        break;
    }
  }

  /** Drops what nobody holds any more, once that may be most of all: the queue follows what is open. */
  settle(): void {
    if (this.#queue.length < this.#full) return;
    const held = this.#queue.data.filter(this.#isHeld);
    this.#queue = new TinyQueue(held, inOrder);
    this.#full = 4 * held.length + ROOM;
  }

  peek(): Deadline | undefined {
    return this.#queue.peek();
  }

  pop(): Deadline | undefined {
    return this.#queue.pop();
  }

  get size(): number {
    return this.#queue.length;
  }

  #add(kind: DeadlineKind, entity: string, at: number | null | undefined): void {
    if (at != null) this.#queue.push({ at, kind, entity });
  }
}

/** Whether the ticket's context holds the deadline. */
export function ticketHolds(t: Ticket, { kind, at }: Deadline): boolean {
  switch (kind) {
    case 'step':
      return t.stepUntil === at;
    case 'away':
      return t.awayUntil === at;
    case 'offer':
      return (t.offerDeadline ?? t.guest?.offerDeadline) === at;
    case 'wrapUp':
      return t.wrapUpUntil === at;
    case 'prefer':
      return t.prefer?.until === at;
    case 'join':
      return t.joinUntil === at;
    case 'park':
      return t.parked?.until === at;
    case 'remind':
      return (t.parked?.remindAt ?? t.escalation?.remindAt) === at;
    case 'limit':
      return !t.breached && (t.warnAt ?? t.limitAt) === at;
    case 'invite':
      return t.guest?.joined === false && t.guest.until === at;
    case 'inviteStep':
      return t.guest?.joined === false && t.guest.place.until === at;
    case 'avoid':
      return t.avoid.some((a) => a.until === at);
    default:
      return false;
  }
}

const queueing: ReadonlySet<DeadlineKind> = new Set(['step', 'avoid', 'prefer']);

/** Whether a deadline that the ticket holds counts in its present state: it may count again in a later one. */
export function ticketHeeds(
  { value, context: t }: { value: TicketState; context: Ticket },
  kind: DeadlineKind,
): boolean {
  if (kind === 'limit') return value !== 'quarantined';
  if (!queueing.has(kind) || value === 'waiting' || value === 'offered') return true;
  return kind === 'avoid' && t.guest !== null;
}

/** The deadlines that a ticket's context holds, for a bureau that was restored. */
export function deadlinesOfTicket(t: Ticket): Deadline[] {
  const found: Deadline[] = t.avoid.map((a) => ({ at: a.until, kind: 'avoid', entity: t.id }));
  const add = (kind: DeadlineKind, at: number | null | undefined) => {
    if (at != null) found.push({ at, kind, entity: t.id });
  };
  add('step', t.stepUntil);
  add('away', t.awayUntil);
  add('offer', t.offerDeadline ?? t.guest?.offerDeadline);
  add('wrapUp', t.wrapUpUntil);
  add('prefer', t.prefer?.until);
  add('join', t.joinUntil);
  add('park', t.parked?.until);
  add('remind', t.parked?.remindAt ?? t.escalation?.remindAt);
  if (!t.breached) add('limit', t.warnAt ?? t.limitAt);
  if (t.guest?.joined === false) {
    add('invite', t.guest.until);
    add('inviteStep', t.guest.place.until);
  }
  return found;
}

export function deadlinesOfStation(s: Station): Deadline[] {
  const found: Deadline[] = [];
  if (s.graceUntil !== null) found.push({ at: s.graceUntil, kind: 'grace', entity: s.id });
  if (s.paceUntil !== null) found.push({ at: s.paceUntil, kind: 'pace', entity: s.id });
  return found;
}
