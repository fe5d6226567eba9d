import type { Answer, Given } from '../commands.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { toPause } from './pause.ts';
import { inHalls } from './rights.ts';
import { emptyDesk, toReady } from './station.ts';

/** A supervisor's hand on a station of the own halls, pooled or not: people are led where they are. */
export function steer(turn: Turn, { by, station, to }: Given<'steer'>): Answer {
  if (by.role !== 'supervisor') return refuse('forbidden', 'steer: by a supervisor');
  const s = turn.station(station);
  const hall = s?.context.hall ?? turn.bureau.stations.get(station)?.hall;
  if (hall === undefined) return refuse('not-found', `station ${station}`);
  if (!inHalls(by.halls, hall)) return refuse('forbidden', `${hall} is not one of your halls`);
  if (s === undefined) return to === 'signedOut' ? done : refuse('wrong-state', `nobody is signed in at ${station}`);
  if (to === 'ready') return toReady(turn, s);
  if (to === 'signedOut') emptyDesk(turn, station, 'supervisor');
  else if (s.context.wants === 'ready') toPause(turn, station, 'supervisor');
  return done;
}
