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
    for (const { hall, state: hallNow, waiting, stations } of halls) {
      for (const channel of channels()) {
        const { count, oldestMs } = waiting[channel] ?? { count: 0, oldestMs: 0 };
        ticketsWaiting.set({ hall, channel }, count);
        oldestWait.set({ hall, channel }, oldestMs / 1000);
      }
      for (const state of staffedStates) stationsNow.set({ hall, state }, stations[state] ?? 0);
      for (const state of hallStates) hallState.set({ hall, state }, state === hallNow ? 1 : 0);
    }
    for (const state of openStates) ticketsOpen.set({ state }, states[state]);
    ticketsUnaccounted.set(imbalance);

    actorErrors.reset();
    actorErrors.inc(errors);
  });
}
