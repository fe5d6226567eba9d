import type { BureauEvent, NewTicket, Target } from '../bureau/events.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { TicketState } from '../protocol/views.ts';

/**
 * A closed ticket, one line of `tickets-<day>.ndjson.gz`: docs/archive.md says what each field is. Times are ISO 8601
 * in UTC, durations ms. Sealed values stay sealed. What is known only from a ticket's submission is null where the
 * journal no longer held it when the archive was begun.
 */
export interface TicketRecord {
  ticket: string;
  hall: string | null;
  closedHall: string | null;
  business: string | null;
  channel: string;
  group: string | null;
  modality: string | null;
  skill: string | null;
  priority: number | null;
  taxpayer: string | null;
  ref: string | null;
  person: NewTicket['person'];
  enteredAt: string | null;
  slot: string | null;
  due: string | null;
  answeredAt: string | null;
  inTarget: boolean | null;
  endedAt: string | null;
  closedAt: string;
  limitAt: string | null;
  limitKept: boolean | null;
  outcome: Outcome;
  auto: boolean;
  template: string | null;
  templateVersion: number | null;
  reply: string | null;
  responsible: string | null;
  station: string | null;
  officer: string | null;
  stations: string[];
  officers: string[];
  departments: string[];
  lent: boolean;
  services: number;
  offers: number;
  rejections: number;
  missed: number;
  rescinded: number;
  returns: number;
  supplements: number;
  escalations: number;
  transfers: number;
  handOvers: number;
  consults: number;
  noShows: number;
  waitMs: number;
  offeredMs: number;
  serviceMs: number;
  wrapUpMs: number;
  workedMs: number;
  parkedMs: number;
  escalatedMs: number;
  attachments: number;
  rating: number | null;
  ratingReasons: string[];
  ratedAt: string | null;
}

/** A ticket that is still open, and what is needed to close its record. Plain data. */
export interface OpenRecord {
  record: TicketRecord;
  state: TicketState;
  /** Up to when its time is counted, ms. */
  since: number;
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
const addTo = (list: string[], name: string | null) => {
  if (name !== null && !list.includes(name)) list.push(name);
};

/** Where the time goes that a ticket spends in a state. */
const spentAs = {
  waiting: 'waitMs',
  offered: 'offeredMs',
  serving: 'serviceMs',
  wrapUp: 'wrapUpMs',
  parked: 'parkedMs',
  escalated: 'escalatedMs',
  quarantined: null,
  closed: null,
} as const satisfies Record<TicketState, keyof TicketRecord | null>;

/** The state that an event brings a ticket to; null: none other. */
function stateAfter(e: BureauEvent, state: TicketState): TicketState | null {
  switch (e.type) {
    case 'offer.made':
      return e.invite === null ? 'offered' : null;
    case 'offer.accepted':
      return e.invite === null ? 'serving' : null;
    case 'offer.rejected':
    case 'offer.timedOut':
    case 'offer.rescinded':
      return state === 'offered' ? 'waiting' : null;
    case 'ticket.submitted':
    case 'ticket.returned':
    case 'ticket.unparked':
    case 'ticket.answered':
    case 'ticket.transferred':
    case 'ticket.requeued':
      return 'waiting';
    case 'service.ended':
      return 'wrapUp';
    case 'ticket.parked':
      return 'parked';
    case 'ticket.escalated':
      return 'escalated';
    case 'ticket.quarantined':
      return 'quarantined';
    case 'ticket.closed':
      return 'closed';
    default:
      return null;
  }
}

/** A record of a ticket of which nothing is known yet. */
export function openRecord(ticket: string, at: number): OpenRecord {
  const unknown = {
    ...{ hall: null, closedHall: null, business: null, group: null, modality: null, skill: null, priority: null },
    ...{ taxpayer: null, ref: null, person: null, enteredAt: null, slot: null, due: null },
    ...{ answeredAt: null, inTarget: null, endedAt: null, limitAt: null, limitKept: null },
    ...{ template: null, templateVersion: null, reply: null, responsible: null, station: null, officer: null },
    ...{ rating: null, ratedAt: null },
  };
  const counts = {
    ...{ services: 0, offers: 0, rejections: 0, missed: 0, rescinded: 0, returns: 0 },
    ...{ supplements: 0, escalations: 0, transfers: 0, handOvers: 0, consults: 0, noShows: 0, attachments: 0 },
    ...{ waitMs: 0, offeredMs: 0, serviceMs: 0, wrapUpMs: 0, workedMs: 0, parkedMs: 0, escalatedMs: 0 },
  };
  const lists = { stations: [], officers: [], departments: [], ratingReasons: [] };
  const closing = { channel: '', closedAt: iso(at), outcome: 'cancelled' as const, auto: false, lent: false };
  const record: TicketRecord = { ticket, ...unknown, ...closing, ...lists, ...counts };
  return { record, state: 'waiting', since: at };
}

/** Writes an event of a ticket into its record. `officerAt` names who is signed in at a station now. */
export function record(open: OpenRecord, e: BureauEvent, officerAt: (station: string) => string | null): void {
  const r = open.record;
  const spent = spentAs[open.state];
  if (spent !== null) r[spent] += e.at - open.since;
  open.since = e.at;
  write(open, e, officerAt);
  open.state = stateAfter(e, open.state) ?? open.state;
}

/** Its work is another's from now on. */
function belongTo(r: TicketRecord, { hall: closedHall, group, business, skill, modality }: Target): void {
  Object.assign(r, { closedHall, group, business, skill, modality });
}

function write({ record: r, state }: OpenRecord, e: BureauEvent, officerAt: (station: string) => string | null): void {
  const served = (station: string, lent: boolean) => {
    r.services++;
    r.responsible ??= station;
    r.lent ||= lent;
    addTo(r.stations, station);
    addTo(r.officers, officerAt(station));
  };
  const promise = (at: number | null) => {
    if (at === null) return;
    r.limitAt = iso(at);
    r.limitKept ??= true;
  };
  switch (e.type) {
    case 'ticket.submitted': {
      const { hall, business, channel, group, modality, skill, priority, taxpayer, ref, person, due, slot } = e.data;
      Object.assign(r, { hall, closedHall: hall, business, channel, group, modality, skill, priority, taxpayer, ref });
      Object.assign(r, { person, enteredAt: iso(e.at), due: iso(due), slot: isoOrNull(slot) });
      r.attachments = e.data.attachments.length;
      promise(e.data.limitAt);
      break;
    }
    case 'offer.made':
      r.offers++;
      break;
    case 'offer.accepted':
      if (e.invite !== null) break;
      r.answeredAt ??= iso(e.at);
      r.inTarget ??= e.inTarget;
      served(e.station, e.loan !== null);
      break;
    case 'offer.rejected':
      r.rejections++;
      break;
    case 'offer.timedOut':
      r.missed++;
      break;
    case 'offer.rescinded':
      r.rescinded++;
      break;
    case 'service.ended':
      r.endedAt = iso(e.at);
      break;
    case 'ticket.returned':
      r.returns++;
      break;
    case 'ticket.parked':
      if (e.reason === 'supplement') r.supplements++;
      if (e.reason === 'noShow') r.noShows++;
      break;
    case 'ticket.supplied':
      r.attachments += e.materials.length;
      break;
    case 'ticket.unparked':
      if (e.due !== null) r.due = iso(e.due);
      promise(e.limitAt);
      break;
    case 'ticket.prioritised':
      Object.assign(r, { priority: e.priority, due: iso(e.due) });
      break;
    case 'ticket.rebooked':
      r.slot = iso(e.slot);
      break;
    case 'ticket.escalated':
      r.escalations++;
      addTo(r.departments, e.department);
      break;
    case 'escalation.handedOn':
      addTo(r.departments, e.department);
      break;
    case 'ticket.transferred':
      if (state !== 'waiting') r.transfers++;
      belongTo(r, e.to);
      break;
    case 'ticket.handedOver':
      r.handOvers++;
      belongTo(r, e.target);
      served(e.to, e.loan !== null);
      break;
    case 'invite.opened':
      if (e.invite.kind === 'consult') r.consults++;
      break;
    case 'ticket.limitBreached':
      r.limitKept = false;
      break;
    case 'person.erased':
      Object.assign(r, { person: null, taxpayer: null });
      break;
    case 'ticket.closed': {
      const { channel, ref, station, officer, outcome, reply, auto, template, workedMs } = e;
      Object.assign(r, { channel, ref, station, officer, outcome, reply, auto, workedMs, closedAt: iso(e.at) });
      Object.assign(r, { template: template?.code ?? null, templateVersion: template?.version ?? null });
      break;
    }
  }
}
