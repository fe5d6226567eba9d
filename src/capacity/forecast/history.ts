import { type HalfHours, halfHours, keyOf, type Line, noHalfHours } from './half-hours.ts';

/** What a line's day came to. */
export interface DayTally {
  /** By half hour. */
  arrivals: number[];
  /** Pieces of work that ended, and working seconds that they took. */
  services: number;
  seconds: number;
  /** Who gave up, and seconds that all waited for a first answer. */
  abandoned: number;
  waitS: number;
}

interface Of {
  line: Line;
  days: Map<string, DayTally>;
  mix: Map<string, number>;
}

/** Who came and what work they made, by line, day and half hour. */
export class History {
  readonly #halfHours: HalfHours;
  readonly #lines = new Map<string, Of>();
  #from: number | null = null;
  #until = Number.NEGATIVE_INFINITY;

  constructor(halfHours: HalfHours) {
    this.#halfHours = halfHours;
  }

  /** Says that everything between these times (ms) is told. */
  covers(from: number, until: number): void {
    this.#from = Math.min(this.#from ?? from, from);
    this.#until = Math.max(this.#until, until);
  }

  arrived(line: Line, at: number): void {
    const { day, slot } = this.#halfHours.at(at);
    this.#day(line, day).arrivals[slot]!++;
  }

  /** What somebody came for. */
  asked(line: Line, business: string, channel: string): void {
    const { mix } = this.#line(line);
    const what = `${business} ${channel}`;
    mix.set(what, (mix.get(what) ?? 0) + 1);
  }

  /** Pieces of work that took so long in all. */
  served(line: Line, at: number, seconds: number, pieces = 1): void {
    const tally = this.#day(line, this.#halfHours.at(at).day);
    tally.services += pieces;
    tally.seconds += seconds;
  }

  waited(line: Line, at: number, seconds: number, abandoned: boolean): void {
    const tally = this.#day(line, this.#halfHours.at(at).day);
    tally.waitS += seconds;
    if (abandoned) tally.abandoned++;
  }

  /** Drops the days before one (ISO date). */
  forgetBefore(day: string): void {
    for (const { days } of this.#lines.values()) for (const known of days.keys()) if (known < day) days.delete(known);
    if (this.#from !== null) this.#from = Math.max(this.#from, this.#halfHours.of(day).from);
  }

  /** When the first arrival could have been counted, ms; null: none was. */
  get from(): number | null {
    return this.#from;
  }

  /** Up to when it was counted, ms: what came later nobody knows yet. */
  get until(): number {
    return this.#until;
  }

  lines(): Line[] {
    return [...this.#lines.values()].map(({ line }) => line);
  }

  /** Days on which anybody came anywhere, in order. A day without any is one that nobody recorded. */
  days(): string[] {
    const busy = (of: Of) => [...of.days].filter(([, { arrivals }]) => arrivals.some((n) => n > 0)).map(([day]) => day);
    return [...new Set([...this.#lines.values()].flatMap(busy))].sort();
  }

  arrivals(line: Line, day: string): readonly number[] {
    return this.#lines.get(keyOf(line))?.days.get(day)?.arrivals ?? nobody;
  }

  /** Everything of a line's days before one (ISO date), added up. */
  work(line: Line, before: string): Omit<DayTally, 'arrivals'> {
    const all = { services: 0, seconds: 0, abandoned: 0, waitS: 0 };
    for (const [day, tally] of this.#lines.get(keyOf(line))?.days ?? []) {
      if (day >= before) continue;
      all.services += tally.services;
      all.seconds += tally.seconds;
      all.abandoned += tally.abandoned;
      all.waitS += tally.waitS;
    }
    return all;
  }

  /** What they came for: how many by business and channel. */
  mix(line: Line): { business: string; channel: string; count: number }[] {
    return [...(this.#lines.get(keyOf(line))?.mix ?? [])].map(([what, count]) => {
      const [business = '', channel = ''] = what.split(' ');
      return { business, channel, count };
    });
  }

  #line({ hall, group }: Line): Of {
    const key = keyOf({ hall, group });
    let found = this.#lines.get(key);
    if (found === undefined) {
      found = { line: { hall, group }, days: new Map(), mix: new Map() };
      this.#lines.set(key, found);
    }
    return found;
  }

  #day(line: Line, day: string): DayTally {
    const { days } = this.#line(line);
    let tally = days.get(day);
    if (tally === undefined) {
      tally = { arrivals: noHalfHours(), services: 0, seconds: 0, abandoned: 0, waitS: 0 };
      days.set(day, tally);
    }
    return tally;
  }
}

const nobody: readonly number[] = Object.freeze(new Array<number>(halfHours).fill(0));
