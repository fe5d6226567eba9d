import { workedOf } from '../actors/station.ts';
import type { Step } from '../bureau/commands.ts';
import { type BureauEvent, type EventOf, stationsOf, type Target } from '../bureau/events.ts';
import { Stations } from '../performance/stations.ts';

/** Whose work it was: not the hall of a station that helped. `at`: when it was seen, ms. */
interface Seen {
  at: number;
  hall: string;
  group: string;
}

/** Work came. */
export interface Arrival extends Seen {
  business: string;
  channel: string;
}

/** Somebody's wait for a first answer has ended. */
export interface Wait extends Seen {
  waitS: number;
  /** Gave up; otherwise answered, or lost to view in another way: patience is longer than the wait. */
  abandoned: boolean;
}

/** A piece of work was done: all working time that it took, with wrap-up and without what interrupted it. */
export interface Service extends Seen {
  seconds: number;
}

/** What capacity is reckoned from. */
export interface Observations {
  arrivals: Arrival[];
  waits: Wait[];
  services: Service[];
}

/** Somebody waits for a first answer. */
interface Waiting {
  /** On the line since then; null: announced only. */
  since: number | null;
  /** The line is down since then. */
  gone: number | null;
}

type Work = Omit<Arrival, 'at'>;

/** A ticket, as the work of one hall and group. */
interface Piece extends Work {
  /** Its appointment has not begun: it is not in the queue. */
  booked: boolean;
  /** Null: nobody's patience is seen (any more). */
  waiting: Waiting | null;
  workedMs: number;
}

/** How it comes into the queue: of whoever will be called back nobody sees the patience. */
type Entry = Pick<EventOf<'ticket.unparked'>, 'at' | 'summon' | 'awayUntil'>;

/**
 * The history of demand as a fold over the journal. An arrival is a ticket that comes into the queue for the first time
 * (an appointment when it begins) or is handed on to another hall or group; what is parked and comes back is no new
 * arrival but a longer service. So arrivals times mean service is the load. A wait ends when its line drops for good;
 * none is seen of whoever is called back, or was announced and never came to the line.
 */
export class Observer {
  #seen: Observations = nothing();
  readonly #stations = new Stations();
  readonly #pieces = new Map<string, Piece>();

  /** Takes the next step of the journal. Tickets that were submitted before the first one are passed over. */
  add(step: Step): void {
    for (const e of step.events) {
      for (const station of stationsOf(e)) this.#work(station, e);
      if ('ticket' in e) this.#ticket(e);
    }
  }

  /** What was seen since the last time that this was asked. */
  take(): Observations {
    const seen = this.#seen;
    this.#seen = nothing();
    return seen;
  }

  #ticket(e: Extract<BureauEvent, { ticket: string }>): void {
    if (e.type === 'ticket.submitted') {
      const { hall, group, business, channel, slot, awayUntil } = e.data;
      const piece = { hall, group, business, channel, booked: slot !== null, waiting: null, workedMs: 0 };
      this.#pieces.set(e.ticket, piece);
      if (slot === null) this.#enter(piece, { at: e.at, summon: false, awayUntil });
      return;
    }
    const piece = this.#pieces.get(e.ticket);
    if (piece === undefined) return;
    switch (e.type) {
      case 'ticket.away':
        if (piece.waiting !== null) piece.waiting.gone = e.at;
        break;
      case 'ticket.back':
        if (piece.waiting !== null) piece.waiting = { since: piece.waiting.since ?? e.at, gone: null };
        break;
      case 'ticket.unparked':
        if (piece.booked && e.due !== null) this.#enter(piece, e);
        break;
      case 'offer.accepted':
        if (e.invite === null) this.#stopWaiting(piece, e.at);
        break;
      case 'ticket.summoned':
      case 'ticket.parked':
      case 'ticket.escalated':
      case 'ticket.quarantined':
        this.#stopWaiting(piece, e.at);
        break;
      case 'ticket.transferred':
        this.#handOn(piece, e.to, e);
        break;
      case 'ticket.handedOver':
        this.#handOn(piece, e.target, { at: e.at, summon: true, awayUntil: null });
        break;
      case 'ticket.closed':
        this.#stopWaiting(piece, e.at, e.outcome === 'abandoned');
        this.#finish(piece, e.at);
        this.#pieces.delete(e.ticket);
        break;
    }
  }

  #enter(piece: Piece, { at, summon, awayUntil }: Entry): void {
    piece.booked = false;
    piece.waiting = summon ? null : { since: awayUntil === null ? at : null, gone: null };
    const { hall, group, business, channel } = piece;
    this.#seen.arrivals.push({ at, hall, group, business, channel });
  }

  #handOn(piece: Piece, { hall, group, business }: Target, entry: Entry): void {
    // Another business of the same group is the same work.
    if (piece.hall === hall && piece.group === group) return;
    this.#stopWaiting(piece, entry.at);
    this.#finish(piece, entry.at);
    Object.assign(piece, { hall, group, business, workedMs: 0 });
    this.#enter(piece, entry);
  }

  #stopWaiting(piece: Piece, at: number, abandoned = false): void {
    const { hall, group, waiting } = piece;
    piece.waiting = null;
    if (waiting === null || waiting.since === null) return;
    this.#seen.waits.push({ at, hall, group, waitS: ((waiting.gone ?? at) - waiting.since) / 1000, abandoned });
  }

  #finish({ hall, group, workedMs }: Piece, at: number): void {
    if (workedMs > 0) this.#seen.services.push({ at, hall, group, seconds: workedMs / 1000 });
  }

  /** What leaves a desk was worked for so long; who only helped does not count. */
  #work(station: string, e: BureauEvent): void {
    const before = this.#stations.get(station)?.context.work ?? [];
    const after = this.#stations.send(station, e)?.context.work ?? [];
    for (const work of before) {
      if (work.phase === 'consulting' || after.some(({ ticket }) => ticket === work.ticket)) continue;
      const piece = this.#pieces.get(work.ticket);
      if (piece !== undefined) piece.workedMs += workedOf(work, e.at);
    }
  }
}

const nothing = (): Observations => ({ arrivals: [], waits: [], services: [] });

/** What some steps of a journal, in their order, show. */
export function observe(steps: Iterable<Step>): Observations {
  const observer = new Observer();
  for (const step of steps) observer.add(step);
  return observer.take();
}
