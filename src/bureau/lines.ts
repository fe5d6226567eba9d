import type { Ticket } from '../actors/ticket.ts';
import type { Modality } from '../protocol/modality.ts';
import { byDue, orderOf, type Waiting } from './matcher/demand.ts';
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
  readonly waiting = new SortedList<Waiting>(byDue);
  figures: LineFigures;

  constructor(figures: LineFigures) {
    this.figures = figures;
  }

  answered(inTarget: boolean): void {
    const f = this.figures;
    this.figures = {
      ...f,
      answered: f.answered + 1,
      inTarget: f.inTarget + (inTarget ? 1 : 0),
      serviceLevel: smooth(f.serviceLevel, inTarget ? 1 : 0),
    };
  }

  handled(ms: number): void {
    this.figures = { ...this.figures, handleMs: smooth(this.figures.handleMs, ms) };
  }

  /** Estimated wait in ms of the one at `position` (1 = next) with `capacity` tickets carried at once. */
  estimate(position: number, capacity: number): number | null {
    if (this.figures.handleMs === null || capacity <= 0) return null;
    return Math.round((position * this.figures.handleMs) / capacity);
  }
}

/** All lines of a bureau. */
export class Lines {
  readonly #lines = new Map<string, Line>();
  readonly #where = new Map<string, { line: Line; as: Waiting }>();

  of(hall: string, modality: Modality): Line {
    return this.get(`${hall}/${modality}`);
  }

  get(id: string): Line {
    let line = this.#lines.get(id);
    if (line === undefined) {
      line = new Line({ id, answered: 0, inTarget: 0, serviceLevel: null, handleMs: null });
      this.#lines.set(id, line);
    }
    return line;
  }

  restore(figures: LineFigures): void {
    this.get(figures.id).figures = figures;
  }

  all(): Iterable<Line> {
    return this.#lines.values();
  }

  join(ticket: Ticket): void {
    if (this.#where.has(ticket.id)) return;
    const line = this.of(ticket.hall, ticket.modality);
    const as = { id: ticket.id, due: ticket.due, order: orderOf(ticket.id), ticket };
    line.waiting.add(as);
    this.#where.set(ticket.id, { line, as });
  }

  leave(id: string): void {
    const place = this.#where.get(id);
    if (place === undefined) return;
    place.line.waiting.delete(place.as);
    this.#where.delete(id);
  }

  /** 1 for the next; null when the ticket does not wait. */
  positionOf(id: string): number | null {
    const place = this.#where.get(id);
    return place === undefined ? null : place.line.waiting.rankOf(place.as) + 1;
  }
}
