import TinyQueue from 'tinyqueue';
import type { Station } from '../actors/station.ts';
import type { Ticket } from '../actors/ticket.ts';
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
      case 'ticket.submitted':
        this.#add('step', e.ticket, e.data.stepUntil);
        this.#add('away', e.ticket, e.data.awayUntil);
        break;
      case 'ticket.widened':
        this.#add('step', e.ticket, e.until);
        break;
      case 'ticket.away':
        this.#add('away', e.ticket, e.until);
        break;
      case 'offer.made':
        this.#add('offer', e.ticket, e.deadline);
        break;
      case 'offer.accepted':
        this.#add('pace', e.station, e.paceUntil);
        break;
      case 'offer.rejected':
      case 'offer.timedOut':
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

  #add(kind: DeadlineKind, entity: string, at: number | null): void {
    if (at !== null) this.#queue.push({ at, kind, entity });
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
      return t.offerDeadline === at;
    case 'wrapUp':
      return t.wrapUpUntil === at;
    default:
      return t.avoid.some((a) => a.until === at);
  }
}

/** The deadlines that a ticket's context holds, for a bureau that was restored. */
export function deadlinesOfTicket(t: Ticket): Deadline[] {
  const found: Deadline[] = t.avoid.map((a) => ({ at: a.until, kind: 'avoid', entity: t.id }));
  const add = (kind: DeadlineKind, at: number | null) => {
    if (at !== null) found.push({ at, kind, entity: t.id });
  };
  add('step', t.stepUntil);
  add('away', t.awayUntil);
  add('offer', t.offerDeadline);
  add('wrapUp', t.wrapUpUntil);
  return found;
}

export function deadlinesOfStation(s: Station): Deadline[] {
  const found: Deadline[] = [];
  if (s.graceUntil !== null) found.push({ at: s.graceUntil, kind: 'grace', entity: s.id });
  if (s.paceUntil !== null) found.push({ at: s.paceUntil, kind: 'pace', entity: s.id });
  return found;
}
