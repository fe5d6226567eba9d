import type { Step } from '../bureau/commands.ts';
import type { BureauEvent, NewTicket } from '../bureau/events.ts';
import type { TicketSnapshot } from '../bureau/state.ts';
import type { Letter, Notice } from '../channels/letter.ts';

/** A letter and the channel that gets it. Whatever in it says who the taxpayer is stands there sealed. */
export type Delivery = Letter & { channel: string };

/** One delivery. The id is made from the journal's sequence alone, so deriving it again gives the same job. */
export interface Job {
  id: string;
  seq: number;
  letter: Delivery;
}

/** What a letter has to know of a ticket besides its event. */
export type Known = Pick<NewTicket, 'channel' | 'ref' | 'slot' | 'person'> &
  Partial<Pick<TicketSnapshot['context'], 'parked'>>;

export interface Addressing {
  /** Whether a channel has a callback. */
  delivers(channel: string): boolean;
  /** An open ticket; of one that is closed by now nothing but its result is told any more. */
  ticketOf(ticket: string): Known | undefined;
}

/** The deliveries that a committed step means. */
export function jobsOf(step: Step, { delivers, ticketOf }: Addressing): Job[] {
  const jobs: Job[] = [];
  const add = (n: string, letter: Delivery) => {
    if (delivers(letter.channel)) jobs.push({ id: `d-${step.seq}-${n}`, seq: step.seq, letter });
  };
  for (const [n, e] of step.events.entries()) {
    if (e.type === 'ticket.closed') {
      const { ticket, channel, ref, outcome, reply, at, rateUntil } = e;
      add(`${n}`, { channel, ticket, ref, outcome, reply, closedAt: at });
      if (rateUntil !== null) add(`${n}-r`, { channel, ticket, ref, at, kind: 'rating', until: rateUntil, link: null });
    } else if (isTold(e)) {
      const t = newIn(step, e.ticket) ?? ticketOf(e.ticket);
      const what = t === undefined ? null : told(e, t);
      if (t === undefined || what === null) continue;
      add(`${n}`, { ...what, channel: t.channel, ticket: e.ticket, ref: t.ref, at: e.at });
    }
  }
  return jobs;
}

const toldOf = ['ticket.parked', 'ticket.reminded', 'ticket.called', 'ticket.summoned', 'ticket.rebooked'] as const;
type Told = Extract<BureauEvent, { type: (typeof toldOf)[number] }>;
const isTold = (e: BureauEvent): e is Told => (toldOf as readonly string[]).includes(e.type);

/** What a ticket that entered in this very step entered with. */
function newIn(step: Step, ticket: string): NewTicket | undefined {
  for (const e of step.events) if (e.type === 'ticket.submitted' && e.ticket === ticket) return e.data;
  return undefined;
}

type Addressed = 'ticket' | 'ref' | 'at';
type What = Notice extends infer N ? (N extends Notice ? Omit<N, Addressed> : never) : never;

/** What an event means to the channel of its ticket; null: nothing, or nothing any more. */
function told(e: Told, t: Known): What | null {
  switch (e.type) {
    case 'ticket.parked':
      if (e.reason === 'supplement') return { kind: 'supplement', items: e.items, note: e.note, until: e.until };
      if (e.reason === 'noShow') return { kind: 'recall', again: e.until };
      return t.slot === null ? null : { kind: 'booked', slot: t.slot };
    case 'ticket.reminded': {
      if (t.parked == null) return null;
      if (t.parked.reason === 'booked') return t.slot === null ? null : { kind: 'appointment', slot: t.slot };
      const { items, note, until } = t.parked;
      return { kind: 'reminder', items, note, until, last: e.last };
    }
    case 'ticket.called': {
      const { station, call, until } = e;
      return { kind: 'called', station, call, until, dial: t.person?.phone ?? null };
    }
    case 'ticket.summoned':
      return { kind: 'callback' };
    case 'ticket.rebooked':
      return { kind: 'moved', slot: e.slot };
  }
}
