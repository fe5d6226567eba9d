import type { Step } from '../bureau/commands.ts';
import { type OpenRecord, openRecord, record, type TicketRecord } from './record.ts';

/** What a rating adds to the record of a ticket that is closed already. */
export type RatingOf = Pick<TicketRecord, 'ticket' | 'rating' | 'ratingReasons' | 'ratedAt'>;

export interface ClosedRecord {
  record: TicketRecord;
  /** It may be rated until then, ms; 0: it may not. */
  rateUntil: number;
}

/** Plain data: open tickets, who sits where, and ratings of tickets whose files are not written yet. */
export interface KeptRecords {
  open: OpenRecord[];
  officers: [string, string][];
  ratings: RatingOf[];
}

/** The records of tickets as a fold over the journal: each leaves it when it is closed. */
export class Records {
  readonly #open = new Map<string, OpenRecord>();
  readonly #officers = new Map<string, string>();
  readonly ratings = new Map<string, RatingOf>();

  constructor(kept?: KeptRecords) {
    for (const open of kept?.open ?? []) this.#open.set(open.record.ticket, open);
    for (const [station, officer] of kept?.officers ?? []) this.#officers.set(station, officer);
    for (const rating of kept?.ratings ?? []) this.ratings.set(rating.ticket, rating);
  }

  /** Takes the next step of the journal; the records that it closes. */
  add(step: Step): ClosedRecord[] {
    const closed: ClosedRecord[] = [];
    for (const e of step.events) {
      if (e.type === 'station.signedIn') this.#officers.set(e.station, e.officer);
      else if (e.type === 'station.signedOut') this.#officers.delete(e.station);
      else if (e.type === 'rating.given') {
        const { ticket, grade: rating, reasons: ratingReasons } = e;
        this.ratings.set(ticket, { ticket, rating, ratingReasons, ratedAt: new Date(e.at).toISOString() });
      } else if ('ticket' in e && !e.type.startsWith('rating.') && !e.type.startsWith('followUp.')) {
        let open = this.#open.get(e.ticket);
        if (open === undefined) {
          // After its end its person may be erased, which the sealed values need nothing for, and its files be read.
          if (e.type === 'person.erased' || e.type === 'person.revealed' || e.type === 'material.opened') continue;
          open = openRecord(e.ticket, e.at);
          this.#open.set(e.ticket, open);
        }
        record(open, e, (station) => this.#officers.get(station) ?? null);
        if (e.type !== 'ticket.closed') continue;
        this.#open.delete(e.ticket);
        closed.push({ record: open.record, rateUntil: e.rateUntil ?? 0 });
      }
    }
    return closed;
  }

  keep(): KeptRecords {
    return { open: [...this.#open.values()], officers: [...this.#officers], ratings: [...this.ratings.values()] };
  }
}
