import type { Station } from '../actors/station.ts';
import { type Modality, modalities } from '../protocol/modality.ts';
import { loadOf } from './matcher/load.ts';
import { makeOffer } from './offers.ts';
import type { Turn } from './turn.ts';

/**
 * Makes the offers that a step made possible. Freed stations choose first, each the earliest due that it may serve,
 * so that what became free goes back to the backlog in order; only then do tickets look for whoever is still idle.
 */
export function dispatch(turn: Turn, lending: Lending): void {
  const { touched } = turn.state;
  for (const s of idlest(turn, touched.stations)) serveBacklog(turn, s);
  for (const id of earliest(turn, touched.tickets)) findStation(turn, id);
  for (const [hall, modality] of lending.opened(turn)) lendIdle(turn, hall, modality);
}

/** Offers to one station until it takes no more: that is one offer, unless offers to it are accepted at once. */
function serveBacklog(turn: Turn, station: string): boolean {
  const { matcher } = turn.state;
  let served = false;
  while (matcher.supply.takes(station).length > 0) {
    const s = turn.station(station)?.context;
    const found = s === undefined ? null : matcher.ticketFor(s, turn.at);
    if (found === null) break;
    makeOffer(turn, found.ticket.id, station, found.why);
    served = true;
  }
  return served;
}

function findStation(turn: Turn, ticket: string): void {
  const { matcher } = turn.state;
  if (matcher.demand.classOf(ticket) === undefined) return;
  const t = turn.ticket(ticket)?.context;
  const found = t === undefined ? null : matcher.stationFor(t, turn.at);
  if (found !== null && 'station' in found) makeOffer(turn, ticket, found.station, found.why);
}

/** A hall that may lend again: its idle stations look at the others' backlog, the longest idle first. */
function lendIdle(turn: Turn, hall: string, modality: Modality): void {
  const { supply } = turn.state.matcher;
  const idle = supply.profiles(hall).flatMap((p) => [...p.idle[modality]].map((i) => i.id));
  for (const id of idlest(turn, idle)) {
    if (turn.state.matcher.guard(hall, modality, turn.at) !== null) return;
    serveBacklog(turn, id);
  }
}

function idlest(turn: Turn, ids: Iterable<string>): string[] {
  const found: Station[] = [];
  for (const id of ids) {
    const s = turn.station(id)?.context;
    if (s !== undefined && turn.state.matcher.supply.takes(id).length > 0) found.push(s);
  }
  if (found.length > 1) {
    found.sort((a, b) => loadOf(a) - loadOf(b) || a.idleSince - b.idleSince || (a.id < b.id ? -1 : 1));
  }
  return found.map((s) => s.id);
}

function earliest(turn: Turn, ids: Iterable<string>): string[] {
  const { demand } = turn.state.matcher;
  const waiting = [...ids].filter((id) => demand.classOf(id) !== undefined);
  if (waiting.length > 1) waiting.sort((a, b) => demand.compare(a, b));
  return waiting;
}

/** Which halls could lend after the last step: a hall whose guard opens has idle stations that nobody asked. */
export class Lending {
  readonly #open = new Set<string>();

  /** Halls touched by this step, and modalities, that may lend now and could not before. */
  opened(turn: Turn): [string, Modality][] {
    const { state } = turn;
    if (!turn.bureau.policy.lend.on) return [];
    const halls = new Set(state.touched.halls);
    for (const id of state.touched.tickets) {
      const t = turn.ticket(id)?.context;
      if (t !== undefined) halls.add(t.hall);
    }
    for (const id of state.touched.stations) {
      const s = turn.station(id)?.context;
      if (s !== undefined) halls.add(s.hall);
    }
    const opened: [string, Modality][] = [];
    for (const hall of halls) {
      for (const modality of modalities) {
        const key = `${hall}/${modality}`;
        const may = state.matcher.guard(hall, modality, turn.at) === null;
        if (may && !this.#open.has(key)) opened.push([hall, modality]);
        if (may) this.#open.add(key);
        else this.#open.delete(key);
      }
    }
    return opened;
  }
}
