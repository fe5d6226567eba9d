import type { Ticket } from '../actors/ticket.ts';
import type { Modality } from '../protocol/modality.ts';
import { byDue } from './matcher/demand.ts';
import { SortedList } from './matcher/sorted-list.ts';

/** Weight of the newest value in the smoothed figures: about the last 40 tickets count. */
const WEIGHT = 0.05;

/** What is remembered of a line: it is part of the bureau's state, journaled through the events that made it. */
export interface LineFigures {
  /** `<hall>/<modality>`. */
  id: string;
  /** Tickets answered (accepted) since the beginning. */
  answered: number;
  inTarget: number;
  /** Smoothed share of answers in target, 0–1; null before the first. */
  serviceLevel: number | null;
  /** Smoothed handling time (accepted to closed), ms; null before the first. */
  handleMs: number | null;
}

const smooth = (mean: number | null, value: number): number => (mean === null ? value : mean + WEIGHT * (value - mean));

/**
 * Those of one hall who wait for the same kind of station, in order of due time: whoever waits is told a place in it.
 * Estimated wait = place × mean handling time ÷ open capacity: with c busy servers the next frees after
 * handling time ÷ c, and a place is one such departure (the queue-length estimator QL of Ibrahim and Whitt, 2009).
 */
export class Line {
  readonly waiting = new SortedList<Ticket>(byDue);
  figures: LineFigures;

  constructor(id: string) {
    this.figures = { id, answered: 0, inTarget: 0, serviceLevel: null, handleMs: null };
  }

  answered(inTarget: boolean): void {
    const f = this.figures;
    f.answered++;
    if (inTarget) f.inTarget++;
    f.serviceLevel = smooth(f.serviceLevel, inTarget ? 1 : 0);
  }

  handled(ms: number): void {
    this.figures.handleMs = smooth(this.figures.handleMs, ms);
  }

  /** Estimated wait in ms of the one at `position` (1 = next) with `capacity` tickets carried at once. */
  estimate(position: number, capacity: number): number | null {
    if (this.figures.handleMs === null || capacity <= 0) return null;
    return Math.round((position * this.figures.handleMs) / capacity);
  }
}

/** All lines of a bureau. */
export class Lines {
  readonly #halls = new Map<string, Partial<Record<Modality, Line>>>();
  readonly #ticketOf: (id: string) => Ticket | undefined;

  constructor(ticketOf: (id: string) => Ticket | undefined) {
    this.#ticketOf = ticketOf;
  }

  of(hall: string, modality: Modality): Line {
    let lines = this.#halls.get(hall);
    if (lines === undefined) {
      lines = {};
      this.#halls.set(hall, lines);
    }
    lines[modality] ??= new Line(`${hall}/${modality}`);
    return lines[modality];
  }

  /** By the id that its figures have. */
  get(id: string): Line {
    const [hall = '', modality] = id.split('/');
    return this.of(hall, modality as Modality);
  }

  restore(figures: LineFigures): void {
    this.get(figures.id).figures = figures;
  }

  *all(): Iterable<Line> {
    for (const lines of this.#halls.values()) yield* Object.values(lines);
  }

  join(ticket: Ticket): void {
    this.of(ticket.hall, ticket.modality).waiting.add(ticket);
  }

  leave(ticket: Ticket): void {
    this.of(ticket.hall, ticket.modality).waiting.delete(ticket);
  }

  /** 1 for the next; null when the ticket does not wait. */
  positionOf(id: string): number | null {
    const ticket = this.#ticketOf(id);
    if (ticket === undefined) return null;
    const { waiting } = this.of(ticket.hall, ticket.modality);
    return waiting.has(ticket) ? waiting.rankOf(ticket) + 1 : null;
  }
}
