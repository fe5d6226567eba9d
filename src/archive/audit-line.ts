import type { Step } from '../bureau/commands.ts';
import { type BureauEvent, stationsOf } from '../bureau/events.ts';

/** Who did what to whom, when, from where, with which result: one line of `audit-<day>.ndjson.gz`, one a step. */
export interface AuditLine {
  seq: number;
  /** ISO 8601, UTC. */
  at: string;
  /** Role and subject, `supervisor:…`; null: the bureau itself, because a time had come or a line had dropped. */
  by: string | null;
  /** Address of the session, or the channel. */
  from: string | null;
  /** What the command named: a ticket, an offer, a file, a station, an order; null: nothing. */
  on: string | null;
  /** Type of the command, and its id. */
  command: string;
  id: string;
  /** `ok`, or the code of the refusal and what it said. */
  result: string;
  detail: string | null;
  tickets: string[];
  stations: string[];
  halls: string[];
  /** Types of the facts that it made. */
  events: string[];
}

/** The audit line of a step. Only names: no text that anybody wrote, and nothing of a taxpayer. */
export function auditLine(step: Step): AuditLine {
  const { seq, at, by, from, type: command, id, answer, events } = step;
  const tickets = new Set<string>();
  const stations = new Set<string>();
  const halls = new Set<string>();
  if (answer.ok && answer.ticket !== undefined) tickets.add(answer.ticket);
  for (const e of events) {
    if ('ticket' in e) tickets.add(e.ticket);
    for (const station of stationsIn(e)) stations.add(station);
    for (const hall of hallsIn(e)) halls.add(hall);
  }
  return {
    ...{ seq, at: new Date(at).toISOString(), by, from: from ?? null, on: step.on ?? null, command, id },
    result: answer.ok ? 'ok' : answer.code,
    detail: answer.ok ? null : (answer.detail ?? null),
    tickets: [...tickets],
    stations: [...stations],
    halls: [...halls],
    events: [...new Set(events.map((e) => e.type))],
  };
}

function stationsIn(e: BureauEvent): string[] {
  if (e.type === 'ticket.messaged') return [e.from, e.to];
  if (e.type === 'material.opened') return e.desk === null ? [] : [e.desk];
  if (e.type === 'order.given') return e.order.of === 'station' ? [e.order.station] : [];
  return stationsOf(e);
}

function hallsIn(e: BureauEvent): string[] {
  if (e.type === 'ticket.submitted') return [e.data.hall];
  if (e.type === 'ticket.transferred') return [e.to.hall];
  if (e.type === 'broadcast.sent') return e.halls ?? [];
  if (e.type === 'order.given') return 'hall' in e.order && e.order.hall !== undefined ? [e.order.hall] : [];
  return 'hall' in e ? [e.hall] : [];
}
