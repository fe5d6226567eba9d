import type { StationState } from '../protocol/views.ts';
import type { Instruments } from './registry.ts';

/** A station that somebody is signed in at. */
export interface StationNow {
  id: string;
  hall: string;
  state: StationState;
}

/** Counts the time that stations spend in each state. Times are ms of the bureau's clock. */
export function stationTime({ stationSeconds }: Instruments) {
  /** `since`: the time in state is counted up to then. */
  const stations = new Map<string, { hall: string; state: StationState; since: number }>();

  const settleOne = (place: { hall: string; state: StationState; since: number }, until: number) => {
    // A scrape may have counted beyond a change whose ack came later; time is never counted twice.
    if (until <= place.since) return;
    stationSeconds.inc({ hall: place.hall, state: place.state }, (until - place.since) / 1000);
    place.since = until;
  };

  return {
    moved({ id, hall, state }: StationNow, since: number): void {
      const before = stations.get(id);
      if (before?.state === state) return;
      if (before) settleOne(before, since);
      if (state === 'signedOut') stations.delete(id);
      else stations.set(id, { hall, state, since: Math.max(since, before?.since ?? since) });
    },
    settle(now: number): void {
      for (const place of stations.values()) settleOne(place, now);
    },
  };
}
