import { workedOf } from '../actors/station.ts';
import type { Step } from '../bureau/commands.ts';
import type { BureauEvent, EventOf } from '../bureau/events.ts';
import { stationsOf } from '../bureau/events.ts';
import type { Bureau } from '../config/schema.ts';
import type { Indicator } from '../config/standards.ts';
import { type Outcome, stationOutcomes } from '../protocol/commands.ts';
import { type Cell, Cells, type Per } from './cells.ts';
import { Days } from './days.ts';
import { formulas } from './formulas.ts';
import { activityOf, isAway, type StationSnapshot, Stations } from './stations.ts';
import type { Tally } from './tally.ts';
import { type Known, note } from './tickets.ts';

/** One row of a performance sheet. A group is a hall's; an officer who worked at two halls has a row at each. */
export interface Sheet {
  day: string;
  per: Per;
  hall: string;
  group: string | null;
  officer: string | null;
  /** By the code of the indicator; null where there was nothing to divide by. */
  figures: Record<string, number | null>;
}

/** What a fold that goes on later must know: of open work, not of history. Plain data. */
export interface KeptSheets {
  stations: { since: number; snapshot: StationSnapshot }[];
  tickets: [string, Known][];
  /** Halls that are open, and since when their time is not yet counted. */
  open: [string, number][];
  /** Where each officer signed in last. */
  homes: [string, string][];
}

const closedByStation: readonly Outcome[] = stationOutcomes;
/** Nobody answered in time: the taxpayer gave up, or was sent home. */
const lostOutcomes: readonly Outcome[] = ['abandoned', 'hallClosed'];

/**
 * Performance sheets as a fold over the journal. Work counts for the officer and hall that did it and the ticket's
 * group; answers, losses and ratings for the ticket's hall and group, and for the officer. Time at a station counts for
 * each group that it may serve, so that groups do not add up to their hall. What crosses midnight is split there.
 */
export class Sheets {
  readonly #bureau: Pick<Bureau, 'channels' | 'standards'>;
  readonly #days: Days;
  readonly #cells = new Cells();
  readonly #stations = new Stations();
  /** Up to when a station's time is counted. */
  readonly #since = new Map<string, number>();
  readonly #tickets = new Map<string, Known>();
  readonly #open = new Map<string, number>();
  readonly #homes = new Map<string, string>();
  /** Nothing is counted for days before this time any more. */
  #from = Number.NEGATIVE_INFINITY;

  constructor(bureau: Pick<Bureau, 'channels' | 'standards'>, timezone: string, kept?: KeptSheets) {
    this.#bureau = bureau;
    this.#days = new Days(timezone);
    for (const { since, snapshot } of kept?.stations ?? []) {
      this.#stations.restore(snapshot);
      this.#since.set(snapshot.context.id, since);
    }
    for (const [id, known] of kept?.tickets ?? []) this.#tickets.set(id, { ...known });
    for (const [hall, since] of kept?.open ?? []) this.#open.set(hall, since);
    for (const [officer, hall] of kept?.homes ?? []) this.#homes.set(officer, hall);
  }

  /** Takes the next step of the journal. */
  add(step: Step): void {
    const touched = new Map<string, boolean>();
    for (const e of step.events) {
      for (const id of stationsOf(e)) {
        if (!touched.has(id)) touched.set(id, this.#isAway(id));
        this.#station(id, e);
      }
      if (e.type === 'hall.opened' || e.type === 'hall.draining' || e.type === 'hall.closed') this.#hall(e);
      else this.#count(e);
      note(this.#tickets, e);
      if (e.type === 'ticket.closed') this.#tickets.delete(e.ticket);
    }
    // Who is paused and signed out in one step has not stepped away.
    for (const [id, wasAway] of touched) if (!wasAway && this.#isAway(id)) this.#pause(id, step.at);
  }

  /** Counts the time that has passed until `at` (ms), as far as it was not counted yet. */
  settle(at: number): void {
    for (const id of this.#stations.ids()) this.#spend(id, at);
    for (const hall of this.#open.keys()) this.#spendOpen(hall, at);
  }

  /** The rows of a day (ISO date), as of the last step or `settle`: by kind, hall and name. */
  sheets(day: string): Sheet[] {
    const { indicators } = this.#bureau.standards;
    return this.#cells.rows(day).map((cell) => sheetOf(day, cell, indicators));
  }

  /** What was counted, for those who want more than the indicators. */
  tallies(day: string): Cell[] {
    return this.#cells.rows(day);
  }

  /** Drops the days that are over at `at` (ms); what still comes of them is counted for the day of `at`. */
  forgetBefore(at: number): void {
    this.#from = at;
    this.#cells.forgetBefore(this.#days.at(at).day);
  }

  keep(): KeptSheets {
    return {
      stations: this.#stations
        .keep()
        .map((snapshot) => ({ since: this.#since.get(snapshot.context.id) ?? snapshot.context.since, snapshot })),
      tickets: [...this.#tickets],
      open: [...this.#open],
      homes: [...this.#homes],
    };
  }

  #station(id: string, e: BureauEvent): void {
    this.#spend(id, e.at);
    const before = this.#stations.get(id);
    const after = this.#stations.send(id, e);
    if (e.type === 'station.signedIn') {
      this.#since.set(id, e.at);
      this.#homes.set(e.officer, e.hall);
    }
    if (after === undefined) this.#since.delete(id);
    for (const work of before?.context.work ?? []) {
      if (before === undefined || after?.context.work.some((w) => w.ticket === work.ticket)) continue;
      if (work.phase === 'consulting') continue;
      const ms = workedOf(work, e.at);
      this.#add(e.at, before, this.#groupOf(work.ticket), (t) => {
        t.ended++;
        t.workedMs += ms;
      });
    }
  }

  #isAway(id: string): boolean {
    const s = this.#stations.get(id);
    return s !== undefined && isAway(s);
  }

  #pause(id: string, at: number): void {
    const s = this.#stations.get(id);
    if (s !== undefined) this.#add(at, s, this.#groupsOf(s), (t) => t.pauses++);
  }

  #hall(e: EventOf<'hall.opened' | 'hall.draining' | 'hall.closed'>): void {
    this.#spendOpen(e.hall, e.at);
    for (const id of this.#stations.ids()) if (this.#stations.get(id)?.context.hall === e.hall) this.#spend(id, e.at);
    if (e.type !== 'hall.opened') this.#open.delete(e.hall);
    else if (!this.#open.has(e.hall)) this.#open.set(e.hall, e.at);
  }

  /** Counts a station's time in what it does until `at`, before that changes. */
  #spend(id: string, at: number): void {
    const s = this.#stations.get(id);
    const since = this.#since.get(id);
    if (s === undefined || since === undefined || at <= since) return;
    this.#since.set(id, at);
    const { officer, hall, work } = s.context;
    if (officer === null) return;
    const activity = activityOf(s);
    const open = this.#open.has(hall);
    const busy = new Set(work.filter((w) => w.since !== null).flatMap((w) => this.#groupOf(w.ticket)));
    const groups = new Set([...this.#groupsOf(s), ...busy]);
    for (const { day, ms } of this.#days.parts(since, at)) {
      const spend = ({ tally, people }: Cell, works: boolean) => {
        people.add(officer);
        tally.signedInMs += ms;
        if (open) tally.presentMs += ms;
        if (open && activity !== 'other') tally.adherentMs += ms;
        if (works) tally.busyMs += ms;
        else if (activity === 'available') tally.availableMs += ms;
      };
      spend(this.#cells.at(day, 'officer', hall, officer), activity === 'busy');
      spend(this.#cells.at(day, 'hall', hall, hall), activity === 'busy');
      for (const group of groups) spend(this.#cells.at(day, 'group', hall, group), busy.has(group));
    }
  }

  #spendOpen(hall: string, at: number): void {
    const since = this.#open.get(hall);
    if (since === undefined || at <= since) return;
    this.#open.set(hall, at);
    for (const { day, ms } of this.#days.parts(since, at)) this.#cells.opened(day, hall, ms);
  }

  #count(e: BureauEvent): void {
    if (e.type === 'offer.accepted') this.#accepted(e);
    else if (e.type === 'offer.rejected' || e.type === 'offer.timedOut')
      this.#addOfficer(e.at, this.#stations.get(e.station), (t) => t.asked++);
    else if (e.type === 'ticket.handedOver')
      this.#add(e.at, this.#stations.get(e.to), [e.target.group], (t) => t.services++);
    else if (e.type === 'ticket.closed') this.#closed(e);
    else if (e.type === 'rating.given') this.#rated(e);
  }

  #accepted(e: EventOf<'offer.accepted'>): void {
    const s = this.#stations.get(e.station);
    const t = this.#tickets.get(e.ticket);
    this.#addOfficer(e.at, s, (tally) => {
      tally.asked++;
      tally.taken++;
    });
    if (e.invite !== null) return;
    this.#add(e.at, s, this.#groupOf(e.ticket), (tally) => tally.services++);
    if (t === undefined || t.services > 0) return;
    const answer = (tally: Tally) => {
      tally.answered++;
      if (e.inTarget) tally.inTarget++;
      tally.waitMs += e.at - t.enteredAt;
    };
    this.#addOfficer(e.at, s, answer);
    this.#addTicket(e.at, t, (tally) => {
      tally.asked++;
      tally.taken++;
      answer(tally);
    });
  }

  #closed(e: EventOf<'ticket.closed'>): void {
    const t = this.#tickets.get(e.ticket);
    if (t !== undefined && t.services === 0 && lostOutcomes.includes(e.outcome)) {
      this.#addTicket(e.at, t, (tally) => {
        tally.asked++;
        tally.lost++;
      });
    }
    if (e.station === null || !closedByStation.includes(e.outcome)) return;
    this.#add(e.at, this.#stations.get(e.station), this.#groupOf(e.ticket), (tally) => {
      tally.handled++;
      if (t?.services === 1 && e.outcome === 'resolved') tally.firstTime++;
      if (t?.promised) tally.promised++;
      if (t?.promised && t.breached) tally.overdue++;
    });
  }

  #rated(e: EventOf<'rating.given'>): void {
    const day = this.#dayOf(e.at);
    const cells = [this.#cells.at(day, 'hall', e.hall, e.hall), this.#cells.at(day, 'group', e.hall, e.group)];
    if (e.officer !== null) {
      cells.push(this.#cells.at(day, 'officer', this.#homes.get(e.officer) ?? e.hall, e.officer));
    }
    for (const { tally } of cells) {
      tally.ratings++;
      if (e.grade >= 3) tally.satisfied++;
    }
  }

  /** Counts for who is at a station, for its hall, and for groups there. */
  #add(at: number, s: StationSnapshot | undefined, groups: Iterable<string>, count: (tally: Tally) => void): void {
    if (s === undefined) return;
    const { hall } = s.context;
    const day = this.#dayOf(at);
    this.#addOfficer(at, s, count);
    count(this.#cells.at(day, 'hall', hall, hall).tally);
    for (const group of groups) count(this.#cells.at(day, 'group', hall, group).tally);
  }

  #addOfficer(at: number, s: StationSnapshot | undefined, count: (tally: Tally) => void): void {
    if (s === undefined || s.context.officer === null) return;
    count(this.#cells.at(this.#dayOf(at), 'officer', s.context.hall, s.context.officer).tally);
  }

  /** Counts for the hall and group whose ticket it is. */
  #addTicket(at: number, { hall, group }: Known, count: (tally: Tally) => void): void {
    const day = this.#dayOf(at);
    count(this.#cells.at(day, 'hall', hall, hall).tally);
    count(this.#cells.at(day, 'group', hall, group).tally);
  }

  #dayOf(at: number): string {
    return this.#days.at(Math.max(at, this.#from)).day;
  }

  #groupOf(ticket: string): string[] {
    const group = this.#tickets.get(ticket)?.group;
    return group === undefined ? [] : [group];
  }

  /** The groups that a station may serve: those with a channel of a modality that it has capacity for. */
  #groupsOf({ context: { capacity } }: StationSnapshot): Set<string> {
    const groups = new Set<string>();
    for (const { group, modalities } of this.#bureau.channels.values()) {
      if (modalities.some((modality) => capacity[modality] > 0)) groups.add(group);
    }
    return groups;
  }
}

/** Without standards every formula is shown, by its own name. */
function sheetOf(day: string, { per, hall, id, tally }: Cell, indicators: Indicator[]): Sheet {
  const figures: Sheet['figures'] = {};
  for (const { code, formula } of indicators) figures[code] = formulas[formula](tally);
  if (indicators.length === 0) for (const [name, formula] of Object.entries(formulas)) figures[name] = formula(tally);
  return { day, per, hall, group: per === 'group' ? id : null, officer: per === 'officer' ? id : null, figures };
}
