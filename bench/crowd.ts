import { ackedBy, offeredBy, openSession, type Session } from './session.ts';
import { submission } from './town.ts';

/** Submits on their way at once: enough to fill every batch, and no flood. */
const inFlight = 500;
/** A session may send 100 messages a second; so many counters never come near it. */
const counters = 200;

/** The people of the town: counters that bring tickets, and seats that take, serve and complete what they are offered. */
export class Crowd {
  readonly #counters: Session[];
  readonly #seats: Session[];
  readonly #run: string;
  /** Offers that came while nothing was to be done. */
  #held: { seat: Session; offer: string }[] = [];
  #working = false;
  #submitted = 0;
  #acked = 0;
  #completed = 0;
  #progress = () => {};

  private constructor(run: string) {
    this.#run = run;
    this.#counters = [];
    this.#seats = [];
  }

  /** Opens the sessions; seats sign in and are ready. `run` sets the ids of its commands apart from all others. */
  static async open(url: string, seats: readonly string[], run: string, size = counters): Promise<Crowd> {
    const crowd = new Crowd(run);
    const seated = Promise.withResolvers<void>();
    let ready = 0;
    for (const station of seats) {
      const by = { role: 'station', sub: station, hall: station.split('-')[0] ?? '', station } as const;
      const seat = await openSession(url, by, (text) => {
        const acked = ackedBy(text);
        if (acked === undefined) crowd.#offered(seat, offeredBy(text));
        else if (!acked.startsWith('ready')) crowd.#goOn(seat, acked);
        else if (++ready === seats.length) seated.resolve();
      });
      seat.send({ type: 'signIn', id: `signIn-${run}-${station}`, station });
      seat.send({ type: 'ready', id: `ready-${run}-${station}`, station });
      crowd.#seats.push(seat);
    }
    if (seats.length > 0) await seated.promise;
    for (let i = 0; i < size; i++) {
      const by = { role: 'channel', sub: `counter${i}`, channel: 'phone', halls: '*' } as const;
      const counter = await openSession(url, by, (text) => {
        if (ackedBy(text) === undefined) return;
        crowd.#acked++;
        crowd.#progress();
      });
      crowd.#counters.push(counter);
    }
    return crowd;
  }

  /** Brings `count` tickets; resolves when all are acknowledged. Nobody takes any. */
  async fill(count: number): Promise<void> {
    const until = this.#submitted + count;
    await this.#until(
      () => this.#acked === until,
      () => {
        while (this.#submitted < until && this.#submitted - this.#acked < inFlight) this.#submit();
      },
    );
  }

  /**
   * Whole lives: resolves when `count` more tickets are completed, and as many were brought on the way, never more
   * than `open` at once. Those that are open at the beginning are as many at the end.
   */
  async lives(count: number, open: number): Promise<void> {
    const completed = this.#completed + count;
    const submitted = this.#submitted + count;
    this.#working = true;
    for (const { seat, offer } of this.#held.splice(0)) this.#offered(seat, offer);
    await this.#until(
      () => this.#completed >= completed && this.#acked === submitted,
      () => {
        if (this.#completed >= completed) this.#working = false;
        while (
          this.#submitted < submitted &&
          this.#submitted - this.#completed < open &&
          this.#submitted - this.#acked < inFlight
        )
          this.#submit();
      },
    );
    this.#working = false;
  }

  close(): void {
    for (const session of [...this.#seats, ...this.#counters]) session.close();
  }

  #until(reached: () => boolean, work: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.#progress = () => {
        work();
        if (!reached()) return;
        this.#progress = () => {};
        resolve();
      };
      this.#progress();
    });
  }

  #submit(): void {
    const n = this.#submitted++;
    this.#counters[n % this.#counters.length]?.send(submission(n, `submit-${this.#run}-${n}`));
  }

  #offered(seat: Session, offer: string | undefined): void {
    if (offer === undefined) return;
    if (this.#working) seat.send({ type: 'accept', id: `accept-${offer}`, offer });
    else this.#held.push({ seat, offer });
  }

  /** An accepted ticket is completed, a completed one is done. */
  #goOn(seat: Session, acked: string): void {
    if (acked.startsWith('accept-')) {
      const ticket = acked.slice('accept-'.length, acked.lastIndexOf('.'));
      seat.send({ type: 'complete', id: `complete-${ticket}`, ticket, outcome: 'resolved' });
    } else if (acked.startsWith('complete-')) {
      this.#completed++;
      this.#progress();
    }
  }
}
