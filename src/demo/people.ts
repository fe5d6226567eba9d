import type { Visits } from '../gateway/visits.ts';
import type { Principal } from '../protocol/principal.ts';

/** Pages at which somebody acts; whoever only looks, or has hours to answer, changes nothing. */
const pages = new Set(['/desk/', '/my/']);
const roles = new Set<Principal['role']>(['station', 'taxpayer']);
/** A page that was loaded has so long to open a session: a matter is to be chosen, a station to be signed in at. */
const loadedMs = 120_000;
/** A page that is loaded again is gone for a moment. */
const leftMs = 5_000;

/** Whether somebody sits at a page of the city by hand: the simulated ones have no pages. */
export class People implements Visits {
  /** Numbers that were taken by hand. */
  readonly tickets = new Set<string>();
  #sessions = 0;
  #until = Number.NEGATIVE_INFINITY;

  get here(): boolean {
    return this.#sessions > 0 || performance.now() < this.#until;
  }

  loaded(page: string): void {
    if (pages.has(page)) this.#until = performance.now() + loadedMs;
  }

  opened(by: Principal): () => void {
    if (!roles.has(by.role)) return () => {};
    if (by.role === 'taxpayer' && by.ticket !== undefined) this.tickets.add(by.ticket);
    this.#sessions++;
    return () => {
      this.#sessions--;
      this.#until = performance.now() + leftMs;
    };
  }
}
