import type { TicketSnapshot } from './state.ts';

/** 首问责任: the open tickets that each station answers for, wherever they are, as an index over them. */
export class AnsweredFor {
  readonly #by = new Map<string, Set<string>>();

  of(station: string): Iterable<string> {
    return this.#by.get(station) ?? [];
  }

  /** A ticket is otherwise than it was; undefined before it was there. */
  follow(before: TicketSnapshot | undefined, after: TicketSnapshot): void {
    const from = before?.context.responsible ?? null;
    const to = after.value === 'closed' ? null : after.context.responsible;
    if (from === to) return;
    if (from !== null) this.#remove(from, after.context.id);
    if (to !== null) this.#add(to, after.context.id);
  }

  #add(station: string, ticket: string): void {
    const tickets = this.#by.get(station);
    if (tickets === undefined) this.#by.set(station, new Set([ticket]));
    else tickets.add(ticket);
  }

  #remove(station: string, ticket: string): void {
    const tickets = this.#by.get(station);
    tickets?.delete(ticket);
    if (tickets?.size === 0) this.#by.delete(station);
  }
}
