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

/** Other files rule from now on. */
export function adopt(turn: Turn, version: string): Answer {
  if (turn.state.meta.version !== version) turn.emit({ type: 'config.adopted', version });
  for (const hall of turn.bureau.halls.keys()) followHours(turn, hall);
  return done;
}
