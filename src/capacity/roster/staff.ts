import { groupModalities } from '../../bureau/figures.ts';
import type { Bureau, Capacity } from '../../config/schema.ts';
import { type HalfHours, halfHours, noHalfHours } from '../forecast/half-hours.ts';
import { type Presence, presentShare } from './presence.ts';

/** Stations of a hall that may serve the same groups, and how many of them there are by half hour. */
export interface Pool {
  hall: string;
  groups: string[];
  stations: number[];
}

/** The groups that a station may serve: those whose modality it carries. */
export function groupsOf(bureau: Pick<Bureau, 'groups' | 'channels'>): (capacity: Capacity) => string[] {
  const served = groupModalities(bureau);
  return (capacity) =>
    served.filter(([, [modality]]) => modality !== undefined && capacity[modality] > 0).map(([g]) => g);
}

class Pools {
  readonly #pools = new Map<string, Pool>();

  add(hall: string, groups: string[], stations: readonly number[]): void {
    const key = [hall, ...groups].join(' ');
    const pool = this.#pools.get(key) ?? { hall, groups, stations: noHalfHours() };
    this.#pools.set(key, pool);
    for (let slot = 0; slot < halfHours; slot++) pool.stations[slot]! += stations[slot]!;
  }

  all(): Pool[] {
    return [...this.#pools.values()].filter(({ groups }) => groups.length > 0);
  }
}

/** Every station of the files, in the opening hours of its hall on a day. */
export function configured(bureau: Bureau, days: HalfHours, day: string): Pool[] {
  const groups = groupsOf(bureau);
  const pools = new Pools();
  for (const { hall, capacity } of bureau.stations.values()) pools.add(hall, groups(capacity), days.open(hall, day));
  return pools.all();
}

/** Those who were signed in on a day, until `now` (ms). */
export function signedIn(
  bureau: Bureau,
  days: HalfHours,
  day: string,
  presences: readonly Presence[],
  now: number,
): Pool[] {
  const groups = groupsOf(bureau);
  const pools = new Pools();
  const { from, to } = days.of(day);
  for (const presence of presences) {
    const station = bureau.stations.get(presence.station);
    if (station === undefined || presence.from >= to || (presence.to ?? now) <= from) continue;
    pools.add(station.hall, groups(station.capacity), presentShare(presence, from, now));
  }
  return pools.all();
}

/** One roster until a half hour (exclusive), the other from there on. */
export function until(slot: number, before: readonly Pool[], after: readonly Pool[]): Pool[] {
  const pools = new Pools();
  const part = (pool: Pool, is: (i: number) => boolean) =>
    pools.add(
      pool.hall,
      pool.groups,
      pool.stations.map((n, i) => (is(i) ? n : 0)),
    );
  for (const pool of before) part(pool, (i) => i < slot);
  for (const pool of after) part(pool, (i) => i >= slot);
  return pools.all();
}
