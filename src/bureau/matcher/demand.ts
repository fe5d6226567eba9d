import type { Ticket } from '../../actors/ticket.ts';
import type { RoutingStep } from '../../config/schema.ts';
import type { Modality } from '../../protocol/modality.ts';
import { SortedList } from './sorted-list.ts';

/** Due time first; ties in the order of entry, which is that of the numbers (in base 36) in the tickets' ids. */
export const byDue = (a: Ticket, b: Ticket): number =>
  a.due - b.due || a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Tickets that the same stations may take: one hall, business, channel and routing step, in order of due time. */
export interface DemandClass {
  readonly key: string;
  readonly hall: string;
  readonly channel: string;
  readonly modality: Modality;
  readonly skill: string;
  readonly scope: RoutingStep['scope'];
  readonly minLevel: number;
  readonly queue: SortedList<Ticket>;
}

/** What is asked of one hall: all classes that it ever had by business, and those that are not empty. */
interface HallDemand {
  readonly classes: Map<string, DemandClass[]>;
  readonly own: Set<DemandClass>;
}

/** All tickets that may be offered now, by class. Work is per class, never per ticket. */
export class Demand {
  readonly #halls = new Map<string, HallDemand>();
  readonly #ticketOf: (id: string) => Ticket | undefined;
  /** Non-empty classes that other halls may take. */
  readonly #wide: Readonly<Record<Modality, Set<DemandClass>>> = {
    document: new Set(),
    video: new Set(),
    voice: new Set(),
  };
  /** Tickets that are kept for a station: in no class, since nobody else may take them. */
  readonly #kept = new Map<string, SortedList<Ticket>>();
  #size = 0;

  constructor(ticketOf: (id: string) => Ticket | undefined) {
    this.#ticketOf = ticketOf;
  }

  /** Puts the ticket into the class of its present step; its place is by due time, whatever happened before. */
  add(ticket: Ticket): void {
    if (ticket.prefer !== null) {
      this.#keep(ticket, ticket.prefer.station);
      return;
    }
    const hall = this.#hall(ticket.hall);
    const of = classIn(hall, ticket);
    of.queue.add(ticket);
    this.#size++;
    if (of.queue.size > 1) return;
    hall.own.add(of);
    if (of.scope !== 'hall') this.#wide[of.modality].add(of);
  }

  /** Takes a ticket out of its class, which is found by what the ticket was when it was added. */
  remove(ticket: Ticket): void {
    if (ticket.prefer !== null) {
      this.#release(ticket, ticket.prefer.station);
      return;
    }
    const hall = this.#hall(ticket.hall);
    const of = classIn(hall, ticket);
    if (!of.queue.delete(ticket)) return;
    this.#size--;
    if (of.queue.size > 0) return;
    hall.own.delete(of);
    this.#wide[of.modality].delete(of);
  }

  /** The class in which the ticket waits; undefined when it does not. */
  classOf(id: string): DemandClass | undefined {
    const ticket = this.#ticketOf(id);
    if (ticket === undefined || ticket.prefer !== null) return undefined;
    const of = classIn(this.#hall(ticket.hall), ticket);
    return of.queue.has(ticket) ? of : undefined;
  }

  /** Whether the ticket may be offered to somebody now. */
  has(id: string): boolean {
    const ticket = this.#ticketOf(id);
    if (ticket === undefined) return false;
    return ticket.prefer === null
      ? this.classOf(id) !== undefined
      : (this.#kept.get(ticket.prefer.station)?.has(ticket) ?? false);
  }

  /** Whether anything is kept for any station. */
  get keeps(): boolean {
    return this.#kept.size > 0;
  }

  /** What is kept for a station, the earliest due first. */
  keptFor(station: string): Iterable<Ticket> {
    return this.#kept.get(station) ?? [];
  }

  own(hall: string): Iterable<DemandClass> {
    return this.#hall(hall).own;
  }

  wide(modality: Modality): ReadonlySet<DemandClass> {
    return this.#wide[modality];
  }

  get size(): number {
    return this.#size;
  }

  #keep(ticket: Ticket, station: string): void {
    let kept = this.#kept.get(station);
    if (kept === undefined) {
      kept = new SortedList(byDue);
      this.#kept.set(station, kept);
    }
    kept.add(ticket);
    this.#size++;
  }

  #release(ticket: Ticket, station: string): void {
    const kept = this.#kept.get(station);
    if (kept === undefined || !kept.delete(ticket)) return;
    this.#size--;
    if (kept.size === 0) this.#kept.delete(station);
  }

  #hall(id: string): HallDemand {
    let hall = this.#halls.get(id);
    if (hall === undefined) {
      hall = { classes: new Map(), own: new Set() };
      this.#halls.set(id, hall);
    }
    return hall;
  }
}

/** Classes come and go with the tickets of a day; their number is bounded by the bureau's catalogue. */
function classIn({ classes }: HallDemand, t: Ticket): DemandClass {
  const { hall, business, channel, modality, skill } = t;
  const { scope, minLevel } = t.step;
  let known = classes.get(business);
  if (known === undefined) {
    known = [];
    classes.set(business, known);
  }
  for (const c of known) {
    if (c.scope !== scope || c.minLevel !== minLevel || c.channel !== channel) continue;
    if (c.modality === modality && c.skill === skill) return c;
  }
  const key = `${hall}/${business}/${channel}/${skill}/${modality}/${scope}${minLevel}`;
  const made = { key, hall, channel, modality, skill, scope, minLevel, queue: new SortedList<Ticket>(byDue) };
  known.push(made);
  return made;
}
