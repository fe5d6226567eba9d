import type { Clock } from '../../clock.ts';

/**
 * The one pair of hands at a desk: all that lies there and is not interrupted goes on side by side, each at an equal
 * share (processor sharing). Work that is read off a journal by the same rule, in whatever order it was really done,
 * takes as long again as it took then when the same lies on the desk.
 */
export class Hands {
  readonly #clock: Clock;
  readonly #done: (ticket: string) => void;
  /** Work left, ms. */
  readonly #left = new Map<string, number>();
  #active: string[] = [];
  #since = 0;
  #stop: () => void = () => {};

  constructor(clock: Clock, done: (ticket: string) => void) {
    this.#clock = clock;
    this.#done = done;
  }

  put(ticket: string, work: number): void {
    this.#spend();
    this.#left.set(ticket, work);
  }

  drop(ticket: string): void {
    this.#spend();
    this.#left.delete(ticket);
  }

  /** These are worked on from now on; the others on the desk are interrupted. */
  turn(active: string[]): void {
    this.#spend();
    this.#stop();
    this.#active = active.filter((ticket) => this.#left.has(ticket));
    const first = this.#active.reduce<string | null>(
      (least, ticket) => (least === null || this.#left.get(ticket)! < this.#left.get(least)! ? ticket : least),
      null,
    );
    if (first === null) return;
    const takes = Math.ceil(Math.max(0, this.#left.get(first)!) * this.#active.length);
    this.#stop = this.#clock.at(this.#clock.now() + takes, () => this.#done(first));
  }

  #spend(): void {
    const now = this.#clock.now();
    const share = (now - this.#since) / this.#active.length;
    for (const ticket of this.#active) {
      const left = this.#left.get(ticket);
      if (left !== undefined) this.#left.set(ticket, left - share);
    }
    this.#since = now;
  }
}
