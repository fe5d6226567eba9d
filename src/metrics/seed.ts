import { keyOf } from '../bureau/orders.ts';
import type { State, TicketSnapshot } from '../bureau/state.ts';
import type { Observer } from './observe.ts';
import type { OpenTicket } from './open-ticket.ts';

/** The share of its time, in %, at which a question is late. */
const LATE = 100;

/** Lets the observer begin from a bureau that was recovered at `now`, ms of its clock. */
export function seedFrom(observer: Observer, state: State, now: number): void {
  const tickets = [...state.tickets()].map((t) => openTicket(state, t));
  const stations = [...state.stations()].map(({ value, context: { id, hall } }) => ({ id, hall, state: value }));
  const followUps = [...state.followUps()].map(({ context: { ticket, hall } }) => ({ ticket, hall }));
  const orders = [...state.orders.all()].map((order) => ({ key: keyOf(order), of: order.of }));
  observer.seed({ tickets, stations, followUps, orders }, now);
}

function openTicket(state: State, { context }: TicketSnapshot): OpenTicket {
  const { id, hall, group, business, channel, enteredAt, acceptedAt, supplements } = context;
  const { responsible, services, guest, parked, escalation, joinUntil } = context;
  const loan = acceptedAt === null ? undefined : state.ledger.get(id);
  return {
    id,
    hall,
    group,
    business,
    channel,
    enteredAt,
    answered: responsible !== null,
    services,
    acceptedAt,
    loan: loan?.until === null ? { from: loan.from, to: loan.to } : null,
    offered: guest?.kind ?? null,
    invite: guest?.kind ?? null,
    parked: parked?.reason ?? null,
    supplements,
    question: escalation?.outcome === 'open' ? questionOf(escalation) : null,
    calling: joinUntil !== null,
  };
}

const questionOf = (asked: { department: string; since: number; reminded: number }): OpenTicket['question'] => ({
  department: asked.department,
  since: asked.since,
  late: asked.reminded >= LATE,
});
