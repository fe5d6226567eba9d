import type { Figures, HallNow } from '../bureau/figures.ts';
import type { Bureau } from '../config/schema.ts';
import { hallStates, parkReasons } from '../protocol/views.ts';
import type { Observer } from './observe.ts';
import type { Metrics } from './registry.ts';
import { staffedStates } from './stations-table.ts';
import { openStates } from './tickets-table.ts';

/**
 * Before each scrape sets the gauges of the present moment from the bureau's own count; between scrapes they cost
 * nothing. All channels, groups and businesses of all halls are always there, at 0 when nobody waits.
 */
export function collectFigures(
  { instruments: to, beforeScrape }: Metrics,
  observer: Observer,
  figures: () => Figures,
  bureau: () => Pick<Bureau, 'channels' | 'groups' | 'businesses' | 'departments'>,
): void {
  // A hall or channel that a new configuration dropped must not stay with its last value.
  const perHall = [to.ticketsWaiting, to.oldestWait, to.businessWaiting, to.stationsNow, to.groupStations];
  const perPlace = [...perHall, to.hallState, to.oldestParked, to.ticketsLimit, to.followUpsOpen, to.oldestFollowUp];

  const setHall = (now: HallNow) => {
    const { hall, waiting, businesses, stations, groups } = now;
    for (const channel of bureau().channels.keys()) {
      const { count, oldestMs } = waiting[channel] ?? { count: 0, oldestMs: 0 };
      to.ticketsWaiting.set({ hall, channel }, count);
      to.oldestWait.set({ hall, channel }, oldestMs / 1000);
    }
    for (const business of bureau().businesses.keys()) {
      to.businessWaiting.set({ hall, business }, businesses[business] ?? 0);
    }
    for (const state of staffedStates) to.stationsNow.set({ hall, state }, stations[state] ?? 0);
    for (const group of bureau().groups.keys()) {
      for (const state of staffedStates) to.groupStations.set({ hall, group, state }, groups[group]?.[state] ?? 0);
    }
    for (const state of hallStates) to.hallState.set({ hall, state }, state === now.state ? 1 : 0);
    setStuck(now);
  };

  const setStuck = ({ hall, stuck }: HallNow) => {
    for (const reason of parkReasons) to.oldestParked.set({ hall, reason }, (stuck.parkedMs[reason] ?? 0) / 1000);
    for (const group of bureau().groups.keys()) {
      const { warned, breached } = stuck.limits[group] ?? { warned: 0, breached: 0 };
      to.ticketsLimit.set({ hall, group, status: 'warned' }, warned);
      to.ticketsLimit.set({ hall, group, status: 'breached' }, breached);
    }
    to.followUpsOpen.set({ hall }, stuck.followUps.open);
    to.oldestFollowUp.set({ hall }, stuck.followUps.oldestMs / 1000);
  };

  beforeScrape('figures', () => {
    const { at, halls, states, imbalance, questionsMs, actors, actorErrors } = figures();
    observer.settle(at);
    for (const gauge of [...perPlace, to.oldestQuestion]) gauge.reset();
    for (const hall of halls) setHall(hall);
    for (const department of bureau().departments.keys()) to.oldestQuestion.set({ department }, 0);
    // Also of a department that new files dropped: somebody still waits for its answer.
    for (const [department, ms] of Object.entries(questionsMs)) to.oldestQuestion.set({ department }, ms / 1000);
    for (const state of openStates) to.ticketsOpen.set({ state }, states[state]);
    to.ticketsUnaccounted.set(imbalance);
    for (const [kind, count] of Object.entries(actors)) to.actors.set({ kind }, count);
    to.actorErrors.reset();
    to.actorErrors.inc(actorErrors);
  });
}
