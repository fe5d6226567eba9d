import type { FlatSnapshot } from '../actors/flat.ts';
import { type Hall, hall as hallMachine } from '../actors/hall.ts';
import { seat } from '../actors/seat.ts';
import { type FlatActor, startActor } from '../actors/start.ts';
import type { Station, StationInput } from '../actors/station.ts';
import { type Ticket, type TicketInput, ticket as ticketMachine } from '../actors/ticket.ts';
import { window } from '../actors/window.ts';
import type { Bureau } from '../config/schema.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { HallState, StationState, TicketState } from '../protocol/views.ts';
import { type Deadline, Deadlines, deadlineOf, deadlinesOfStation, deadlinesOfTicket } from './deadlines.ts';
import type { BureauEvent, EventOf } from './events.ts';
import { Ledger, type Loan } from './ledger.ts';
import { type LineFigures, Lines } from './lines.ts';
import { Matcher } from './matcher/matcher.ts';

export type TicketSnapshot = FlatSnapshot<TicketState, Ticket>;
export type StationSnapshot = FlatSnapshot<StationState, Station>;
export type HallSnapshot = FlatSnapshot<HallState, Hall>;

/** Counters of the bureau's whole life, and where its journal stands. */
export interface Meta {
  seq: number;
  at: number;
  version: string;
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

export type EntityKind = 'ticket' | 'station' | 'hall' | 'line' | 'loan' | 'meta';

type TicketActor = FlatActor<TicketState, Ticket, TicketInput>;
type StationActor = FlatActor<StationState, Station, StationInput>;
type HallActor = FlatActor<HallState, Hall, { id: string }>;

const ignore = () => {};
const machineOf = (kind: Station['kind']) => (kind === 'seat' ? seat : window) as unknown as typeof seat;

/**
 * Everything that the bureau knows, as the sum of its events. `apply` changes it and never decides;
 * the indexes (demand, supply, lines, deadlines) follow the actors and can be made again from them.
 */
export class State {
  bureau: Bureau;
  readonly lines = new Lines();
  readonly ledger = new Ledger();
  readonly deadlines = new Deadlines();
  matcher: Matcher;
  meta: Meta = { seq: 0, at: 0, version: '', submitted: 0, closed: {} };
  faults: Fault[] = [];
  actorErrors = 0;
  /** What events have touched since `settle`. */
  readonly touched = { tickets: new Set<string>(), stations: new Set<string>(), halls: new Set<string>() };

  readonly #tickets = new Map<string, TicketActor>();
  readonly #stations = new Map<string, StationActor>();
  readonly #halls = new Map<string, HallActor>();

  constructor(bureau: Bureau) {
    this.bureau = bureau;
    this.matcher = new Matcher(bureau, this.lines);
  }

  ticket(id: string): TicketSnapshot | undefined {
    return this.#tickets.get(id)?.getSnapshot();
  }

  station(id: string): StationSnapshot | undefined {
    return this.#stations.get(id)?.getSnapshot();
  }

  hall(id: string): HallSnapshot | undefined {
    return this.#halls.get(id)?.getSnapshot();
  }

  *tickets(): Iterable<TicketSnapshot> {
    for (const actor of this.#tickets.values()) yield actor.getSnapshot();
  }

  *stations(): Iterable<StationSnapshot> {
    for (const actor of this.#stations.values()) yield actor.getSnapshot();
  }

  *halls(): Iterable<HallSnapshot> {
    for (const actor of this.#halls.values()) yield actor.getSnapshot();
  }

  /** Decides by these files from now on; the indexes are made again, since capacity and lending may differ. */
  use(bureau: Bureau): void {
    this.bureau = bureau;
    this.matcher = new Matcher(bureau, this.lines);
    for (const t of this.tickets()) this.#index(t);
    for (const s of this.stations()) {
      this.matcher.supply.set(s.context);
      // What it may take now can be more than it was: it looks at the backlog again.
      this.touched.stations.add(s.context.id);
    }
  }

  apply(e: BureauEvent): void {
    this.meta.at = e.at;
    for (const deadline of deadlineOf(e)) this.deadlines.push(deadline);
    if (e.type === 'config.adopted') this.meta.version = e.version;
    else if ('hall' in e && e.type !== 'station.signedIn') this.#applyToHall(e);
    else {
      this.#count(e);
      if ('station' in e && e.station !== null) this.#applyToStation(e as BureauEvent & { station: string });
      if ('ticket' in e) this.#applyToTicket(e);
    }
  }

  /** Ends a step: actors that reached their end leave. */
  settle(): void {
    for (const id of this.touched.tickets) {
      const actor = this.#tickets.get(id);
      if (actor?.getSnapshot().value === 'closed') this.#tickets.delete(id);
    }
    for (const id of this.touched.stations) {
      if (this.#stations.get(id)?.getSnapshot().value !== 'signedOut') continue;
      this.#stations.get(id)?.stop();
      this.#stations.delete(id);
    }
    // Clearing makes a new table even of an empty set.
    for (const ids of Object.values(this.touched)) if (ids.size > 0) ids.clear();
  }

  /** Whether the entity still has the deadline that came up, and is in a state that cares. */
  stands(d: Deadline): boolean {
    if (d.kind === 'hours') return this.hall(d.entity)?.context.until === d.at;
    if (d.kind === 'step' || d.kind === 'avoid') {
      const value = this.ticket(d.entity)?.value;
      if (value !== 'waiting' && value !== 'offered') return false;
    }
    const held =
      d.kind === 'grace' || d.kind === 'pace'
        ? this.#ofStation(this.station(d.entity))
        : this.#ofTicket(this.ticket(d.entity));
    return held.some((h) => h.kind === d.kind && h.at === d.at);
  }

  /** Puts back what a checkpoint kept. */
  restore(kind: EntityKind, id: string, value: unknown): void {
    if (kind === 'ticket') {
      const snapshot = value as TicketSnapshot;
      this.#tickets.set(id, startActor(ticketMachine, id, { snapshot }, ignore));
      this.#index(snapshot);
      for (const d of this.#ofTicket(snapshot)) this.deadlines.push(d);
    } else if (kind === 'station') {
      const snapshot = value as StationSnapshot;
      const machine = machineOf(snapshot.context.kind);
      this.#stations.set(id, startActor(machine, id, { snapshot: snapshot as never }, ignore) as StationActor);
      this.matcher.supply.set(snapshot.context);
      for (const d of this.#ofStation(snapshot)) this.deadlines.push(d);
    } else if (kind === 'hall') {
      const snapshot = value as HallSnapshot;
      this.#halls.set(id, startActor(hallMachine, id, { snapshot }, ignore));
      const at = snapshot.context.until;
      if (at !== null) this.deadlines.push({ at, kind: 'hours', entity: id });
    } else if (kind === 'line') this.lines.restore(value as LineFigures);
    else if (kind === 'loan') this.ledger.restore(value as Loan);
    else this.meta = value as Meta;
  }

  /** What a checkpoint keeps of an entity; undefined when it is gone. */
  keep(kind: EntityKind, id: string): unknown {
    if (kind === 'ticket') return this.ticket(id);
    if (kind === 'station') return this.station(id);
    if (kind === 'hall') return this.hall(id);
    if (kind === 'line') return this.lines.get(id).figures;
    if (kind === 'loan') return this.ledger.get(id);
    return this.meta;
  }

  #ofTicket(s: TicketSnapshot | undefined): Deadline[] {
    return s === undefined || s.value === 'closed' ? [] : deadlinesOfTicket(s.context);
  }

  #ofStation(s: StationSnapshot | undefined): Deadline[] {
    return s === undefined ? [] : deadlinesOfStation(s.context);
  }

  #count(e: BureauEvent): void {
    if (e.type === 'ticket.submitted') this.meta.submitted++;
    else if (e.type === 'ticket.closed') this.meta.closed[e.outcome] = (this.meta.closed[e.outcome] ?? 0) + 1;
    if (!('ticket' in e)) return;
    const t = this.ticket(e.ticket)?.context;
    if (t === undefined) return;
    if (e.type === 'offer.accepted') {
      // A ticket that comes back to the queue was answered once: only the first answer counts.
      if (t.responsible === null) this.lines.of(t.hall, t.modality).answered(e.inTarget);
      if (e.loan !== null) this.ledger.open({ ticket: t.id, station: e.station, ...e.loan, since: e.at, until: null });
    } else if (e.type === 'ticket.closed' || e.type === 'ticket.returned' || e.type === 'ticket.quarantined') {
      if (e.type === 'ticket.closed' && t.acceptedAt !== null) {
        this.lines.of(t.hall, t.modality).handled(e.at - t.acceptedAt);
      }
      this.ledger.close(t.id, e.at);
    }
  }

  #applyToTicket(e: BureauEvent & { ticket: string }): void {
    this.touched.tickets.add(e.ticket);
    // A replayed fault is seen to once its quarantine is replayed.
    if (e.type === 'ticket.quarantined') this.faults = this.faults.filter((f) => f.ticket !== e.ticket);
    if (e.type === 'ticket.submitted') {
      const input: TicketInput = { at: e.at, data: e.data };
      this.#tickets.set(e.ticket, startActor(ticketMachine, e.ticket, { input }, ignore));
    } else {
      this.#send(this.#tickets, e.ticket, e, (snapshot) => startActor(ticketMachine, e.ticket, { snapshot }, ignore));
    }
    const after = this.ticket(e.ticket);
    if (after !== undefined) this.#index(after);
  }

  #applyToStation(e: BureauEvent & { station: string }): void {
    this.touched.stations.add(e.station);
    const machine = machineOf(this.station(e.station)?.context.kind ?? (e as EventOf<'station.signedIn'>).kind);
    if (!this.#stations.has(e.station)) {
      if (e.type !== 'station.signedIn') return;
      const { hall, kind, capacity, skills, at } = e;
      const input: StationInput = { id: e.station, hall, kind, capacity, skills, at };
      this.#stations.set(e.station, startActor(machine, e.station, { input }, ignore) as unknown as StationActor);
    }
    this.#send(
      this.#stations,
      e.station,
      e,
      (snapshot) => startActor(machine, e.station, { snapshot: snapshot as never }, ignore) as unknown as StationActor,
    );
    const after = this.station(e.station);
    if (after !== undefined) this.matcher.supply.set(after.context);
  }

  #applyToHall(e: EventOf<'hall.opened' | 'hall.draining' | 'hall.closed'>): void {
    this.touched.halls.add(e.hall);
    if (!this.#halls.has(e.hall)) {
      this.#halls.set(e.hall, startActor(hallMachine, e.hall, { input: { id: e.hall } }, ignore));
    }
    this.#send(this.#halls, e.hall, e, (snapshot) => startActor(hallMachine, e.hall, { snapshot }, ignore));
  }

  /**
   * Sends, and sees to an actor whose guard or action threw: it is started again from what it was before and given
   * the event once more; if that throws too it stays as it was and its ticket is reported for quarantine.
   */
  #send<S extends string, C, I>(
    actors: Map<string, FlatActor<S, C, I>>,
    id: string,
    event: BureauEvent,
    again: (snapshot: FlatSnapshot<S, C>) => FlatActor<S, C, I>,
  ): void {
    const actor = actors.get(id);
    if (actor === undefined) return;
    const before = actor.getSnapshot();
    actor.send(event);
    if (actor.getSnapshot().status !== 'error') return;
    this.actorErrors++;
    const second = again(before);
    second.send(event);
    const after = second.getSnapshot();
    if (after.status !== 'error') {
      actors.set(id, second);
      return;
    }
    actors.set(id, again(before));
    if (!('ticket' in event)) return;
    this.faults.push({ ticket: event.ticket, station: id === event.ticket ? null : id, error: String(after.error) });
  }

  #index(t: TicketSnapshot): void {
    const { demand } = this.matcher;
    if (t.value !== 'waiting') {
      demand.remove(t.context.id);
      this.lines.leave(t.context.id);
      return;
    }
    this.lines.join(t.context);
    // Who is not on the line keeps the place, but cannot be offered to anybody.
    if (t.context.awayUntil === null) demand.add(t.context);
    else demand.remove(t.context.id);
  }
}
