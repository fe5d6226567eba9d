import type { Ticket } from '../actors/ticket.ts';
import type { BroadcastView, MessageView } from '../protocol/views.ts';
import type { BureauEvent, EventOf } from './events.ts';
import { Recent } from './recent.ts';

/** To every hall of the bureau. */
const everywhere = '*';

/** What colleagues write to a station and supervisors to their halls: whoever comes back to the desk is told it again. */
export class Words {
  /** By station. */
  readonly messages = new Recent<MessageView>();
  /** By hall. */
  readonly broadcasts = new Recent<BroadcastView>();
  readonly #ticket: (id: string) => Ticket | undefined;

  constructor(ticket: (id: string) => Ticket | undefined) {
    this.#ticket = ticket;
  }

  /** Takes down what an event, which was applied to its ticket, says to somebody. */
  hear(e: BureauEvent): void {
    if (e.type === 'offer.made') {
      const note = noteOf(e, this.#ticket(e.ticket));
      if (note !== null) this.messages.add(e.station, note);
    } else if (e.type === 'ticket.messaged') this.messages.add(e.to, messageOf(e));
    else if (e.type === 'broadcast.sent')
      for (const hall of e.halls ?? [everywhere]) this.broadcasts.add(hall, broadcastOf(e));
  }

  /** What was said to the staff of a hall in the day before `at`, the newest last. */
  toHall(hall: string, at: number): BroadcastView[] {
    return [...this.broadcasts.of(everywhere, at), ...this.broadcasts.of(hall, at)].sort((a, b) => a.at - b.at);
  }
}

export function messageOf({ ticket, from, text, at }: EventOf<'ticket.messaged'>): MessageView {
  return { ticket, from, text, at };
}

export function broadcastOf({ by = '', text, at }: EventOf<'broadcast.sent'>): BroadcastView {
  return { by, text, at };
}

/** What was written for whoever has the ticket next, or helps with it, comes with the offer. */
export function noteOf(e: EventOf<'offer.made'>, t: Ticket | undefined): MessageView | null {
  if (t === undefined) return null;
  const guestNote = t.guest?.note == null ? null : { from: t.station ?? '', text: t.guest.note };
  const note = e.invite === null ? t.note : guestNote;
  return note === null ? null : { ticket: e.ticket, ...note, at: e.at };
}
