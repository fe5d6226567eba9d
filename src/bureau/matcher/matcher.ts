import type { Station } from '../../actors/station.ts';
import type { Ticket } from '../../actors/ticket.ts';
import type { Bureau } from '../../config/schema.ts';
import type { Modality } from '../../protocol/modality.ts';
import type { Looked, Why } from '../events.ts';
import type { Lines } from '../lines.ts';
import { byDue, Demand, type DemandClass } from './demand.ts';
import { guardOf } from './lending.ts';
import { pools } from './pool.ts';
import { byIdleness, type Idle, type Profile, Supply } from './supply.ts';

/** How many candidates a decision records; it looks at all. */
const RECORDED = 8;

export interface StationFound {
  station: string;
  hall: string;
  why: Why;
}

export interface TicketFound {
  ticket: Ticket;
  why: Why;
}

/**
 * Pairs tickets and stations. An arrival looks at the heads of supply, a freed station at the heads of the
 * demand classes that it may serve: the cost grows with classes and profiles, not with tickets or stations.
 */
export class Matcher {
  readonly demand: Demand;
  readonly supply: Supply;
  readonly #bureau: Bureau;
  readonly #lines: Lines;
  /** The other halls of a hall's pool. */
  readonly #pooled: (hall: string) => readonly string[];

  constructor(bureau: Bureau, lines: Lines, ticketOf: (id: string) => Ticket | undefined) {
    this.demand = new Demand(ticketOf);
    this.#bureau = bureau;
    this.#lines = lines;
    this.supply = new Supply(bureau.policy.interrupts);
    this.#pooled = pools(bureau);
  }

  /** Why a hall does not lend now; null when it does. */
  guard(hall: string, modality: Modality, at: number): Looked['verdict'] | null {
    return guardOf(hall, modality, at, { bureau: this.#bureau, lines: this.#lines, supply: this.supply });
  }

  /**
   * The station that a waiting ticket should go to now: of its own hall first, then of the others in its pool, without
   * a guard and in any routing step, then as its step allows.
   */
  stationFor(ticket: Ticket, at: number): StationFound | { looked: Looked[] } {
    const looked: Looked[] = [];
    if (ticket.prefer !== null) return this.#preferred(ticket, ticket.prefer.station, at);
    const found =
      this.#longestIdle(ticket, [ticket.hall], at, looked) ??
      this.#longestIdle(ticket, this.#pooled(ticket.hall), at, looked) ??
      (ticket.step.scope === 'hall' ? null : this.#longestIdle(ticket, this.#lenders(ticket, at, looked), at, looked));
    if (found === null) return { looked };
    return { station: found.idle.id, hall: found.profile.hall, why: this.#why('ticket', ticket, looked) };
  }

  /** The ticket that a freed station should take now: the earliest due of all heads that it may serve. */
  ticketFor(station: Station, at: number): TicketFound | { looked: Looked[] } {
    const takes = this.supply.takes(station.id);
    const looked: Looked[] = [];
    let best: Ticket | null = null;
    let bestClass = '';
    const look = (of: DemandClass) => {
      if (!takes.includes(of.modality) || (station.skills[of.skill] ?? 0) < of.minLevel) return;
      for (const head of of.queue) {
        if (best !== null && byDue(head, best) > 0) {
          looked.push({ id: of.key, verdict: 'later-due' });
          return;
        }
        if (isAvoided(head, station.id, at)) {
          looked.push({ id: head.id, verdict: 'avoided' });
          continue;
        }
        if (best !== null) looked.push({ id: bestClass, verdict: 'later-due' });
        best = head;
        bestClass = of.key;
        return;
      }
    };
    for (const kept of this.demand.keptFor(station.id)) {
      if (!takes.includes(kept.modality) || (station.skills[kept.skill] ?? 0) === 0) continue;
      if (isAvoided(kept, station.id, at)) {
        looked.push({ id: kept.id, verdict: 'avoided' });
        continue;
      }
      best = kept;
      bestClass = kept.id;
      break;
    }
    const pool = this.#pooled(station.hall);
    for (const of of this.demand.own(station.hall)) look(of);
    for (const hall of pool) for (const of of this.demand.own(hall)) look(of);
    for (const modality of takes) {
      const wide = this.demand.wide(modality);
      const guard = wide.size === 0 ? null : this.guard(station.hall, modality, at);
      for (const of of wide) {
        if (of.hall === station.hall || pool.includes(of.hall)) continue;
        if (of.scope === 'lending' && guard !== null) looked.push({ id: of.key, verdict: guard });
        else look(of);
      }
    }
    if (best === null) return { looked };
    const chosen = best as Ticket;
    looked.push({ id: chosen.id, verdict: 'chosen' });
    return { ticket: chosen, why: this.#why('station', chosen, looked) };
  }

  /** It is kept for one station: that one when it is free, or nobody yet. */
  #preferred(ticket: Ticket, station: string, at: number): StationFound | { looked: Looked[] } {
    const found = this.supply.standingOf(station);
    const free = found !== undefined && this.supply.takes(station).includes(ticket.modality);
    if (!free || (found.profile.skills[ticket.skill] ?? 0) === 0) return { looked: [{ id: station, verdict: 'kept' }] };
    if (isAvoided(ticket, station, at)) return { looked: [{ id: station, verdict: 'avoided' }] };
    const why = this.#why('ticket', ticket, [{ id: station, verdict: 'chosen' }]);
    return { station, hall: found.profile.hall, why };
  }

  #why(side: Why['side'], ticket: Ticket, looked: Looked[]): Why {
    return {
      side,
      class: `${ticket.hall}/${ticket.business}/${ticket.channel}`,
      step: ticket.stepIndex,
      looked: looked.slice(-RECORDED),
    };
  }

  /** Other halls whose stations the ticket's step allows. */
  #lenders(ticket: Ticket, at: number, looked: Looked[]): string[] {
    const halls: string[] = [];
    const pool = this.#pooled(ticket.hall);
    for (const hall of this.#bureau.halls.keys()) {
      if (hall === ticket.hall || pool.includes(hall)) continue;
      if (this.supply.idleIn(hall, ticket.modality) === 0) continue;
      const guard = ticket.step.scope === 'bureau' ? null : this.guard(hall, ticket.modality, at);
      if (guard === null) halls.push(hall);
      else looked.push({ id: hall, verdict: guard });
    }
    return halls;
  }

  #longestIdle(
    ticket: Ticket,
    halls: readonly string[],
    at: number,
    looked: Looked[],
  ): { idle: Idle; profile: Profile } | null {
    let best: { idle: Idle; profile: Profile } | null = null;
    for (const hall of halls) {
      for (const profile of this.supply.profiles(hall)) {
        if ((profile.skills[ticket.skill] ?? 0) < ticket.step.minLevel) continue;
        for (const idle of profile.idle[ticket.modality]) {
          if (isAvoided(ticket, idle.id, at)) {
            looked.push({ id: idle.id, verdict: 'avoided' });
            continue;
          }
          if (best === null || byIdleness(idle, best.idle) < 0) {
            if (best !== null) looked.push({ id: best.idle.id, verdict: 'less-idle' });
            best = { idle, profile };
          } else looked.push({ id: idle.id, verdict: 'less-idle' });
          break;
        }
      }
    }
    if (best !== null) looked.push({ id: best.idle.id, verdict: 'chosen' });
    return best;
  }
}

function isAvoided(ticket: Ticket, station: string, at: number): boolean {
  return ticket.avoid.length > 0 && ticket.avoid.some((a) => a.station === station && a.until > at);
}
