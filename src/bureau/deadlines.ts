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

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Deadlines are data: they stand in the entities' contexts. This queue only says which comes next; an entry whose
 * entity no longer has that deadline is dropped when it comes up. Its order is total, so that a restored queue, which
 * was filled in another order, gives them out as the old one would have.
 */
export class Deadlines {
  readonly #queue = new TinyQueue<Deadline>(
    [],
    (a, b) => a.at - b.at || byText(a.kind, b.kind) || byText(a.entity, b.entity),
  );

  push(deadline: Deadline): void {
    this.#queue.push(deadline);
  }

  peek(): Deadline | undefined {
    return this.#queue.peek();
  }

  pop(): Deadline | undefined {
    return this.#queue.pop();
  }
}

/** The deadline that an event sets, if it sets one. */
export function deadlineOf(e: BureauEvent): Deadline[] {
  switch (e.type) {
    case 'ticket.submitted': {
      const { stepUntil, awayUntil } = e.data;
      const found: Deadline[] = [];
      if (stepUntil !== null) found.push({ at: stepUntil, kind: 'step', entity: e.ticket });
      if (awayUntil !== null) found.push({ at: awayUntil, kind: 'away', entity: e.ticket });
      return found;
    }
    case 'ticket.widened':
      return e.until === null ? [] : [{ at: e.until, kind: 'step', entity: e.ticket }];
    case 'ticket.away':
      return [{ at: e.until, kind: 'away', entity: e.ticket }];
    case 'offer.made':
      return [{ at: e.deadline, kind: 'offer', entity: e.ticket }];
    case 'offer.accepted':
      return e.paceUntil === null ? [] : [{ at: e.paceUntil, kind: 'pace', entity: e.station }];
    case 'offer.rejected':
    case 'offer.timedOut':
      return [{ at: e.avoidUntil, kind: 'avoid', entity: e.ticket }];
    case 'service.ended':
      return [{ at: e.until, kind: 'wrapUp', entity: e.ticket }];
    case 'station.lost':
      return [{ at: e.until, kind: 'grace', entity: e.station }];
    case 'hall.opened':
    case 'hall.draining':
    case 'hall.closed':
      return e.until === null ? [] : [{ at: e.until, kind: 'hours', entity: e.hall }];
    default:
      return [];
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
