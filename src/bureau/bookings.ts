import type { Ticket } from '../actors/ticket.ts';
import type { Modality } from '../protocol/modality.ts';

type Booked = Pick<Ticket, 'id' | 'hall' | 'modality' | 'skill' | 'slot'>;

/**
 * How many appointments stand for each slot, as an index over the open tickets: a ticket holds its place until it is
 * closed, also when its taxpayer has checked in before the slot began.
 */
export class Bookings {
  readonly #taken = new Map<string, number>();
  readonly #where = new Map<string, string[]>();

  set(t: Booked): void {
    if (t.slot === null && !this.#where.has(t.id)) return;
    this.remove(t.id);
    if (t.slot === null) return;
    const keys = [keyOf(t.hall, t.modality, t.slot), keyOf(t.hall, t.modality, t.slot, t.skill)];
    for (const key of keys) this.#add(key, 1);
    this.#where.set(t.id, keys);
  }

  remove(id: string): void {
    for (const key of this.#where.get(id) ?? []) this.#add(key, -1);
    this.#where.delete(id);
  }

  /** Appointments of a modality at a hall for the slot that begins at `slot` (ms); of one skill only, when one is named. */
  taken(hall: string, modality: Modality, slot: number, skill?: string): number {
    return this.#taken.get(keyOf(hall, modality, slot, skill)) ?? 0;
  }

  #add(key: string, by: number): void {
    const count = (this.#taken.get(key) ?? 0) + by;
    if (count === 0) this.#taken.delete(key);
    else this.#taken.set(key, count);
  }
}

const keyOf = (hall: string, modality: Modality, slot: number, skill = '*'): string =>
  `${hall}/${modality}/${skill}/${slot}`;
