import { isDeepStrictEqual as same } from 'node:util';
import type { Turn } from '../turn.ts';
import { followStaffing } from './staffing.ts';
import { followHours } from './time.ts';

/** The files or the orders over them are other than they were: whoever is signed in, and every hall, goes by them at once. */
export function obey(turn: Turn): void {
  for (const { context: s } of [...turn.state.stations()]) {
    const config = turn.bureau.stations.get(s.id);
    if (config === undefined || (same(config.capacity, s.capacity) && same(config.skills, s.skills))) continue;
    turn.emit({ type: 'station.changed', station: s.id, capacity: config.capacity, skills: config.skills });
  }
  followStaffing(turn);
  for (const hall of turn.bureau.halls.keys()) followHours(turn, hall);
}
