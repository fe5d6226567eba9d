import { halfHours as all } from '../../capacity/forecast/half-hours.ts';
import { readRoster, rostered } from '../../capacity/roster/file.ts';
import { configured, type Pool, signedIn, until } from '../../capacity/roster/staff.ts';
import type { Source } from './source.ts';

/** Where stations come from: before the half hour `until` who was signed in, from then on the roster or the files. */
export interface Roster {
  pools: Pool[];
  until: number;
  rest: 'roster' | 'configuration';
}

/** A roster that is named rules; else of what is past who was signed in, and of the rest the files. */
export async function rosterOf(source: Source, day: string, file: string | undefined): Promise<Roster> {
  const { bureau, halfHours, history, now } = source;
  if (file !== undefined)
    return { pools: rostered(await readRoster(file, bureau), halfHours, day), until: 0, rest: 'roster' };
  const planned = configured(bureau, halfHours, day);
  const { from, to } = halfHours.of(day);
  // Of a journal that has ended nobody knows who was there after it.
  const known = Math.min(now, history.until);
  if (known <= from) return { pools: planned, until: 0, rest: 'configuration' };
  const slot = to <= known ? all : halfHours.at(known).slot;
  const there = signedIn(bureau, halfHours, day, (await source.presencesOn(day)).all, known);
  return { pools: until(slot, there, planned), until: slot, rest: 'configuration' };
}
