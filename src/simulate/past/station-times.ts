import { activityOf, type StationSnapshot } from '../../performance/stations.ts';
import type { StationTime } from './day.ts';

/** Counts the time of stations as a day goes on: each change of a station ends what it did until then. */
export class StationTimes {
  readonly #stationOf: (id: string) => StationSnapshot | undefined;
  readonly #now = new Map<string, { does: 'busy' | 'available' | null; since: number }>();
  readonly #times = new Map<string, StationTime>();

  constructor(stationOf: (id: string) => StationSnapshot | undefined) {
    this.#stationOf = stationOf;
  }

  settle(id: string, at: number): void {
    this.#spend(id, at);
    const s = this.#stationOf(id);
    const activity = s === undefined ? 'other' : activityOf(s);
    this.#now.set(id, { does: activity === 'busy' || activity === 'available' ? activity : null, since: at });
  }

  lent(id: string): void {
    this.#timeOf(id).lent++;
  }

  /** All that was counted, with what goes on at `at` counted until then. */
  until(at: number): ReadonlyMap<string, StationTime> {
    for (const id of this.#now.keys()) this.settle(id, at);
    return this.#times;
  }

  #spend(id: string, at: number): void {
    const now = this.#now.get(id);
    if (now !== undefined && now.does !== null) this.#timeOf(id)[now.does] += at - now.since;
  }

  #timeOf(id: string): StationTime {
    let time = this.#times.get(id);
    if (time === undefined) {
      time = { busy: 0, available: 0, lent: 0 };
      this.#times.set(id, time);
    }
    return time;
  }
}
