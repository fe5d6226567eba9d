import { DateTime } from 'luxon';

/** A day of the bureau, and when it begins and ends, ms: [from, to). */
export interface Day {
  /** ISO date. */
  day: string;
  from: number;
  to: number;
}

/** The days of a timezone. The last one asked for is kept: steps come in order of time. */
export class Days {
  readonly #zone: string;
  #last: Day = { day: '', from: 0, to: 0 };

  constructor(timezone: string) {
    this.#zone = timezone;
  }

  /** The day in which a time (ms) lies. */
  at(ms: number): Day {
    if (ms < this.#last.from || ms >= this.#last.to) {
      this.#last = dayFrom(DateTime.fromMillis(ms, { zone: this.#zone }).startOf('day'));
    }
    return this.#last;
  }

  /** A day by its ISO date. Throws `RangeError` when that is no date. */
  of(day: string): Day {
    const begin = DateTime.fromISO(day, { zone: this.#zone });
    if (!begin.isValid) throw new RangeError(`${day} is not an ISO date`);
    return dayFrom(begin.startOf('day'));
  }

  /** The parts of [from, to) by day: what crosses midnight is split there. */
  *parts(from: number, to: number): Iterable<{ day: string; ms: number }> {
    for (let at = from; at < to; ) {
      const { day, to: end } = this.at(at);
      const until = Math.min(to, end);
      yield { day, ms: until - at };
      at = until;
    }
  }
}

/** Not always 24 hours long: the clocks of some zones are changed. */
function dayFrom(begin: DateTime): Day {
  return { day: begin.toFormat('yyyy-MM-dd'), from: begin.toMillis(), to: begin.plus({ days: 1 }).toMillis() };
}
