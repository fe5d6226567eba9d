import type { Ticket } from '../actors/ticket.ts';
import { modalities } from '../protocol/modality.ts';
import { byDue } from './matcher/demand.ts';
import { ableTo } from './matcher/load.ts';
import { byIdleness, type Idle } from './matcher/supply.ts';
import { makeOffer } from './offers.ts';
import { seekerOf } from './seeker.ts';
import type { Turn } from './turn.ts';

/**
 * Makes the offers that a step made possible. Freed stations choose first, each the earliest due that it may serve,
 * so that what became free goes back to the backlog in order; only then do tickets look for whoever is still idle.
 */
export function dispatch(turn: Turn): void {
  const { touched } = turn.state;
  unkeep(turn);
  for (const { id } of idlest(turn, touched.stations)) while (serveBacklog(turn, id) === 'served');
  for (const ticket of earliest(turn, touched.tickets)) while (findStation(turn, ticket.id));
  while (lend(turn));
}

/** What is kept for a station that works no more, or could not serve it any more, is for the others. */
function unkeep(turn: Turn): void {
  const { touched, matcher } = turn.state;
  if (!matcher.demand.keeps) return;
  const ids = new Set(touched.tickets);
  for (const station of touched.stations) for (const { id } of matcher.demand.keptFor(station)) ids.add(id);
  for (const ticket of ids) {
    const t = seekerOf(turn.ticket(ticket));
    // An invitation waits for whom it names.
    if (t === null || t.prefer === null || t.guest !== null) continue;
    const s = turn.station(t.prefer.station)?.context;
    if (s?.wants !== 'ready' || !ableTo(s, t)) turn.emit({ type: 'ticket.preferred', ticket, prefer: null });
  }
}

/** Offers one station the ticket that it should have next. `avoided`: another station like it might take some. */
function serveBacklog(turn: Turn, station: string): 'served' | 'avoided' | 'nothing' {
  const { state } = turn;
  const s = state.matcher.supply.idle(station) === undefined ? undefined : turn.station(station)?.context;
  if (s === undefined) return 'nothing';
  // A station whose actor has just thrown would be offered one ticket after the other.
  if (state.faults.some((f) => f.station === station)) return 'nothing';
  const found = state.matcher.ticketFor(s, turn.at);
  if ('ticket' in found) {
    makeOffer(turn, found.ticket.id, station, found.why);
    return 'served';
  }
  return found.looked.some((l) => l.verdict === 'avoided') ? 'avoided' : 'nothing';
}

/**
 * Looks for a station for one ticket. The step may just have opened the guard of the station's hall, and then an earlier
 * one of another hall, which has not asked yet, goes first. True when the station went to such a one.
 */
function findStation(turn: Turn, ticket: string): boolean {
  const { matcher } = turn.state;
  const seeker = seekerOf(turn.ticket(ticket));
  const found = seeker === null ? null : matcher.stationFor(seeker, turn.at);
  if (seeker === null || found === null || !('station' in found)) return false;
  if (!isEarliest(turn, seeker)) return serveBacklog(turn, found.station) === 'served';
  makeOffer(turn, ticket, found.station, found.why);
  return false;
}

/** Whether no ticket that other halls may take is due before this one. */
function isEarliest({ state }: Turn, ticket: Ticket): boolean {
  for (const modality of modalities) {
    for (const { queue } of state.matcher.demand.wide(modality)) {
      const head = queue.first();
      if (head !== undefined && byDue(head, ticket) < 0) return false;
    }
  }
  return true;
}

/**
 * The step may have opened the guard of a hall that it touched, and nobody asked that hall's idle stations: they look
 * at the backlog of the others. True when an offer came of it, which in its turn may have opened a guard.
 */
function lend(turn: Turn): boolean {
  const { demand, supply } = turn.state.matcher;
  if (modalities.every((m) => demand.wide(m).size === 0)) return false;
  for (const hall of touchedHalls(turn)) {
    for (const modality of modalities) {
      if (demand.wide(modality).size === 0 || turn.state.matcher.guard(hall, modality, turn.at) !== null) continue;
      for (const profile of supply.profiles(hall)) {
        // Who stands for the others of the same skills speaks for them, unless it only avoids what it looked at.
        for (const { id } of profile.idle[modality]) {
          const result = serveBacklog(turn, id);
          if (result === 'served') return true;
          if (result === 'nothing') break;
        }
      }
    }
  }
  return false;
}

function touchedHalls({ state }: Turn): Set<string> {
  const { touched } = state;
  const halls = new Set(touched.halls);
  for (const id of touched.tickets) halls.add(state.ticket(id)?.context.hall ?? '');
  for (const id of touched.stations) halls.add(state.station(id)?.context.hall ?? '');
  return halls;
}

function idlest({ state }: Turn, ids: Iterable<string>): Idle[] {
  const found: Idle[] = [];
  for (const id of ids) {
    const idle = state.matcher.supply.idle(id);
    if (idle !== undefined) found.push(idle);
  }
  return found.sort(byIdleness);
}

function earliest({ state }: Turn, ids: Iterable<string>): Ticket[] {
  const found: Ticket[] = [];
  for (const id of ids) {
    const seeker = seekerOf(state.ticket(id));
    if (seeker !== null) found.push(seeker);
  }
  return found.sort(byDue);
}
