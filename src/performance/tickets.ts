import type { BureauEvent } from '../bureau/events.ts';

/** What counting needs to know of an open ticket. */
export interface Known {
  hall: string;
  group: string;
  /** When it came into the queue, ms: an appointment when it begins. */
  enteredAt: number;
  /** Services begun. */
  services: number;
  promised: boolean;
  breached: boolean;
}

/** Takes note of an event of a ticket. Closed tickets are the caller's to forget, once they are counted. */
export function note(tickets: Map<string, Known>, e: BureauEvent): void {
  if (e.type === 'ticket.submitted') {
    const { hall, group, limitAt } = e.data;
    const known = { hall, group, enteredAt: e.at, services: 0, promised: limitAt !== null, breached: false };
    tickets.set(e.ticket, known);
    return;
  }
  const t = 'ticket' in e ? tickets.get(e.ticket) : undefined;
  if (t === undefined) return;
  switch (e.type) {
    case 'ticket.transferred':
      t.hall = e.to.hall;
      t.group = e.to.group;
      break;
    case 'ticket.unparked':
      if (e.due !== null) t.enteredAt = e.at;
      t.promised ||= e.limitAt !== null;
      break;
    case 'offer.accepted':
      if (e.invite === null) t.services++;
      break;
    case 'ticket.handedOver':
      t.services++;
      t.hall = e.target.hall;
      t.group = e.target.group;
      break;
    case 'ticket.limitBreached':
      t.breached = true;
      break;
  }
}
