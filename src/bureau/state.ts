import type { FlatSnapshot } from '../actors/flat.ts';
import { type Hall, hall as hallMachine } from '../actors/hall.ts';
import { seat } from '../actors/seat.ts';
import { type FlatActor, restartActor, startActor, startRoot, stopActor } from '../actors/start.ts';
import type { Station, StationInput } from '../actors/station.ts';
import { type Ticket, type TicketInput, ticket as ticketMachine } from '../actors/ticket.ts';
import { window } from '../actors/window.ts';
import type { Bureau } from '../config/schema.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { HallState, StationState, TicketState } from '../protocol/views.ts';
import { type Deadline, Deadlines, deadlinesOfStation, deadlinesOfTicket, ticketHolds } from './deadlines.ts';
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

/** Waits, and not while its taxpayer is away: it may be offered to somebody. */
export const isOfferable = (t: TicketSnapshot | undefined): t is TicketSnapshot =>
  t?.value === 'waiting' && t.context.awayUntil === null;

type TicketActor = FlatActor<TicketState, Ticket, TicketInput>;
type StationActor = FlatActor<StationState, Station, StationInput>;
type HallActor = FlatActor<HallState, Hall, { id: string }>;

const machineOf = (kind: Station['kind']) => (kind === 'seat' ? seat : window) as unknown as typeof seat;

/**
 * Everything that the bureau knows, as the sum of its events. `apply` changes it and never decides;
 * the indexes (demand, supply, lines, deadlines) follow the actors and can be made again from them.
 */
export class State {
  bureau: Bureau;
  readonly lines = new Lines((id) => this.ticket(id)?.context);
  readonly ledger = new Ledger();
  readonly deadlines = new Deadlines((d) => this.#holds(d));
  matcher: Matcher;
  meta: Meta = { seq: 0, at: 0, version: '', submitted: 0, closed: {} };
  faults: Fault[] = [];
  actorErrors = 0;
  /** What events have touched since `settle`. */
  readonly touched = { tickets: new Set<string>(), stations: new Set<string>(), halls: new Set<string>() };

  /** All actors of the bureau live in its XState system. */
  readonly root = startRoot();
  readonly #tickets = new Map<string, TicketActor>();
  readonly #stations = new Map<string, StationActor>();
  readonly #halls = new Map<string, HallActor>();

  constructor(bureau: Bureau) {
    this.bureau = bureau;
    this.matcher = this.#newMatcher();
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
    this.matcher = this.#newMatcher();
    for (const t of this.tickets()) if (isOfferable(t)) this.matcher.demand.add(t.context);
    for (const s of this.stations()) {
      this.matcher.supply.set(s.context);
      // What it may take now can be more than it was: it looks at the backlog again.
      this.touched.stations.add(s.context.id);
    }
  }

  apply(e: BureauEvent): void {
    this.meta.at = e.at;
    this.deadlines.follow(e);
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
      const actor = this.#stations.get(id);
      if (actor?.getSnapshot().value !== 'signedOut') continue;
      stopActor(this.root, actor);
      this.#stations.delete(id);
    }
    this.deadlines.settle();
    if (this.touched.tickets.size > 0) this.touched.tickets = new Set();
    if (this.touched.stations.size > 0) this.touched.stations = new Set();
    if (this.touched.halls.size > 0) this.touched.halls = new Set();
  }

  /** Whether the entity still has the deadline that came up, and is in a state that cares. */
  stands(d: Deadline): boolean {
    if (!this.#holds(d)) return false;
    if (d.kind !== 'step' && d.kind !== 'avoid') return true;
    const value = this.ticket(d.entity)?.value;
    return value === 'waiting' || value === 'offered';
  }

  /** Puts back what a checkpoint kept. */
  restore(kind: EntityKind, id: string, value: unknown): void {
    if (kind === 'ticket') {
      const snapshot = value as TicketSnapshot;
      this.#index(this.ticket(id), snapshot);
      this.#tickets.set(id, startActor(ticketMachine, id, { snapshot }, this.root));
      for (const d of deadlinesOfTicket(snapshot.context)) this.deadlines.push(d);
    } else if (kind === 'station') {
      const snapshot = value as StationSnapshot;
      const machine = machineOf(snapshot.context.kind);
      this.#stations.set(id, startActor(machine, id, { snapshot: snapshot as never }, this.root) as StationActor);
      this.matcher.supply.set(snapshot.context);
      for (const d of deadlinesOfStation(snapshot.context)) this.deadlines.push(d);
    } else if (kind === 'hall') {
      const snapshot = value as HallSnapshot;
      this.#halls.set(id, startActor(hallMachine, id, { snapshot }, this.root));
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

  #holds(d: Deadline): boolean {
    switch (d.kind) {
      case 'hours':
        return this.hall(d.entity)?.context.until === d.at;
      case 'grace':
        return this.station(d.entity)?.context.graceUntil === d.at;
      case 'pace':
        return this.station(d.entity)?.context.paceUntil === d.at;
      default: {
        const t = this.ticket(d.entity);
        return t !== undefined && t.value !== 'closed' && ticketHolds(t.context, d);
      }
    }
  }

  #count(e: BureauEvent): void {
    switch (e.type) {
      case 'ticket.submitted':
        this.meta.submitted++;
        break;
      case 'offer.accepted': {
        const t = this.ticket(e.ticket)?.context;
        if (t === undefined) break;
        // A ticket that comes back to the queue was answered once: only the first answer counts.
        if (t.responsible === null) this.lines.of(t.hall, t.modality).answered(e.inTarget);
        if (e.loan !== null)
          this.ledger.open({ ticket: t.id, station: e.station, ...e.loan, since: e.at, until: null });
        break;
      }
      case 'ticket.closed': {
        this.meta.closed[e.outcome] = (this.meta.closed[e.outcome] ?? 0) + 1;
        const t = this.ticket(e.ticket)?.context;
        if (t !== undefined && t.acceptedAt !== null) this.lines.of(t.hall, t.modality).handled(e.at - t.acceptedAt);
        this.ledger.close(e.ticket, e.at);
        break;
      }
      case 'ticket.returned':
      case 'ticket.quarantined':
        this.ledger.close(e.ticket, e.at);
        break;
    }
  }

  #applyToTicket(e: BureauEvent & { ticket: string }): void {
    this.touched.tickets.add(e.ticket);
    // A replayed fault is seen to once its quarantine is replayed.
    if (e.type === 'ticket.quarantined') this.faults = this.faults.filter((f) => f.ticket !== e.ticket);
    const actor = this.#tickets.get(e.ticket);
    if (e.type === 'ticket.submitted') {
      const input: TicketInput = { at: e.at, data: e.data };
      const entered = startActor(ticketMachine, e.ticket, { input }, this.root);
      this.#tickets.set(e.ticket, entered);
      this.#index(undefined, entered.getSnapshot());
    } else if (actor !== undefined) {
      const before = actor.getSnapshot();
      this.#index(before, this.#send(this.#tickets, actor, e));
    }
  }

  #applyToStation(e: BureauEvent & { station: string }): void {
    this.touched.stations.add(e.station);
    let actor = this.#stations.get(e.station);
    if (actor === undefined) {
      if (e.type !== 'station.signedIn') return;
      const { hall, kind, capacity, skills, at } = e;
      const input: StationInput = { id: e.station, hall, kind, capacity, skills, at };
      actor = startActor(machineOf(kind), e.station, { input }, this.root) as unknown as StationActor;
      this.#stations.set(e.station, actor);
    }
    this.matcher.supply.set(this.#send(this.#stations, actor, e).context);
  }

  #applyToHall(e: EventOf<'hall.opened' | 'hall.draining' | 'hall.closed'>): void {
    this.touched.halls.add(e.hall);
    let actor = this.#halls.get(e.hall);
    if (actor === undefined) {
      actor = startActor(hallMachine, e.hall, { input: { id: e.hall } }, this.root);
      this.#halls.set(e.hall, actor);
    }
    this.#send(this.#halls, actor, e);
  }

  /**
   * Sends, and sees to an actor whose guard or action threw: it is started again from what it was before and given
   * the event once more; if that throws too it stays as it was and its ticket is reported for quarantine.
   */
  #send<S extends string, C, I>(
    actors: Map<string, FlatActor<S, C, I>>,
    actor: FlatActor<S, C, I>,
    event: BureauEvent,
  ): FlatSnapshot<S, C> {
    const before = actor.getSnapshot();
    actor.send(event);
    const after = actor.getSnapshot();
    if (after.status !== 'error') return after;
    this.actorErrors++;
    const { id } = actor;
    const second = restartActor(actor, before, this.root);
    second.send(event);
    const again = second.getSnapshot();
    if (again.status !== 'error') {
      actors.set(id, second);
      return again;
    }
    actors.set(id, restartActor(actor, before, this.root));
    if ('ticket' in event)
      this.faults.push({ ticket: event.ticket, station: id === event.ticket ? null : id, error: String(again.error) });
    return before;
  }

  /** Who is not on the line keeps the place in it, but cannot be offered to anybody. */
  #index(before: TicketSnapshot | undefined, after: TicketSnapshot | undefined): void {
    const { demand } = this.matcher;
    if (isOfferable(before)) demand.remove(before.context);
    if (before?.value === 'waiting') this.lines.leave(before.context);
    if (after?.value === 'waiting') this.lines.join(after.context);
    if (isOfferable(after)) demand.add(after.context);
  }

  #newMatcher(): Matcher {
    return new Matcher(this.bureau, this.lines, (id) => this.ticket(id)?.context);
  }
}
