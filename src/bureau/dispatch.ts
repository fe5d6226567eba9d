import type { Ticket } from '../actors/ticket.ts';
import { modalities } from '../protocol/modality.ts';
import { byDue } from './matcher/demand.ts';
import { byIdleness, type Idle } from './matcher/supply.ts';
import { makeOffer } from './offers.ts';
import { isOfferable } from './state.ts';
import type { Turn } from './turn.ts';

/**
 * Makes the offers that a step made possible. Freed stations choose first, each the earliest due that it may serve,
 * so that what became free goes back to the backlog in order; only then do tickets look for whoever is still idle.
 */
export function dispatch(turn: Turn): void {
  const { touched } = turn.state;
  for (const { id } of idlest(turn, touched.stations)) while (serveBacklog(turn, id) === 'served');
  for (const ticket of earliest(turn, touched.tickets)) findStation(turn, ticket.id);
  while (lend(turn));
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

function findStation(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket);
  if (!isOfferable(t)) return;
  const found = turn.state.matcher.stationFor(t.context, turn.at);
  if ('station' in found) makeOffer(turn, ticket, found.station, found.why);
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
    const t = state.ticket(id);
    if (isOfferable(t)) found.push(t.context);
  }
  return found.sort(byDue);
}
