import type { BureauCore } from '../bureau/bureau.ts';
import { inHalls } from '../bureau/decide/rights.ts';
import type { TicketSnapshot } from '../bureau/state.ts';
import { viewStation, viewTicket } from '../bureau/views.ts';
import type { Bureau, StationConfig } from '../config/schema.ts';
import type { LineView } from '../protocol/catalogue.ts';
import { CodedError } from '../protocol/codes.ts';
import type { Query, StationsAnswer, TicketsAnswer } from '../protocol/messages.ts';
import { modalities } from '../protocol/modality.ts';
import type { Principal } from '../protocol/principal.ts';
import type { StationView } from '../protocol/views.ts';

type Of<T extends Query['type']> = Extract<Query, { type: T }>;

/** The halls that staff may look at: a station at any one of them, its own if none is named. */
function hallsFor(by: Principal, hall: string | undefined, what: string): (of: string) => boolean {
  if (by.role === 'station') return (of) => of === (hall ?? by.hall);
  if (by.role !== 'supervisor' && by.role !== 'reader')
    throw new CodedError('forbidden', `${what}: stations, supervisors and readers`);
  if (hall !== undefined && !inHalls(by.halls, hall)) throw new CodedError('unknown-hall', hall);
  return (of) => (hall === undefined ? inHalls(by.halls, of) : of === hall);
}

/** Stations in the order of the files, also those where nobody has signed in yet. */
export function stations(core: BureauCore, query: Of<'stations'>, by: Principal): StationsAnswer {
  const mine = hallsFor(by, query.hall, 'stations');
  const { bureau } = core.state;
  const able = ableFor(bureau, query);
  const states = query.states === undefined ? null : new Set(query.states);
  const rows: StationView[] = [];
  for (const config of bureau.stations.values()) {
    if (!mine(config.hall) || !able(config)) continue;
    const found = core.state.station(config.id);
    const view: StationView =
      found === undefined
        ? { id: config.id, hall: config.hall, state: 'signedOut', since: 0, work: [], missed: 0 }
        : viewStation(found);
    if (states === null || states.has(view.state)) rows.push(view);
  }
  return { total: rows.length, rows: rows.slice(query.offset, query.offset + query.limit) };
}

function ableFor(bureau: Bureau, { group, business }: Of<'stations'>): (station: StationConfig) => boolean {
  const asked = business === undefined ? undefined : bureau.businesses.get(business);
  if (business !== undefined && asked === undefined) throw new CodedError('unknown-business', business);
  const modality = group === undefined ? undefined : bureau.groups.get(group)?.modality;
  return ({ capacity, skills }) => {
    if (modality !== undefined && capacity[modality] === 0) return false;
    if (asked === undefined) return true;
    return skills[asked.skill] !== undefined && Object.values(asked.channels).some((m) => capacity[m] > 0);
  };
}

/** Open tickets of the halls overseen: a window of those that fit, sorted. */
export function tickets(core: BureauCore, query: Of<'tickets'>, by: Principal, now: number): TicketsAnswer {
  if (by.role === 'station') throw new CodedError('forbidden', 'tickets: supervisors and readers');
  const mine = hallsFor(by, query.hall, 'tickets');
  const { channel, group, business, late } = query;
  const states = query.states === undefined ? null : new Set(query.states);
  const found: TicketSnapshot[] = [];
  for (const ticket of core.state.tickets()) {
    const t = ticket.context;
    if (!mine(t.hall) || (channel !== undefined && t.channel !== channel)) continue;
    if (business !== undefined && t.business !== business) continue;
    if (states !== null && !states.has(ticket.value)) continue;
    if (group !== undefined && core.state.bureau.channels.get(t.channel)?.group !== group) continue;
    if (late !== undefined && late !== isLate(ticket, now)) continue;
    found.push(ticket);
  }
  const key = keys[query.order];
  found.sort((a, b) => key(a) - key(b) || (a.context.id < b.context.id ? -1 : 1));
  return { total: found.length, rows: found.slice(query.offset, query.offset + query.limit).map(viewTicket) };
}

const keys = {
  oldest: ({ context: t }: TicketSnapshot) => t.backAt ?? t.enteredAt,
  due: ({ context: t }: TicketSnapshot) => t.due,
  limit: ({ context: t }: TicketSnapshot) => t.limitAt ?? Number.MAX_SAFE_INTEGER,
};

/** The promised time is over, or it still waits past the target of its wait. */
const isLate = ({ value, context: t }: TicketSnapshot, now: number): boolean =>
  (t.limitAt !== null && t.limitAt < now) || ((value === 'waiting' || value === 'offered') && t.due < now);

/** How long one would wait who came now, by hall and modality. */
export function linesNow(core: BureauCore): LineView[] {
  const { state } = core;
  return [...state.bureau.halls.keys()].flatMap((hall) =>
    modalities.map((modality) => {
      const line = state.lines.of(hall, modality);
      const waiting = line.waiting.size;
      const { supply } = state.matcher;
      const free = waiting === 0 && supply.idleIn(hall, modality) > 0;
      const estimateMs = free ? 0 : line.estimate(waiting + 1, supply.staffedIn(hall, modality));
      return {
        ...{ hall, modality, state: state.hall(hall)?.value ?? 'closed', waiting },
        ...(estimateMs !== null && { estimateMs }),
      };
    }),
  );
}
