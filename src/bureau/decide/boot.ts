import { isDeepStrictEqual as same } from 'node:util';
import type { Answer } from '../commands.ts';
import { done, type Turn } from '../turn.ts';
import { loseTaxpayer } from './intake.ts';
import { loseStation } from './station.ts';
import { followHours } from './time.ts';

/**
 * A process begins: nobody is connected to it yet, and time has passed. Everybody gets the grace time to come back,
 * those too whose line had dropped before: they could not have come back while nothing ran.
 */
export function boot(turn: Turn, version: string): Answer {
  adopt(turn, version);
  for (const s of [...turn.state.stations()]) loseStation(turn, s.context.id);
  for (const t of [...turn.state.tickets()]) loseTaxpayer(turn, t);
  return done;
}

/** Other files rule from now on; whoever is signed in works by them at once. */
export function adopt(turn: Turn, version: string): Answer {
  if (turn.state.meta.version !== version) turn.emit({ type: 'config.adopted', version });
  for (const { context: s } of [...turn.state.stations()]) {
    const config = turn.bureau.stations.get(s.id);
    if (config === undefined || (same(config.capacity, s.capacity) && same(config.skills, s.skills))) continue;
    turn.emit({ type: 'station.changed', station: s.id, capacity: config.capacity, skills: config.skills });
  }
  for (const hall of turn.bureau.halls.keys()) followHours(turn, hall);
  return done;
}
