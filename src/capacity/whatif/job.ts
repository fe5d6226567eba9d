import { playDay } from '../../simulate/past/play.ts';
import type { Change } from './change.ts';
import { figuresOf, type WorldFigures } from './figures.ts';
import { prepare, type Source } from './source.ts';
import { worldOf } from './world.ts';

/** One world of one seed. Plain data: it is given to workers. */
export interface Job {
  source: Source;
  seed: number;
  /** None: the world as it was. */
  changes: readonly Change[];
}

/** Plays it; `progress` hears what share is done, 0–1. Throws as `worldOf` and `playDay`. */
export function runJob({ source, seed, changes }: Job, progress: (share: number) => void): WorldFigures {
  const { day, files } = prepare(source, seed);
  const { bureau, shifts } = worldOf(files, day.shifts, changes);
  const world = { ...day, shifts: [...shifts] };
  const played = playDay(world, bureau, { progress: (entered) => progress(entered / day.requests.length) });
  return figuresOf(world, bureau, played);
}
