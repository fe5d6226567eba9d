import type { Step } from '../bureau/commands.ts';
import type { TicketSnapshot } from '../bureau/state.ts';

/** Which open tickets a taxpayer has: an index beside the core, which knows them by ticket only. */
export class Owners {
  readonly #tickets = new Map<string, Set<string>>();
  readonly #owner = new Map<string, string>();

  constructor(open: Iterable<TicketSnapshot>) {
    for (const { context: t } of open) if (t.taxpayer !== null) this.#add(t.taxpayer, t.id);
  }

  note(step: Step): void {
    for (const e of step.events) {
      if (e.type === 'ticket.submitted' && e.data.taxpayer !== null) this.#add(e.data.taxpayer, e.ticket);
      else if (e.type === 'ticket.closed') this.#remove(e.ticket);
    }
  }

  ticketsOf(taxpayer: string): Iterable<string> {
    return this.#tickets.get(taxpayer) ?? [];
  }

  #add(taxpayer: string, ticket: string): void {
    const of = this.#tickets.get(taxpayer);
    if (of === undefined) this.#tickets.set(taxpayer, new Set([ticket]));
    else of.add(ticket);
    this.#owner.set(ticket, taxpayer);
  }

  #remove(ticket: string): void {
    const taxpayer = this.#owner.get(ticket);
    if (taxpayer === undefined) return;
    this.#owner.delete(ticket);
    const of = this.#tickets.get(taxpayer);
    of?.delete(ticket);
    if (of?.size === 0) this.#tickets.delete(taxpayer);
  }
}
