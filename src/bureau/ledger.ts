/** 借调: a station of one hall served another hall's ticket. */
export interface Loan {
  ticket: string;
  station: string;
  /** The lending hall and the hall that was helped. */
  from: string;
  to: string;
  since: number;
  until: number | null;
}

/** How long ended loans stay in the state, in ms; the journal keeps them all. */
const KEPT_MS = 24 * 3600_000;

/** Who lent whom what, and for how long. */
export class Ledger {
  readonly #loans = new Map<string, Loan>();

  open(loan: Loan): void {
    this.#loans.delete(loan.ticket);
    this.#loans.set(loan.ticket, loan);
  }

  close(ticket: string, at: number): void {
    const loan = this.#loans.get(ticket);
    if (loan !== undefined && loan.until === null) this.#loans.set(ticket, { ...loan, until: at });
  }

  /** Forgets what ended long ago; answers the tickets of the loans that it forgot. */
  prune(at: number): string[] {
    const gone: string[] = [];
    for (const loan of this.#loans.values()) {
      if (loan.until === null) continue;
      if (loan.until > at - KEPT_MS) break;
      this.#loans.delete(loan.ticket);
      gone.push(loan.ticket);
    }
    return gone;
  }

  get(ticket: string): Loan | undefined {
    return this.#loans.get(ticket);
  }

  restore(loan: Loan): void {
    this.#loans.set(loan.ticket, loan);
  }

  all(): Iterable<Loan> {
    return this.#loans.values();
  }
}
