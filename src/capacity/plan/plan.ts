import { groupModalities } from '../../bureau/figures.ts';
import type { Bureau } from '../../config/schema.ts';
import type { Modality } from '../../protocol/modality.ts';
import { type Basis, Forecaster } from '../forecast/forecast.ts';
import { type HalfHours, halfHours, type Line, noHalfHours, sum } from '../forecast/half-hours.ts';
import type { History } from '../forecast/history.ts';
import { shareOut } from '../roster/share.ts';
import type { Pool } from '../roster/staff.ts';
import { type Papers, paperNeed, paperOutlook } from './documents.ts';
import { atWorkOf, type Limits, limitsOf, signedInFor } from './limits.ts';
import { liveNeed, liveOutlook, type Outlook } from './live.ts';
import { type Target, targetsOf } from './targets.ts';
import { type Work, workOf } from './work.ts';

/** A line's day by half hour. Stations are those signed in, of whom some take a break (limits.ts). */
export interface LinePlan extends Line {
  arrivals: number[];
  /** Who came that day, as far as the history knows. */
  came: readonly number[];
  required: number[];
  staffed: number[];
  outlook: Outlook[];
  basis: Basis;
  /** Whole days that the forecast rests on. */
  days: number;
}

/** What a group would need were the city one hall. */
export interface CityPlan {
  group: string;
  required: number[];
}

export interface DayPlan {
  day: string;
  lines: LinePlan[];
  city: CityPlan[];
  /** Groups that are asked for, of which nobody knows what a ticket takes: nothing was served yet. */
  unknown: string[];
}

/** What is known of a line before its stations are. */
interface Demand extends Line {
  modality: Modality;
  arrivals: number[];
  basis: Basis;
  days: number;
  work: Work | null;
  targets: Target[];
  papers: Papers;
}

/** Who is on the line goes before paper: in this order stations are given out where they are scarce. */
const urgency: readonly Modality[] = ['voice', 'video', 'document'];

/** Makes plans of a bureau's days from its history. */
export class Planner {
  readonly #bureau: Bureau;
  readonly #days: HalfHours;
  readonly #history: History;
  readonly #limits: Limits;
  readonly #forecaster: Forecaster;
  readonly #modality: ReadonlyMap<string, Modality>;

  constructor(bureau: Bureau, days: HalfHours, history: History) {
    this.#bureau = bureau;
    this.#days = days;
    this.#history = history;
    this.#limits = limitsOf(bureau);
    this.#modality = new Map(
      groupModalities(bureau).flatMap(([group, [modality]]) => (modality ? [[group, modality]] : [])),
    );
    this.#forecaster = new Forecaster(history, days, (group) => this.#modality.get(group) !== 'document');
  }

  get forecaster(): Forecaster {
    return this.#forecaster;
  }

  /** The plan of a day (ISO date) as made at `now` (ms), with these stations. */
  day(day: string, now: number, pools: readonly Pool[]): DayPlan {
    const all = this.#demands(day, now);
    const demands = all.filter(({ work }) => work !== null);
    const unknown = [...new Set(all.flatMap(({ work, group }) => (work === null ? [group] : [])))];
    const needed = new Map(demands.map((demand) => [demand, this.#need(demand)]));
    const halls = Map.groupBy(demands, ({ hall }) => hall);
    const lines = [...halls].flatMap(([hall, own]) => {
      const there = pools.filter((pool) => pool.hall === hall);
      const staffed = new Map(own.map((demand) => [demand.group, noHalfHours()]));
      for (let slot = 0; slot < halfHours; slot++) {
        const needs = own.map((demand) => ({ group: demand.group, stations: needed.get(demand)![slot]! }));
        // Who is still, or already, signed in when the hall is closed is not there for it.
        const open = own[0]!.papers.open[slot]! > 0;
        for (const [group, stations] of shareOut(there, slot, needs)) staffed.get(group)![slot] = open ? stations : 0;
      }
      return own.map((demand) => this.#line(day, demand, needed.get(demand)!, staffed.get(demand.group)!));
    });
    return { day, lines, city: this.#city(demands), unknown };
  }

  /** The same of one half hour alone: `signedIn` are the stations there now, taken to have been there all day. */
  now(now: number, signedIn: readonly Pool[]): { slot: number; lines: LinePlan[] } {
    const { day, slot } = this.#days.at(now);
    const demands = this.#demands(day, now).filter(({ basis, work }) => basis !== 'none' && work !== null);
    const lines = [...Map.groupBy(demands, ({ hall }) => hall)].flatMap(([hall, own]) => {
      const there = signedIn.filter((pool) => pool.hall === hall);
      const needed = new Map(own.map((demand) => [demand.group, this.#need(demand, slot)]));
      const needs = own.map(({ group }) => ({ group, stations: needed.get(group)![slot]! }));
      const staffed = shareOut(there, slot, needs);
      return own.map((demand) => {
        const all = noHalfHours().fill(staffed.get(demand.group) ?? 0);
        return this.#line(day, demand, needed.get(demand.group)!, all, slot);
      });
    });
    return { slot, lines };
  }

  #demands(day: string, now: number): Demand[] {
    const { halls, groups } = this.#bureau;
    const lines = [...groups.keys()].flatMap((group) => [...halls.keys()].map((hall) => ({ hall, group })));
    // The day of `now` counts as far as it has gone; at its very beginning, not at all.
    const work = workOf(this.#history, this.#days.later(this.#days.at(now - 1).day, 1));
    const overnight = this.#overnight(lines, day, now);
    const demands = this.#forecaster.day(lines, day, now).flatMap((forecast, i): Demand[] => {
      const { hall, group, arrivals, basis, days } = forecast;
      const modality = this.#modality.get(group);
      const known = work({ hall, group });
      if (modality === undefined || (basis === 'none' && sum(arrivals) === 0)) return [];
      const targets = targetsOf(this.#bureau, this.#history, [{ hall, group }]);
      const open = this.#days.open(hall, day);
      const papers = { arrivals, overnight: overnight[i]!, open, serviceS: known?.serviceS ?? 0, targets };
      return [{ hall, group, modality, arrivals, basis, days, work: known, targets, papers }];
    });
    return demands.sort((a, b) => urgency.indexOf(a.modality) - urgency.indexOf(b.modality));
  }

  /** What comes between the last closing time and the beginning of a day. */
  #overnight(lines: readonly Line[], day: string, now: number): number[] {
    const all = lines.map(() => 0);
    const open = lines.map(() => true);
    for (let back = 1; back <= 14 && open.includes(true); back++) {
      const before = this.#days.later(day, -back);
      const forecasts = this.#forecaster.day(lines, before, now);
      lines.forEach((line, i) => {
        if (!open[i]) return;
        const closing = this.#days.open(line.hall, before).findLastIndex((share) => share > 0);
        all[i]! += sum(forecasts[i]!.arrivals.slice(closing + 1));
        open[i] = closing < 0;
      });
    }
    return all;
  }

  /** Stations to be signed in, by half hour, or in one of them only. */
  #need({ modality, arrivals, work, targets, papers }: Demand, only?: number): number[] {
    if (work === null) return noHalfHours();
    const atWork =
      modality === 'document'
        ? paperNeed(papers, this.#limits)
        : arrivals.map((n, slot) =>
            (only === undefined || only === slot) && papers.open[slot]! > 0
              ? liveNeed(n, work, targets, this.#limits)
              : 0,
          );
    return atWork.map((stations) => signedInFor(stations, this.#limits));
  }

  #line(day: string, demand: Demand, required: number[], staffed: number[], only?: number): LinePlan {
    const { hall, group, modality, arrivals, basis, days, work, targets, papers } = demand;
    const nothing = { serviceLevel: null, occupancy: null };
    const atWork = staffed.map((stations) => atWorkOf(stations, this.#limits));
    let outlook: Outlook[] = arrivals.map(() => nothing);
    if (work !== null && modality === 'document')
      outlook = paperOutlook(
        papers,
        staffed.map((n) => n * this.#limits.adherence),
      );
    else if (work !== null)
      outlook = arrivals.map((n, slot) =>
        (only === undefined || only === slot) && papers.open[slot]! > 0
          ? liveOutlook(n, work, targets, atWork[slot]!)
          : nothing,
      );
    const came = this.#history.arrivals({ hall, group }, day);
    return { hall, group, arrivals, came, required, staffed, outlook, basis, days };
  }

  #city(demands: readonly Demand[]): CityPlan[] {
    return [...Map.groupBy(demands, ({ group }) => group)].map(([group, lines]) => {
      const modality = lines[0]!.modality;
      const arrivals = noHalfHours().map((_, slot) => sum(lines.map((line) => line.arrivals[slot]!)));
      const all = sum(arrivals);
      const serviceS = sum(lines.map((line) => (line.work?.serviceS ?? 0) * sum(line.arrivals))) / (all || 1);
      const open = noHalfHours().map((_, slot) => Math.max(...lines.map((line) => line.papers.open[slot]!)));
      const targets = targetsOf(this.#bureau, this.#history, lines);
      const overnight = sum(lines.map((line) => line.papers.overnight));
      const work = serviceS === 0 ? null : { serviceS, patienceS: lines[0]!.work?.patienceS ?? null };
      const papers = { arrivals, overnight, open, serviceS, targets };
      const required = this.#need({ ...lines[0]!, modality, arrivals, work, targets, papers });
      return { group, required };
    });
  }
}
