import type { State } from '../bureau/state.ts';
import type { Observer, OpenTicket } from './observe.ts';

/** Lets the observer begin from a bureau that was recovered at `now`, ms of its clock. */
export function seedFrom(observer: Observer, state: State, now: number): void {
  const stations = [...state.stations()].map(({ value, context: { id, hall } }) => ({ id, hall, state: value }));
  observer.seed(openTickets(state), stations, now);
}

function* openTickets(state: State): Iterable<OpenTicket> {
  for (const { value, context } of state.tickets()) {
    const { id, hall, channel, group, business, enteredAt, responsible, acceptedAt } = context;
    const ticket = { id, hall, channel, group, business, enteredAt, answered: responsible !== null };
    // A ticket in quarantine still knows when it was accepted, but no station has it any more.
    if (acceptedAt === null || (value !== 'serving' && value !== 'wrapUp')) {
      yield ticket;
      continue;
    }
    const loan = state.ledger.get(id);
    if (loan?.until === null) yield { ...ticket, acceptedAt, loan: { from: loan.from, to: loan.to } };
    else yield { ...ticket, acceptedAt };
  }
}
