import { BureauCore } from '../../bureau/bureau.ts';
import type { Step } from '../../bureau/commands.ts';
import { type BureauEvent, type EventOf, stationsOf } from '../../bureau/events.ts';
import type { Figures } from '../../bureau/figures.ts';
import type { Bureau } from '../../config/schema.ts';
import { CodedError } from '../../protocol/codes.ts';
import type { Principal } from '../../protocol/principal.ts';
import { type Asked, CoreDriver } from '../calls/driver.ts';
import { VirtualClock } from '../virtual-clock.ts';
import type { Fate, PastDay, Request, StationTime, Stretch } from './day.ts';
import { Hands } from './hands.ts';
import { Staff } from './staff.ts';
import { StationTimes } from './station-times.ts';
import { clerk, officer, portal } from './who.ts';

export interface Played {
  /** One a request, in their order. */
  fates: Fate[];
  stations: ReadonlyMap<string, StationTime>;
  /** Of the core at the end of the day: conservation. */
  figures: Figures;
}

export interface PlayOptions {
  /** Hears of every step, in order. */
  hear?: (step: Step) => void;
  /** Hears how many have entered, now and then. */
  progress?: (entered: number) => void;
}

/** Entries between two words of progress. */
const often = 500;

/**
 * Plays a day through the core on a virtual clock, in the world of these files. The same day in the same world gives
 * the same steps. Throws what the core refuses, save what another world may well refuse: an entry while the hall is
 * closed, a transfer or question that nobody there could take (the ticket is closed instead).
 */
export function playDay(day: PastDay, bureau: Bureau, options: PlayOptions = {}): Played {
  return new Play(day, bureau, options).run();
}

/** A request whose ticket is open. */
interface Open {
  index: number;
  request: Request;
  /** Of its stretches, the one that it waits for or is in. */
  stage: number;
  answered: boolean;
  /** How many of it were made. */
  offers: number;
  station: string | null;
  wrapsUp: boolean;
  /** Takes back what its station was about to do with the offer. */
  unconsider: () => void;
}

class Play {
  readonly #day: PastDay;
  readonly #clock: VirtualClock;
  readonly #core: BureauCore;
  readonly #driver: CoreDriver;
  readonly #staff: Staff;
  readonly #progress: (entered: number) => void;
  readonly #open = new Map<string, Open>();
  readonly #hands = new Map<string, Hands>();
  readonly #times: StationTimes;
  readonly #fates: Fate[] = [];

  constructor(day: PastDay, bureau: Bureau, { hear = () => {}, progress = () => {} }: PlayOptions) {
    this.#day = day;
    this.#progress = progress;
    this.#clock = new VirtualClock(day.from);
    this.#core = new BureauCore(bureau);
    this.#times = new StationTimes((id) => this.#core.state.station(id));
    this.#driver = new CoreDriver(
      this.#core,
      this.#clock,
      (event) => this.#hear(event),
      (step) => {
        hear(step);
        this.#settle(step);
      },
    );
    this.#staff = new Staff(this.#core, this.#clock, (asked) => this.#give(asked));
    this.#give({ type: 'boot', version: bureau.version });
  }

  run(): Played {
    this.#staff.plan(this.#day.shifts);
    for (const [index, request] of this.#day.requests.entries())
      this.#clock.at(request.at, () => {
        if (index % often === 0) this.#progress(index);
        this.#enter(index, request);
      });
    this.#clock.run(this.#day.to);
    for (const { index, request, answered } of this.#open.values())
      if (!answered) this.#end(index, request, 'open', false);
    const stations = this.#times.until(this.#day.to);
    return { fates: this.#fates, stations, figures: this.#core.figures(this.#day.to) };
  }

  #give(asked: Asked): void {
    const answer = this.#driver.give(asked);
    if (!answer.ok) throw new CodedError(answer.code, `${asked.type}: ${answer.detail ?? ''}`);
  }

  #enter(index: number, request: Request): void {
    const { hall, business, channel, priority, callback } = request;
    const by = portal(channel);
    const ref = String(index);
    const called = callback === 0;
    const answer = this.#driver.give({
      ...{ type: 'submit', hall, business, channel, priority, ref, by },
      ...(called && { callback: true }),
    });
    if (answer.ok) this.#wait(answer.ticket!, request);
    else if (answer.code === 'hall-closed') this.#fates[index] = { wait: 0, end: 'refused', inTarget: false, loans: 0 };
    else throw new CodedError(answer.code, answer.detail);
  }

  #wait(ticket: string, { patience, callback, channel }: Request): void {
    const by = portal(channel);
    const now = this.#clock.now();
    const waits = () => {
      const open = this.#open.get(ticket);
      return open !== undefined && !open.answered;
    };
    if (callback !== null && callback > 0 && callback < patience)
      this.#clock.at(now + callback, () => {
        if (waits()) this.#give({ type: 'callBack', ticket, by });
      });
    if (callback === null && Number.isFinite(patience))
      this.#clock.at(now + patience, () => {
        if (!waits()) return;
        const document = this.#core.state.ticket(ticket)?.context.modality === 'document';
        this.#give({ type: document ? 'cancel' : 'leave', ticket, by });
      });
  }

  #hear(e: BureauEvent): void {
    if (e.type === 'ticket.submitted') this.#submitted(e);
    else if (e.type === 'station.paused' && e.reason === 'missed') this.#staff.missed(e.station);
    const open = 'ticket' in e ? this.#open.get(e.ticket) : undefined;
    if (open === undefined) return;
    switch (e.type) {
      case 'offer.made':
        this.#consider(e, open);
        break;
      case 'offer.accepted':
        this.#accepted(e, open);
        break;
      case 'offer.rejected':
      case 'offer.timedOut':
      case 'offer.rescinded':
        open.unconsider();
        break;
      case 'ticket.called':
        this.#say({ type: 'join', ticket: e.ticket, by: portal(open.request.channel) });
        break;
      case 'service.ended':
        open.wrapsUp = true;
        this.#handsAt(e.station).put(e.ticket, stretchOf(open).wrapUp);
        break;
      case 'ticket.parked':
      case 'ticket.escalated':
      case 'ticket.transferred':
        this.#away(e.ticket, open);
        break;
      case 'ticket.returned':
        this.#letGo(e.ticket, open);
        break;
      case 'ticket.closed':
        this.#letGo(e.ticket, open);
        if (!open.answered) this.#end(open.index, open.request, 'left', false);
        this.#open.delete(e.ticket);
        break;
    }
  }

  #submitted({ ticket, data }: EventOf<'ticket.submitted'>): void {
    const index = Number(data.ref);
    const request = this.#day.requests[index]!;
    const none = { station: null, wrapsUp: false, unconsider: () => {} };
    this.#open.set(ticket, { index, request, stage: 0, answered: false, offers: 0, ...none });
    // Before a screen one is there at once; the channel says so.
    if (data.awayUntil !== null) this.#say({ type: 'join', ticket, by: portal(request.channel) });
  }

  /** Who needs no time accepts at once: before anything else that happens at this moment. */
  #consider({ ticket, offer, station, at }: EventOf<'offer.made'>, open: Open): void {
    // Laid on the desk in the same step: nobody is asked.
    if (this.#core.state.ticket(ticket)?.value !== 'offered') return;
    const by = officer(station);
    const { letGo, reactions } = open.request;
    const before = open.offers++;
    const rejected = letGo[before];
    if (rejected === null) return;
    const accept = () => this.#react({ type: 'accept', offer, by });
    const reaction = reactions[Math.max(0, before - letGo.length) % reactions.length]!;
    if (rejected !== undefined)
      open.unconsider = this.#clock.at(at + rejected, () => this.#react({ type: 'reject', offer, by }));
    else if (reaction === 0) accept();
    else open.unconsider = this.#clock.at(at + reaction, accept);
  }

  /** Where offers last for less time than they did, a word at the last moment comes too late. */
  #react(asked: Asked & { type: 'accept' | 'reject' }): void {
    const answer = this.#driver.give(asked);
    if (!answer.ok && answer.code !== 'offer-gone') throw new CodedError(answer.code, answer.detail);
  }

  #accepted({ ticket, station, inTarget, loan }: EventOf<'offer.accepted'>, open: Open): void {
    open.unconsider();
    open.station = station;
    open.wrapsUp = false;
    if (!open.answered) this.#end(open.index, open.request, 'answered', inTarget);
    open.answered = true;
    if (loan !== null) {
      this.#fates[open.index]!.loans++;
      this.#times.lent(station);
    }
    this.#handsAt(station).put(ticket, stretchOf(open).service);
  }

  /** It has left the desk and comes back when the time is over, or goes on elsewhere. */
  #away(ticket: string, open: Open): void {
    const { next } = stretchOf(open);
    this.#letGo(ticket, open);
    open.stage++;
    if (next === null || !Number.isFinite(next.after)) return;
    this.#clock.at(this.#clock.now() + next.after, () => {
      if (!this.#open.has(ticket)) return;
      if (next.way === 'supplement')
        this.#give({ type: 'supply', ticket, materials: [], done: true, by: portal(open.request.channel) });
      else if (next.way === 'escalate') this.#give({ type: 'answer', ticket, text: '-', by: clerk(next.department) });
    });
  }

  #letGo(ticket: string, open: Open): void {
    open.unconsider();
    if (open.station !== null) this.#handsAt(open.station).drop(ticket);
    open.station = null;
  }

  /** What is on the desks that a step has touched goes on, is interrupted, or ends. */
  #settle({ at, events }: Step): void {
    for (const station of new Set(events.flatMap(stationsOf))) {
      const work = this.#core.state.station(station)?.context.work ?? [];
      this.#handsAt(station).turn(work.flatMap(({ ticket, since }) => (since === null ? [] : [ticket])));
      this.#times.settle(station, at);
      this.#staff.settle(station);
    }
  }

  #handsAt(station: string): Hands {
    let hands = this.#hands.get(station);
    if (hands === undefined) {
      hands = new Hands(this.#clock, (ticket) => this.#finish(station, ticket));
      this.#hands.set(station, hands);
    }
    return hands;
  }

  #finish(station: string, ticket: string): void {
    const open = this.#open.get(ticket)!;
    const { next, wrapUp } = stretchOf(open);
    const by = officer(station);
    if (next !== null && this.#handOn(ticket, next, by)) return;
    if (!open.wrapsUp && wrapUp > 0) this.#give({ type: 'end', ticket, by });
    else this.#give({ type: 'complete', ticket, outcome: 'resolved', reply: '', by });
  }

  #handOn(ticket: string, next: NonNullable<Stretch['next']>, by: Principal): boolean {
    if (next.way === 'supplement')
      return this.#driver.give({ type: 'supplement', ticket, items: [], note: '-', by }).ok;
    if (next.way === 'escalate')
      return this.#driver.give({ type: 'escalate', ticket, department: next.department, question: '-', by }).ok;
    const { hall, group, business } = next;
    return this.#driver.give({ type: 'transfer', ticket, mode: 'cold', hall, group, business, by }).ok;
  }

  /** Gives a command once this step has ended. */
  #say(asked: Asked): void {
    this.#clock.at(this.#clock.now(), () => this.#give(asked));
  }

  #end(index: number, { at }: Request, end: Fate['end'], inTarget: boolean): void {
    this.#fates[index] = { wait: this.#clock.now() - at, end, inTarget, loans: 0 };
  }
}

const stretchOf = ({ request, stage }: Open): Stretch => request.stretches[stage] ?? request.stretches.at(-1)!;
