import { type DayKind, type HalfHours, halfHourMs, halfHours, type Line, noHalfHours, sum } from './half-hours.ts';
import type { History } from './history.ts';
import { learned, normal, type Profile, within } from './profile.ts';
import { type PastDay, type Volume, volumeOf } from './volume.ts';

/** What a forecast rests on: whole days of the past, a first day known in part, or nothing (then nobody is expected). */
export type Basis = 'history' | 'today' | 'none';

export interface Forecast extends Line {
  day: string;
  /** Arrivals expected by half hour; of what is past already, those that came. */
  arrivals: number[];
  basis: Basis;
  /** Whole days of work that it rests on. */
  days: number;
}

/** Fewer arrivals at the whole bureau say nothing about the rest of its first day. */
const leastToday = 30;

/**
 * Arrivals of a line by half hour: level × weekday × profile of the day, N(d,t) ~ Poisson(λ(d) p(t|weekday)), the model of
 * J. Weinberg, L. Brown, J. Stroud, "Bayesian forecasting of an inhomogeneous Poisson process with applications to call
 * center data", JASA 102 (2007), with each of its parts estimated in closed form (volume.ts, profile.ts). It keeps to
 * weekday means with a smoothed level because nothing much better is known some days ahead: J. W. Taylor, "A comparison
 * of univariate time series methods for forecasting intraday arrivals at a call center", Management Science 54 (2008).
 *
 * As a day goes on, what has come moves what is still expected: the posterior mean of a gamma-Poisson mixture,
 * (N + κ) / (E + κ) with κ = 1 ÷ the variance of a day's busyness (Jongbloed and Koole, 2001).
 */
export class Forecaster {
  readonly #history: History;
  readonly #halfHours: HalfHours;
  /** Groups whose arrivals keep to opening hours; documents do not. */
  readonly #live: (group: string) => boolean;

  constructor(history: History, halfHours: HalfHours, live: (group: string) => boolean) {
    this.#history = history;
    this.#halfHours = halfHours;
    this.#live = live;
  }

  /**
   * The forecast of a day (ISO date) for each of `lines` as made at `now` (ms): from the days that were over then, and
   * the half hours of the day itself that had begun.
   */
  day(lines: readonly Line[], day: string, now: number): Forecast[] {
    const past = this.#history.days().filter((known) => this.#isWhole(known, now));
    const groups = new Map<string, Profile>();
    const ofGroup = (group: string) => {
      const found = groups.get(group) ?? this.#groupProfile(group, past);
      groups.set(group, found);
      return found;
    };
    const soFar = this.#soFar(day, now);
    const first = past.length === 0 ? this.#firstDay(now) : null;
    return lines.map((line) => {
      const kind = this.#halfHours.kind(line.hall, day);
      const worked = past.filter((known) => this.#halfHours.kind(line.hall, known) !== 'rest');
      const made = (basis: Basis, arrivals: number[]) => ({ ...line, day, arrivals, basis, days: worked.length });
      if (kind === 'rest') {
        const rests = this.#restDays(line.hall, past);
        return made(
          past.length > 0 ? 'history' : 'none',
          this.#updated(line, day, this.#mean(line, rests), soFar, null),
        );
      }
      if (worked.length === 0) {
        if (first === null) return made('none', noHalfHours());
        return made('today', this.#updated(line, day, this.#fromFirstDay(line, day, first), soFar, null));
      }
      const volume = this.#volume(line, worked);
      const profile = this.#profile(line, day, kind, worked, ofGroup(line.group));
      const expected = volume.level * volume.factor(kind);
      const arrivals = profile.map((share) => expected * share);
      return made('history', this.#updated(line, day, arrivals, soFar, volume.busyness));
    });
  }

  /** Over at `now`, and counted from before its first hall opened until its last one closed. */
  #isWhole(day: string, now: number): boolean {
    const { from, until } = this.#history;
    const { open, close } = this.#halfHours.hours(day);
    return from !== null && from <= open && until >= close && this.#halfHours.of(day).to <= now;
  }

  #volume(line: Line, worked: readonly string[]): Volume {
    const days = worked.map(
      (day, i): PastDay => ({
        kind: this.#halfHours.kind(line.hall, day),
        count: sum(this.#history.arrivals(line, day)),
        age: worked.length - 1 - i,
      }),
    );
    return volumeOf(days);
  }

  /** From the general to the particular: opening hours, the group anywhere, the line, the line on such a weekday. */
  #profile(line: Line, day: string, kind: DayKind, worked: readonly string[], group: Profile): Profile {
    const open = this.#halfHours.open(line.hall, day);
    const base = sum(group) === 0 ? normal(open) : group;
    const counts = (known: string) => this.#history.arrivals(line, known);
    const own = learned(base, worked.map(counts));
    const such = worked.filter((known) => this.#halfHours.kind(line.hall, known) === kind);
    const profile = learned(own, such.map(counts));
    return this.#live(line.group) ? within(profile, open) : profile;
  }

  #groupProfile(group: string, past: readonly string[]): Profile {
    const lines = this.#history.lines().filter((line) => line.group === group);
    const counts = lines.flatMap((line) =>
      past
        .filter((day) => this.#halfHours.kind(line.hall, day) !== 'rest')
        .map((day) => this.#history.arrivals(line, day)),
    );
    return learned(noHalfHours(), counts);
  }

  /** Those between the first and the last known day: nobody may have come on them. */
  #restDays(hall: string, past: readonly string[]): string[] {
    const [first, last] = [past[0], past.at(-1)];
    if (first === undefined || last === undefined) return [];
    return this.#halfHours.from(first, last).filter((day) => this.#halfHours.kind(hall, day) === 'rest');
  }

  #mean(line: Line, days: readonly string[]): number[] {
    const mean = noHalfHours();
    for (const day of days)
      this.#history.arrivals(line, day).forEach((count, slot) => {
        mean[slot]! += count / days.length;
      });
    return mean;
  }

  /** How much of a day is known at `now`, in half hours; null when nothing is. Beyond its last: it is over. */
  #soFar(day: string, now: number): number | null {
    const seen = Math.min(now, this.#history.until);
    if (now < this.#halfHours.of(day).from || seen < this.#halfHours.of(day).from) return null;
    const at = this.#halfHours.at(seen);
    return at.day === day ? at.slot + at.passed : halfHours;
  }

  /** Arrivals of the half hours that have begun. */
  #came(line: Line, day: string, soFar: number): number[] {
    return this.#history.arrivals(line, day).map((count, slot) => (slot < soFar ? count : 0));
  }

  /** Before a whole day is known: the last day that is known in part, and until when; null while too few came on it. */
  #firstDay(now: number): { day: string; soFar: number } | null {
    const day = this.#history.days().findLast((known) => this.#halfHours.of(known).from <= now);
    const soFar = day === undefined ? null : this.#soFar(day, now);
    if (day === undefined || soFar === null) return null;
    const came = sum(this.#history.lines().flatMap((line) => this.#came(line, day, soFar)));
    return came < leastToday ? null : { day, soFar };
  }

  /** As many in each half hour of opening as on the first day since it is counted. */
  #fromFirstDay(line: Line, day: string, first: { day: string; soFar: number }): number[] {
    const came = sum(this.#came(line, first.day, first.soFar));
    const since = ((this.#history.from ?? 0) - this.#halfHours.of(first.day).from) / halfHourMs;
    const passed = this.#halfHours
      .open(line.hall, first.day)
      .map((share, slot) => share * Math.max(0, Math.min(first.soFar, slot + 1) - Math.max(since, slot)));
    const rate = sum(passed) === 0 ? 0 : came / sum(passed);
    return this.#halfHours.open(line.hall, day).map((share) => share * rate);
  }

  /** What came until now, and of the rest what is expected after that; `busyness` null: nothing is learnt from it. */
  #updated(
    line: Line,
    day: string,
    expected: readonly number[],
    soFar: number | null,
    busyness: number | null,
  ): number[] {
    if (soFar === null) return [...expected];
    const came = this.#came(line, day, soFar);
    const left = expected.map((_, slot) => Math.min(1, Math.max(0, slot + 1 - soFar)));
    const due = sum(expected.map((n, slot) => n * (1 - left[slot]!)));
    const ratio = busyness === null ? 1 : (sum(came) + 1 / busyness) / (due + 1 / busyness);
    return expected.map((n, slot) => came[slot]! + n * left[slot]! * ratio);
  }
}
