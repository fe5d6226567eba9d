import type { Step } from '../bureau/commands.ts';
import type { TicketSnapshot } from '../bureau/state.ts';

/** Ended tickets kept for sessions that come back: as many as there are ends among the pushes that are kept. */
const KEPT = 16_384;

/** Which tickets a taxpayer has: an index beside the core, which knows them by ticket only. */
export class Owners {
  readonly #tickets = new Map<string, Set<string>>();
  readonly #owner = new Map<string, string>();
  /** By ticket, in the order of their ends. */
  readonly #ended = new Map<string, { taxpayer: string; seq: number }>();

  constructor(open: Iterable<TicketSnapshot>) {
    for (const { context: t } of open) if (t.taxpayer !== null) this.#add(t.taxpayer, t.id);
  }

  note(step: Step): void {
    for (const e of step.events) {
      if (e.type === 'ticket.submitted' && e.data.taxpayer !== null) this.#add(e.data.taxpayer, e.ticket);
      else if (e.type === 'ticket.closed') this.#remove(e.ticket, step.seq);
    }
  }

  ticketsOf(taxpayer: string): Iterable<string> {
    return this.#tickets.get(taxpayer) ?? [];
  }

  /** Tickets that ended after a sequence, as far as that is still known. */
  endedSince(taxpayer: string, seq: number): string[] {
    const found: string[] = [];
    for (const [ticket, ended] of this.#ended) if (ended.taxpayer === taxpayer && ended.seq > seq) found.push(ticket);
    return found;
  }

  #add(taxpayer: string, ticket: string): void {
    const of = this.#tickets.get(taxpayer);
    if (of === undefined) this.#tickets.set(taxpayer, new Set([ticket]));
    else of.add(ticket);
    this.#owner.set(ticket, taxpayer);
  }

  #remove(ticket: string, seq: number): void {
    const taxpayer = this.#owner.get(ticket);
    if (taxpayer === undefined) return;
    this.#owner.delete(ticket);
    this.#ended.set(ticket, { taxpayer, seq });
    if (this.#ended.size > KEPT) this.#ended.delete(this.#ended.keys().next().value ?? '');
    const of = this.#tickets.get(taxpayer);
    of?.delete(ticket);
    if (of?.size === 0) this.#tickets.delete(taxpayer);
  }
}
