import type { Station } from '../../src/actors/station.ts';
import type { Ticket } from '../../src/actors/ticket.ts';
import type { State } from '../../src/bureau/state.ts';
import { type Modality, modalities } from '../../src/protocol/modality.ts';

/**
 * The rules of matching once more, by looking at everything: slow, without an index, and written from the design alone.
 * Reads only the actors' snapshots, the configuration and the smoothed service level.
 */
export class Naive {
  readonly #state: State;
  readonly #at: number;

  constructor(state: State, at: number) {
    this.#state = state;
    this.#at = at;
  }

  get tickets(): { value: string; t: Ticket }[] {
    return [...this.#state.tickets()].map(({ value, context }) => ({ value, t: context }));
  }

  get stations(): Station[] {
    return [...this.#state.stations()].map(({ context }) => context);
  }

  /** Those who may be offered now, the earliest due first; ties by order of entry. */
  get waiting(): Ticket[] {
    return this.tickets
      .filter(({ value, t }) => value === 'waiting' && t.awayUntil === null)
      .map(({ t }) => t)
      .sort((a, b) => a.due - b.due || entry(a) - entry(b));
  }

  hasRoom(s: Station, modality: Modality): boolean {
    if (s.officer === null || s.wants !== 'ready' || !s.online || s.offer !== null || s.paceUntil !== null)
      return false;
    const others = s.work.filter((w) => w.modality !== modality);
    const { interrupts } = this.#state.bureau.policy;
    return (
      s.work.length - others.length < s.capacity[modality] &&
      others.every((w) => interrupts[w.modality].includes(modality))
    );
  }

  lends(hall: string, modality: Modality): boolean {
    const { policy, halls } = this.#state.bureau;
    const reserve = halls.get(hall)?.reserve ?? policy.lend.reserve;
    if (!policy.lend.on || !Number.isFinite(reserve)) return false;
    const idle = this.stations.filter((s) => s.hall === hall && this.hasRoom(s, modality)).length;
    const late = this.tickets.some(
      ({ value, t }) => value === 'waiting' && t.hall === hall && t.modality === modality && t.due < this.#at,
    );
    const level = this.#state.lines.of(hall, modality).figures.serviceLevel;
    return idle > reserve && !late && (level === null || level >= policy.lend.goal);
  }

  /** Whether the station may be offered the ticket, if it waits. */
  pair(s: Station, t: Ticket): boolean {
    if (!this.hasRoom(s, t.modality)) return false;
    if ((s.skills[t.skill] ?? 0) < t.step.minLevel) return false;
    if (t.avoid.some((a) => a.station === s.id && a.until > this.#at)) return false;
    if (s.hall === t.hall || t.step.scope === 'bureau') return true;
    return t.step.scope === 'lending' && this.lends(s.hall, t.modality);
  }

  /** The one whom the station should be offered: the earliest due of all that it may serve. */
  nextFor(s: Station): Ticket | undefined {
    if (!modalities.some((m) => this.hasRoom(s, m))) return undefined;
    return this.waiting.find((t) => this.pair(s, t));
  }

  /** The station that the ticket should go to: of its own hall first; least loaded, longest idle. */
  bestFor(t: Ticket): Station | undefined {
    const able = this.stations.filter((s) => this.pair(s, t));
    const own = able.filter((s) => s.hall === t.hall);
    const load = (s: Station) => s.work.length;
    return (own.length > 0 ? own : able).sort(
      (a, b) => load(a) - load(b) || a.idleSince - b.idleSince || (a.id < b.id ? -1 : 1),
    )[0];
  }
}

const entry = (t: Ticket): number => Number.parseInt(t.id.slice(1), 36);
