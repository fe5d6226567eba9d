import type { Step } from '../../bureau/commands.ts';
import { type BureauEvent, stationsOf } from '../../bureau/events.ts';
import { Stations } from '../../performance/stations.ts';
import type { Line } from './half-hours.ts';

interface Ticket extends Line {
  ms: number;
}

/**
 * How long a ticket keeps a pair of hands, as a fold over the journal. Of documents that lie side by side on a desk each
 * has its share of the time (1/k of k), else three at once would count as thrice the work. A ticket that comes back is one
 * piece of work, one that is handed to another hall or group is work of both.
 */
export class DeskTime {
  readonly #stations = new Stations();
  readonly #since = new Map<string, number>();
  readonly #tickets = new Map<string, Ticket>();
  readonly #served: (line: Line, at: number, seconds: number) => void;

  /** `served` hears of each piece of work when it is over. */
  constructor(served: (line: Line, at: number, seconds: number) => void) {
    this.#served = served;
  }

  add(step: Step): void {
    for (const e of step.events) {
      for (const id of stationsOf(e)) this.#spend(id, e);
      if ('ticket' in e) this.#ticket(e);
    }
  }

  #spend(id: string, e: BureauEvent): void {
    const running = (this.#stations.get(id)?.context.work ?? []).filter((work) => work.since !== null);
    const passed = e.at - (this.#since.get(id) ?? e.at);
    for (const { ticket, phase } of running) {
      const of = this.#tickets.get(ticket);
      if (of !== undefined && phase !== 'consulting') of.ms += passed / running.length;
    }
    if (this.#stations.send(id, e) === undefined) this.#since.delete(id);
    else this.#since.set(id, e.at);
  }

  #ticket(e: Extract<BureauEvent, { ticket: string }>): void {
    if (e.type === 'ticket.submitted') {
      const { hall, group } = e.data;
      this.#tickets.set(e.ticket, { hall, group, ms: 0 });
      return;
    }
    const of = this.#tickets.get(e.ticket);
    if (of === undefined) return;
    if (e.type === 'ticket.transferred') this.#move(of, e.to, e.at);
    else if (e.type === 'ticket.handedOver') this.#move(of, e.target, e.at);
    else if (e.type === 'ticket.closed') {
      this.#end(of, e.at);
      this.#tickets.delete(e.ticket);
    }
  }

  #move(of: Ticket, { hall, group }: Line, at: number): void {
    if (of.hall !== hall || of.group !== group) this.#end(of, at);
    Object.assign(of, { hall, group });
  }

  #end(of: Ticket, at: number): void {
    if (of.ms > 0) this.#served({ hall: of.hall, group: of.group }, at, of.ms / 1000);
    of.ms = 0;
  }
}
