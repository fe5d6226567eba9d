import { erlangA } from '../erlang/a.ts';
import { erlangC } from '../erlang/c.ts';
import { halfHourMs } from '../forecast/half-hours.ts';
import type { Limits } from './limits.ts';
import { goalOf, type Target } from './targets.ts';
import type { Work } from './work.ts';

const halfHourS = halfHourMs / 1000;

/** How a line will fare; null where it means nothing: nobody comes, or nobody is there. */
export interface Outlook {
  /** Share answered in target, 0–1. */
  serviceLevel: number | null;
  /** Share of their time that those at work are busy. */
  occupancy: number | null;
}

/**
 * Of people who wait on the line: `arrivals` in a half hour, so many stations at work. Each half hour is taken as if it
 * went on for ever (SIPP; L. Green, P. Kolesar, J. Soares, Operations Research 49, 2001), by Erlang A, or by Erlang C where
 * nobody is known to give up.
 */
export function liveOutlook(arrivals: number, work: Work, targets: readonly Target[], atWork: number): Outlook {
  if (arrivals <= 0) return { serviceLevel: null, occupancy: atWork > 0 ? 0 : null };
  if (atWork < 1) return { serviceLevel: 0, occupancy: null };
  const { serviceS, patienceS } = work;
  const load = { arrivals: arrivals / halfHourS, serviceS };
  if (patienceS === null && load.arrivals * serviceS >= atWork) return { serviceLevel: 0, occupancy: 1 };
  let serviceLevel = 0;
  let occupancy = 0;
  for (const { share, withinS } of targets) {
    const figures =
      patienceS === null ? erlangC(load, atWork, withinS) : erlangA({ ...load, patienceS }, atWork, withinS);
    serviceLevel += share * (figures.serviceLevel ?? 0);
    occupancy = figures.occupancy;
  }
  return { serviceLevel, occupancy };
}

/** The fewest stations at work with which the goal is met and nobody is busier than the limit; 0 when nobody comes. */
export function liveNeed(arrivals: number, work: Work, targets: readonly Target[], limits: Limits): number {
  if (arrivals <= 0) return 0;
  const goal = goalOf(targets);
  const enough = (stations: number) => {
    const { serviceLevel, occupancy } = liveOutlook(arrivals, work, targets, stations);
    return (serviceLevel ?? 0) >= goal && (occupancy ?? 1) <= limits.occupancy;
  };
  // Where the limit of occupancy would lie did nobody give up: the answer is near.
  let stations = Math.max(1, Math.ceil((arrivals * work.serviceS) / halfHourS / limits.occupancy));
  if (!enough(stations)) {
    do stations++;
    while (!enough(stations));
    return stations;
  }
  while (stations > 1 && enough(stations - 1)) stations--;
  return stations;
}
