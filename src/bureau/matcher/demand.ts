import type { Ticket } from '../../actors/ticket.ts';
import type { RoutingStep } from '../../config/schema.ts';
import type { Modality } from '../../protocol/modality.ts';
import { SortedList } from './sorted-list.ts';

/** One who waits. `order` breaks ties of due time by the order of entry. */
export interface Waiting {
  readonly id: string;
  readonly due: number;
  readonly order: number;
  readonly ticket: Ticket;
}

export const byDue = (a: Waiting, b: Waiting): number => a.due - b.due || a.order - b.order;

/** Tickets that the same stations may take: one hall, business, channel and routing step, in order of due time. */
export interface DemandClass {
  readonly key: string;
  readonly hall: string;
  readonly modality: Modality;
  readonly skill: string;
  readonly scope: RoutingStep['scope'];
  readonly minLevel: number;
  readonly queue: SortedList<Waiting>;
}

/** Order of entry, from the number in the ticket's id: a ticket of an earlier step comes first. */
export function orderOf(id: string): number {
  const [seq, n] = id.slice(1).split('-');
  return Number.parseInt(seq ?? '0', 36) * 10 + Number(n ?? 0);
}

/** All tickets that may be offered now, by class. Work is per class, never per ticket. */
export class Demand {
  readonly #classes = new Map<string, DemandClass>();
  readonly #where = new Map<string, { of: DemandClass; as: Waiting }>();
  /** Non-empty classes of a hall. */
  readonly #own = new Map<string, Set<DemandClass>>();
  /** Non-empty classes that other halls may take. */
  readonly #wide: Readonly<Record<Modality, Set<DemandClass>>> = {
    document: new Set(),
    video: new Set(),
    voice: new Set(),
  };

  /** Puts the ticket into the class of its present step; its place is by due time, whatever happened before. */
  add(ticket: Ticket): void {
    this.remove(ticket.id);
    const of = this.#classOf(ticket);
    const as = { id: ticket.id, due: ticket.due, order: orderOf(ticket.id), ticket };
    of.queue.add(as);
    this.#where.set(ticket.id, { of, as });
    if (of.queue.size > 1) return;
    const own = this.#own.get(of.hall);
    if (own === undefined) this.#own.set(of.hall, new Set([of]));
    else own.add(of);
    if (of.scope !== 'hall') this.#wide[of.modality].add(of);
  }

  remove(id: string): void {
    const place = this.#where.get(id);
    if (place === undefined) return;
    place.of.queue.delete(place.as);
    this.#where.delete(id);
    if (place.of.queue.size > 0) return;
    this.#own.get(place.of.hall)?.delete(place.of);
    this.#wide[place.of.modality].delete(place.of);
  }

  classOf(id: string): DemandClass | undefined {
    return this.#where.get(id)?.of;
  }

  /** The order of due time of two that wait. */
  compare(a: string, b: string): number {
    const [x, y] = [this.#where.get(a), this.#where.get(b)];
    return x === undefined || y === undefined ? 0 : byDue(x.as, y.as);
  }

  own(hall: string): Iterable<DemandClass> {
    return this.#own.get(hall) ?? [];
  }

  wide(modality: Modality): ReadonlySet<DemandClass> {
    return this.#wide[modality];
  }

  get size(): number {
    return this.#where.size;
  }

  /** Classes come and go with the tickets of a day; their number is bounded by the bureau's catalogue. */
  #classOf(t: Ticket): DemandClass {
    const key = `${t.hall}/${t.business}/${t.channel}/${t.skill}/${t.modality}/${t.step.scope}${t.step.minLevel}`;
    let found = this.#classes.get(key);
    if (found === undefined) {
      const { hall, modality, skill, step } = t;
      found = { key, hall, modality, skill, scope: step.scope, minLevel: step.minLevel, queue: new SortedList(byDue) };
      this.#classes.set(key, found);
    }
    return found;
  }
}
