import type { BureauEvent, EventOf } from '../bureau/events.ts';
import type { Order } from '../protocol/commands.ts';
import type { Instruments } from './registry.ts';

/** The follow-up of a bad rating that is not closed. */
export interface OpenFollowUp {
  ticket: string;
  hall: string;
}

/** A supervisor's standing order. */
export interface StandingOrder {
  key: string;
  of: Order['of'];
}

/** Counts what is said of closed tickets, and what supervisors order. */
export function oversightCounter(to: Instruments) {
  /** Hall by ticket. */
  const followUps = new Map<string, string>();
  const orders = new Set<string>();

  const ordered = ({ key, order: { of: kind, set } }: EventOf<'order.given'>) => {
    if (set === null && orders.delete(key)) to.orders.dec({ kind });
    else if (set !== null) stand({ key, of: kind });
  };

  const stand = ({ key, of: kind }: StandingOrder) => {
    if (!orders.has(key)) to.orders.inc({ kind });
    orders.add(key);
  };

  return {
    seed(open: Iterable<OpenFollowUp>, standing: Iterable<StandingOrder>): void {
      for (const { ticket, hall } of open) followUps.set(ticket, hall);
      for (const order of standing) stand(order);
    },
    happened(event: BureauEvent) {
      switch (event.type) {
        case 'rating.given':
          return to.ratings.inc({ hall: event.hall, grade: event.grade });
        case 'followUp.opened':
          followUps.set(event.ticket, event.data.hall);
          return to.followUpsOpened.inc({ hall: event.data.hall });
        case 'followUp.late': {
          const hall = followUps.get(event.ticket);
          if (hall !== undefined) to.followUpsLate.inc({ hall });
          return;
        }
        case 'followUp.closed': {
          const hall = followUps.get(event.ticket);
          if (hall !== undefined) to.followUpsClosed.inc({ hall, result: event.finding });
          followUps.delete(event.ticket);
          return;
        }
        case 'order.given':
          return ordered(event);
        case 'broadcast.sent':
          return to.broadcasts.inc();
        case 'person.erased':
          return to.personsErased.inc();
      }
    },
  };
}
