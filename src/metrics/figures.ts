import type { Figures } from '../bureau/figures.ts';
import { hallStates, stationStates, ticketStates } from '../protocol/views.ts';
import type { Observer } from './observe.ts';
import type { Metrics } from './registry.ts';

const openStates = ticketStates.filter((state) => state !== 'closed');
const staffedStates = stationStates.filter((state) => state !== 'signedOut');

/**
 * Before each scrape sets the gauges of the present moment from the bureau's own count; between scrapes they cost
 * nothing. All channels of all halls are always there, at 0 when nobody waits.
 */
export function collectFigures(
  { instruments, beforeScrape }: Metrics,
  observer: Observer,
  figures: () => Figures,
  channels: () => Iterable<string>,
): void {
  const { ticketsWaiting, oldestWait, stationsNow, hallState, ticketsOpen, ticketsUnaccounted, actorErrors } =
    instruments;

  beforeScrape('figures', () => {
    const { at, halls, states, imbalance, actorErrors: errors } = figures();
    observer.settle(at);

    // A hall or channel that a new configuration dropped must not stay with its last value.
    for (const gauge of [ticketsWaiting, oldestWait, stationsNow, hallState]) gauge.reset();
    for (const [hall, now] of halls) {
      for (const channel of channels()) {
        const waiting = now.waiting.get(channel);
        ticketsWaiting.set({ hall, channel }, waiting?.count ?? 0);
        oldestWait.set({ hall, channel }, waiting ? (at - waiting.oldestAt) / 1000 : 0);
      }
      for (const state of staffedStates) stationsNow.set({ hall, state }, now.stations.get(state) ?? 0);
      for (const state of hallStates) hallState.set({ hall, state }, state === now.state ? 1 : 0);
    }
    for (const state of openStates) ticketsOpen.set({ state }, states[state]);
    ticketsUnaccounted.set(imbalance);

    actorErrors.reset();
    actorErrors.inc(errors);
  });
}
