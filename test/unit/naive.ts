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
  /** It stands for one moment: what it has found stays so. */
  #waiting: Ticket[] | undefined;
  #stations: Station[] | undefined;

  constructor(state: State, at: number) {
    this.#state = state;
    this.#at = at;
  }

  get tickets(): { value: string; t: Ticket }[] {
    return [...this.#state.tickets()].map(({ value, context }) => ({ value, t: context }));
  }

  get stations(): Station[] {
    this.#stations ??= [...this.#state.stations()].map(({ context }) => context);
    return this.#stations;
  }

  /** What may be offered now, tickets and invitations, the earliest due first; ties by order of entry. */
  get waiting(): Ticket[] {
    this.#waiting ??= this.tickets
      .flatMap(({ value, t }) => {
        if (value === 'serving') return asked(t);
        return value === 'waiting' && t.awayUntil === null ? [t] : [];
      })
      .sort((a, b) => a.due - b.due || entry(a) - entry(b));
    return this.#waiting;
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
    if (t.avoid.some((a) => a.station === s.id && a.until > this.#at)) return false;
    // What is kept for a station is that one's, if it is able at all.
    if (t.prefer !== null) return t.prefer.station === s.id && (s.skills[t.skill] ?? 0) > 0;
    if ((s.skills[t.skill] ?? 0) < t.step.minLevel) return false;
    if (s.hall === t.hall || this.pooled(s.hall, t.hall) || t.step.scope === 'bureau') return true;
    return t.step.scope === 'lending' && this.lends(s.hall, t.modality);
  }

  /** Whether two halls' work is dispatched by the centre, which sends it to the people of all such halls. */
  pooled(...halls: string[]): boolean {
    return halls.every((hall) => this.#state.bureau.halls.get(hall)?.maturity === 'pooled');
  }

  /** The one whom the station should be offered: the earliest due of all that it may serve. */
  nextFor(s: Station): Ticket | undefined {
    if (!modalities.some((m) => this.hasRoom(s, m))) return undefined;
    return this.waiting.find((t) => this.pair(s, t));
  }

  /** The station that the ticket should go to: of its own hall first, then of its pool; least loaded, longest idle. */
  bestFor(t: Ticket): Station | undefined {
    const load = (s: Station) => s.work.length;
    const far = (s: Station) => (s.hall === t.hall ? 0 : this.pooled(s.hall, t.hall) ? 1 : 2);
    return this.stations
      .filter((s) => this.pair(s, t))
      .sort((a, b) => far(a) - far(b) || load(a) - load(b) || a.idleSince - b.idleSince || (a.id < b.id ? -1 : 1))[0];
  }
}

/** The invitation of one that is served, as a ticket that waits for a guest: for anybody but its host. */
function asked({ guest, ...t }: Ticket): Ticket[] {
  if (guest === null || guest.station !== null || t.station === null) return [];
  const { target, due, named, until, place } = guest;
  const avoid = [...t.avoid, { station: t.station, until: Number.POSITIVE_INFINITY }];
  const prefer = named === null ? null : { station: named, until };
  return [{ ...t, ...target, guest, due, step: place.step, avoid, prefer }];
}

const entry = (t: Ticket): number => Number.parseInt(t.id.slice(1), 36);
