import type { Flat, FlatSnapshot } from '../actors/flat.ts';
import { type FollowUp, type FollowUpInput, followUp as followUpMachine } from '../actors/follow-up.ts';
import { type Hall, hall as hallMachine } from '../actors/hall.ts';
import { seat } from '../actors/seat.ts';
import { startRoot } from '../actors/start.ts';
import type { Station, StationInput } from '../actors/station.ts';
import { type Ticket, type TicketInput, ticket as ticketMachine } from '../actors/ticket.ts';
import { window } from '../actors/window.ts';
import type { Bureau } from '../config/schema.ts';
import type { Order, Outcome } from '../protocol/commands.ts';
import type {
  BroadcastView,
  FollowUpState,
  HallState,
  MessageView,
  StationState,
  TicketState,
} from '../protocol/views.ts';
import { AnsweredFor } from './answered-for.ts';
import { Bookings } from './bookings.ts';
import { Cast, type Threw } from './cast.ts';
import {
  type Deadline,
  Deadlines,
  deadlinesOfStation,
  deadlinesOfTicket,
  ticketHeeds,
  ticketHolds,
} from './deadlines.ts';
import { type BureauEvent, type EventOf, stationsOf } from './events.ts';
import { Ledger, type Loan } from './ledger.ts';
import { type LineFigures, Lines } from './lines.ts';
import { Matcher } from './matcher/matcher.ts';
import { Orders } from './orders.ts';
import { seekerOf } from './seeker.ts';
import { Words } from './words.ts';

export type TicketSnapshot = FlatSnapshot<TicketState, Ticket>;
export type StationSnapshot = FlatSnapshot<StationState, Station>;
export type HallSnapshot = FlatSnapshot<HallState, Hall>;
export type FollowUpSnapshot = FlatSnapshot<FollowUpState, FollowUp>;

/** A closed ticket that may still be rated: what a rating has to know of it. */
export interface Ratable {
  ticket: string;
  hall: string;
  group: string;
  business: string;
  channel: string;
  taxpayer: string | null;
  station: string | null;
  officer: string | null;
  until: number;
}

/** Counters of the bureau's whole life, and where its journal stands. */
export interface Meta {
  seq: number;
  at: number;
  /** Of the files that rule, and of those that ruled before. */
  version: string;
  previous: string;
  submitted: number;
  closed: Partial<Record<Outcome, number>>;
}

/** An actor threw twice on an event of this ticket, which is to be quarantined. */
export interface Fault {
  ticket: string;
  /** The station whose actor it was; null: the ticket's own. */
  station: string | null;
  error: string;
}

export type EntityKind =
  | ('ticket' | 'station' | 'hall' | 'line' | 'loan' | 'ratable' | 'followUp' | 'order')
  | ('message' | 'broadcast' | 'meta');

/** Seats and windows differ in their states only. */
type StationMachine = Flat<StationState, Station, StationInput>;
const machineOf = (kind: Station['kind']) => (kind === 'seat' ? seat : window) as unknown as StationMachine;

/**
 * Everything that the bureau knows, as the sum of its events. `apply` changes it and never decides;
 * the indexes (demand, supply, lines, deadlines) follow the actors and can be made again from them.
 */
export class State {
  /** What is decided by: the files, and the standing orders over them. */
  bureau: Bureau;
  /** By key. */
  readonly orders: Orders;
  readonly ratables = new Map<string, Ratable>();
  readonly lines = new Lines((id) => this.ticket(id)?.context);
  readonly ledger = new Ledger();
  readonly deadlines = new Deadlines((d) => this.#holds(d));
  readonly bookings = new Bookings();
  readonly answeredFor = new AnsweredFor();
  readonly words = new Words((id) => this.ticket(id)?.context);
  matcher: Matcher;
  meta: Meta = { seq: 0, at: 0, version: '', previous: '', submitted: 0, closed: {} };
  faults: Fault[] = [];
  actorErrors = 0;
  /** What events have touched since `settle`. */
  readonly touched = {
    tickets: new Set<string>(),
    stations: new Set<string>(),
    halls: new Set<string>(),
    ratables: new Set<string>(),
    followUps: new Set<string>(),
    orders: new Set<string>(),
  };

  /** All actors of the bureau live in its XState system. */
  readonly root = startRoot();
  readonly #threw: Threw = (id, event, error, again) => {
    if (!again) this.actorErrors++;
    else if ('ticket' in event)
      this.faults.push({ ticket: event.ticket, station: id === event.ticket ? null : id, error: String(error) });
  };
  readonly #tickets = new Cast<TicketState, Ticket, TicketInput>(this.root, this.#threw);
  readonly #stations = new Cast<StationState, Station, StationInput>(this.root, this.#threw);
  readonly #halls = new Cast<HallState, Hall, { id: string }>(this.root, this.#threw);
  readonly #followUps = new Cast<FollowUpState, FollowUp, FollowUpInput & { since: number }>(this.root, this.#threw);

  constructor(bureau: Bureau) {
    this.orders = new Orders(bureau);
    this.bureau = bureau;
    this.matcher = this.#newMatcher();
  }

  ticket(id: string): TicketSnapshot | undefined {
    return this.#tickets.get(id);
  }

  station(id: string): StationSnapshot | undefined {
    return this.#stations.get(id);
  }

  hall(id: string): HallSnapshot | undefined {
    return this.#halls.get(id);
  }

  followUp(ticket: string): FollowUpSnapshot | undefined {
    return this.#followUps.get(ticket);
  }

  tickets(): Iterable<TicketSnapshot> {
    return this.#tickets.all();
  }

  stations(): Iterable<StationSnapshot> {
    return this.#stations.all();
  }

  halls(): Iterable<HallSnapshot> {
    return this.#halls.all();
  }

  followUps(): Iterable<FollowUpSnapshot> {
    return this.#followUps.all();
  }

  /** Decides by these files from now on; the indexes are made again, since capacity and lending may differ. */
  use(files: Bureau): void {
    this.orders.files = files;
    this.#overlay();
  }

  #overlay(): void {
    this.bureau = this.orders.bureau;
    this.matcher = this.#newMatcher();
    for (const t of this.tickets()) {
      const seeker = seekerOf(t);
      if (seeker !== null) this.matcher.demand.add(seeker);
    }
    for (const s of this.stations()) {
      this.matcher.supply.set(s.context);
      // What it may take now can be more than it was: it looks at the backlog again.
      this.touched.stations.add(s.context.id);
    }
  }

  apply(e: BureauEvent): void {
    this.meta.at = e.at;
    this.deadlines.follow(e);
    if (isOf(e, 'hall')) this.#applyToHall(e);
    else if (isOf(e, 'followUp')) this.#applyToFollowUp(e);
    else if (isOf(e, 'rating')) {
      this.touched.ratables.add(e.ticket);
      this.ratables.delete(e.ticket);
    } else if (e.type === 'order.given') {
      this.touched.orders.add(e.key);
      this.orders.set(e.key, e.order);
      this.#overlay();
    } else if (e.type === 'config.adopted') {
      this.meta.version = e.version;
      this.meta.previous = e.previous;
    } else {
      this.#count(e);
      for (const station of stationsOf(e)) this.#applyToStation(station, e);
      if ('ticket' in e) this.#applyToTicket(e);
      this.words.hear(e);
    }
  }

  /** Ends a step: actors that reached their end leave. */
  settle(): void {
    for (const id of this.touched.tickets) if (this.ticket(id)?.value === 'closed') this.#tickets.drop(id);
    for (const id of this.touched.stations) if (this.station(id)?.value === 'signedOut') this.#stations.drop(id);
    for (const id of this.touched.followUps) if (this.followUp(id)?.value === 'closed') this.#followUps.drop(id);
    this.deadlines.settle();
    // Fresh ones: a set that was cleared keeps the next table alive.
    for (const kind of Object.keys(this.touched) as (keyof typeof this.touched)[])
      if (this.touched[kind].size > 0) this.touched[kind] = new Set();
  }

  /** Whether the entity still has the deadline that came up, and is in a state that cares. */
  stands(d: Deadline): boolean {
    if (!this.#holds(d)) return false;
    const t = this.ticket(d.entity);
    return t === undefined || ticketHeeds(t, d.kind);
  }

  /** Puts back what a checkpoint kept. */
  restore(kind: EntityKind, id: string, value: unknown): void {
    if (kind === 'ticket') {
      const snapshot = value as TicketSnapshot;
      this.#index(this.ticket(id), snapshot);
      this.#tickets.start(ticketMachine, id, { snapshot });
      for (const d of deadlinesOfTicket(snapshot.context)) this.deadlines.push(d);
    } else if (kind === 'station') {
      const snapshot = value as StationSnapshot;
      this.#stations.start(machineOf(snapshot.context.kind), id, { snapshot });
      this.matcher.supply.set(snapshot.context);
      for (const d of deadlinesOfStation(snapshot.context)) this.deadlines.push(d);
    } else if (kind === 'hall') {
      const snapshot = value as HallSnapshot;
      this.#halls.start(hallMachine, id, { snapshot });
      const at = snapshot.context.until;
      if (at !== null) this.deadlines.push({ at, kind: 'hours', entity: id });
    } else if (kind === 'line') this.lines.restore(value as LineFigures);
    else if (kind === 'loan') this.ledger.restore(value as Loan);
    else if (kind === 'ratable') {
      const ratable = value as Ratable;
      this.ratables.set(id, ratable);
      this.deadlines.push({ at: ratable.until, kind: 'rating', entity: id });
    } else if (kind === 'followUp') {
      const snapshot = value as FollowUpSnapshot;
      this.#followUps.start(followUpMachine, id, { snapshot });
      if (!snapshot.context.late) this.deadlines.push({ at: snapshot.context.until, kind: 'followUp', entity: id });
    } else if (kind === 'order') {
      this.orders.set(id, value as Order);
      this.#overlay();
      // They had what they could take when the checkpoint was made.
      this.touched.stations.clear();
    } else if (kind === 'message') this.words.messages.restore(id, value as MessageView[]);
    else if (kind === 'broadcast') this.words.broadcasts.restore(id, value as BroadcastView[]);
    else this.meta = value as Meta;
  }

  /** What a checkpoint keeps of an entity; undefined when it is gone. */
  keep(kind: EntityKind, id: string): unknown {
    if (kind === 'ticket') return this.ticket(id);
    if (kind === 'station') return this.station(id);
    if (kind === 'hall') return this.hall(id);
    if (kind === 'line') return this.lines.get(id).figures;
    if (kind === 'loan') return this.ledger.get(id);
    if (kind === 'ratable') return this.ratables.get(id);
    if (kind === 'followUp') return this.followUp(id);
    if (kind === 'order') return this.orders.get(id);
    if (kind === 'message') return this.words.messages.get(id);
    if (kind === 'broadcast') return this.words.broadcasts.get(id);
    return this.meta;
  }

  #holds(d: Deadline): boolean {
    switch (d.kind) {
      case 'hours':
        return this.hall(d.entity)?.context.until === d.at;
      case 'grace':
        return this.station(d.entity)?.context.graceUntil === d.at;
      case 'pace':
        return this.station(d.entity)?.context.paceUntil === d.at;
      case 'rating':
        return this.ratables.get(d.entity)?.until === d.at;
      case 'followUp': {
        const f = this.followUp(d.entity)?.context;
        return f?.until === d.at && !f.late;
      }
      default: {
        const t = this.ticket(d.entity);
        return t !== undefined && t.value !== 'closed' && ticketHolds(t.context, d);
      }
    }
  }

  #count(e: BureauEvent): void {
    if (e.type === 'ticket.submitted') this.meta.submitted++;
    else if (e.type === 'ticket.closed') this.meta.closed[e.outcome] = (this.meta.closed[e.outcome] ?? 0) + 1;
    if (!('ticket' in e)) return;
    const t = this.ticket(e.ticket)?.context;
    if (t === undefined) return;
    switch (e.type) {
      case 'offer.accepted':
        // A ticket that comes back to the queue was answered once: only the first answer counts.
        if (t.responsible === null) this.lines.of(t.hall, t.modality).answered(e.inTarget);
        if (e.loan !== null)
          this.ledger.open({ ticket: t.id, station: e.station, ...e.loan, since: e.at, until: null });
        break;
      case 'ticket.closed':
        if (t.acceptedAt !== null) this.lines.of(t.hall, t.modality).handled(e.at - t.acceptedAt);
        if (e.rateUntil !== null) this.#mayBeRated(t, e, e.rateUntil);
        this.ledger.close(t.id, e.at);
        break;
      case 'ticket.returned':
      case 'ticket.quarantined':
      case 'ticket.parked':
      case 'ticket.escalated':
      case 'ticket.transferred':
        this.ledger.close(t.id, e.at);
        break;
      case 'ticket.handedOver':
        this.ledger.close(t.id, e.at);
        if (e.loan !== null) this.ledger.open({ ticket: t.id, station: e.to, ...e.loan, since: e.at, until: null });
        break;
    }
  }

  #mayBeRated(
    { id: ticket, hall, group, business, channel, taxpayer }: Ticket,
    e: EventOf<'ticket.closed'>,
    until: number,
  ): void {
    const { station, officer } = e;
    this.ratables.set(ticket, { ticket, hall, group, business, channel, taxpayer, station, officer, until });
    this.touched.ratables.add(ticket);
  }

  #applyToTicket(e: BureauEvent & { ticket: string }): void {
    this.touched.tickets.add(e.ticket);
    // A replayed fault is seen to once its quarantine is replayed.
    if (e.type === 'ticket.quarantined') this.faults = this.faults.filter((f) => f.ticket !== e.ticket);
    if (e.type === 'ticket.submitted') {
      const input: TicketInput = { at: e.at, data: e.data };
      this.#index(undefined, this.#tickets.start(ticketMachine, e.ticket, { input }));
      return;
    }
    const before = this.ticket(e.ticket);
    const after = this.#tickets.send(e.ticket, e);
    if (after === undefined) return;
    // Its promised time may have passed while it was set aside: that deadline came up, and nobody cared.
    if (e.type === 'ticket.requeued') for (const d of deadlinesOfTicket(after.context)) this.deadlines.push(d);
    this.#index(before, after);
  }

  #applyToStation(id: string, e: BureauEvent): void {
    this.touched.stations.add(id);
    if (e.type === 'station.signedIn' && this.station(id) === undefined) {
      const { hall, kind, capacity, skills, at } = e;
      this.#stations.start(machineOf(kind), id, { input: { id, hall, kind, capacity, skills, at } });
    }
    const after = this.#stations.send(id, e);
    if (after !== undefined) this.matcher.supply.set(after.context);
  }

  #applyToHall(e: EventOf<'hall.opened' | 'hall.draining' | 'hall.closed'>): void {
    this.touched.halls.add(e.hall);
    if (this.hall(e.hall) === undefined) this.#halls.start(hallMachine, e.hall, { input: { id: e.hall } });
    this.#halls.send(e.hall, e);
  }

  #applyToFollowUp(e: BureauEvent & { type: `followUp.${string}`; ticket: string }): void {
    this.touched.followUps.add(e.ticket);
    if (e.type === 'followUp.opened')
      this.#followUps.start(followUpMachine, e.ticket, { input: { ...e.data, since: e.at } });
    else this.#followUps.send(e.ticket, e);
  }

  #index(before: TicketSnapshot | undefined, after: TicketSnapshot): void {
    const { demand } = this.matcher;
    const [sought, seeks] = [seekerOf(before), seekerOf(after)];
    if (sought !== null) demand.remove(sought);
    // The hall that it leaves may have more to lend.
    if (before !== undefined && before.context.hall !== after.context.hall) this.touched.halls.add(before.context.hall);
    if (before?.value === 'waiting') this.lines.leave(before.context);
    if (after.value === 'waiting') this.lines.join(after.context);
    if (seeks !== null) demand.add(seeks);
    this.answeredFor.follow(before, after);
    if (after.value === 'closed') this.bookings.remove(after.context.id);
    else this.bookings.set(after.context);
  }

  #newMatcher(): Matcher {
    return new Matcher(this.bureau, this.lines, (id) => seekerOf(this.ticket(id)) ?? undefined);
  }
}

/** Whether an event is one of a family: those whose type begins so. */
const isOf = <F extends string>(e: BureauEvent, family: F): e is BureauEvent & { type: `${F}.${string}` } =>
  e.type.startsWith(family);
