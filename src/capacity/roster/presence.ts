import { halfHourMs, halfHours } from '../forecast/half-hours.ts';

/** Who was at work: times in ms, `to` null while it goes on. */
export interface Presence {
  station: string;
  from: number;
  to: number | null;
}

/** Sign-ins and sign-outs, in their order, as presence. */
export class Presences {
  all: Presence[] = [];
  readonly #now = new Map<string, Presence>();

  signedIn(station: string, at: number): void {
    if (this.#now.has(station)) return;
    const presence = { station, from: at, to: null };
    this.#now.set(station, presence);
    this.all.push(presence);
  }

  signedOut(station: string, at: number): void {
    const presence = this.#now.get(station);
    if (presence === undefined) return;
    presence.to = at;
    this.#now.delete(station);
  }

  /** Drops those who had gone by a time, ms. */
  forgetBefore(at: number): void {
    this.all = this.all.filter(({ to }) => to === null || to >= at);
  }
}

/** Share of each half hour of the day that begins at `from` (ms) in which somebody was there, until `now` (ms). */
export function presentShare({ from: came, to: went }: Presence, from: number, now: number): number[] {
  return Array.from({ length: halfHours }, (_, slot) => {
    const begin = from + slot * halfHourMs;
    // Of the half hour now, the part that is over.
    const end = Math.min(begin + halfHourMs, now);
    const there = Math.min(end, went ?? now) - Math.max(begin, came);
    return end <= begin ? 0 : Math.max(0, there) / (end - begin);
  });
}
