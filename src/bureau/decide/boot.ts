import type { Answer } from '../commands.ts';
import { done, type Turn } from '../turn.ts';
import { taxpayerPresence } from './intake.ts';
import { stationPresence } from './station.ts';
import { followHours } from './time.ts';

/** A process begins: nobody is connected to it yet, and time has passed. Everybody gets the grace time to come back. */
export function boot(turn: Turn, version: string): Answer {
  adopt(turn, version);
  for (const s of [...turn.state.stations()]) stationPresence(turn, s.context.id, false);
  for (const t of [...turn.state.tickets()]) taxpayerPresence(turn, t.context.id, false);
  return done;
}

/** Other files rule from now on. */
export function adopt(turn: Turn, version: string): Answer {
  if (turn.state.meta.version !== version) turn.emit({ type: 'config.adopted', version });
  for (const hall of turn.bureau.halls.keys()) followHours(turn, hall);
  return done;
}
