import type { Answer } from '../commands.ts';
import { done, type Turn } from '../turn.ts';
import { loseTaxpayer } from './intake.ts';
import { obey } from './obey.ts';
import { loseStation } from './station.ts';
import { callLonger } from './summon.ts';

/**
 * A process begins: nobody is connected to it yet, and time has passed. Everybody gets the grace time to come back,
 * those too whose line had dropped before: they could not have come back while nothing ran.
 */
export function boot(turn: Turn, version: string): Answer {
  adopt(turn, version);
  for (const s of [...turn.state.stations()]) loseStation(turn, s.context.id);
  for (const t of [...turn.state.tickets()]) {
    loseTaxpayer(turn, t);
    callLonger(turn, t);
  }
  return done;
}

/** Other files rule from now on, under the standing orders. */
export function adopt(turn: Turn, version: string, changes = 0): Answer {
  const previous = turn.state.meta.version;
  if (previous !== version) turn.emit({ type: 'config.adopted', version, previous, changes });
  obey(turn);
  return done;
}
