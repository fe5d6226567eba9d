import { BureauCore } from '../../bureau/bureau.ts';
import type { BureauEvent, EventOf } from '../../bureau/events.ts';
import type { Policy } from '../../config/schema.ts';
import { CodedError } from '../../protocol/codes.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { bankBureau, bankHall, exchange, seatOf, seatPrincipal, submission } from './bank.ts';
import { type CallDay, type Caller, endOf } from './day.ts';
import { type Asked, CoreDriver } from './driver.ts';
import { type Guess, type Guessed, NaivePeers } from './estimator.ts';
import type { Fate } from './figures.ts';

export interface Replayed {
  /** One a caller, in the order of the day's callers. */
  fates: Fate[];
  /** Of those who had to wait and were answered. */
  guessed: Guessed[];
}

export interface ReplayOptions {
  /** Settings of the bureau's policy that differ from the bank's. */
  policy?: Partial<Policy>;
  /** Hears of every fact, in order. */
  watch?: (event: BureauEvent) => void;
}

/**
 * Plays a recorded day through the core on a virtual clock. The same day gives the same fates. Throws what the core
 * refuses: nothing that is asked here should be.
 */
export function replayDay(day: CallDay, options: ReplayOptions = {}): Replayed {
  return new Replay(day, options).run();
}

class Replay {
  readonly #day: CallDay;
  readonly #midnight: number;
  readonly #clock: VirtualClock;
  readonly #core: BureauCore;
  readonly #driver: CoreDriver;
  readonly #peers = new NaivePeers();
  /** By ticket: the number of its caller, and what it was told at entry if it had to wait. */
  readonly #open = new Map<string, { index: number; guess: Guess | null }>();
  readonly #serving = new Set<string>();
  /** Seats that sign out when their last call of the shift is done. */
  readonly #leaving = new Set<string>();
  readonly #fates: Fate[] = [];
  readonly #guessed: Guessed[] = [];

  constructor(day: CallDay, { policy, watch }: ReplayOptions) {
    const bureau = bankBureau(day, policy);
    this.#day = day;
    this.#midnight = Date.parse(day.date);
    this.#clock = new VirtualClock(this.#midnight);
    this.#core = new BureauCore(bureau);
    this.#driver = new CoreDriver(this.#core, this.#clock, (event) => {
      watch?.(event);
      this.#hear(event);
    });
    this.#give({ type: 'boot', version: bureau.version });
  }

  run(): Replayed {
    const { agents, callers } = this.#day;
    for (const [agent, { shifts }] of agents.entries())
      for (const { from, to } of shifts) {
        this.#at(from, () => this.#begin(seatOf(agent)));
        this.#at(to, () => this.#finish(seatOf(agent)));
      }
    for (const [index, caller] of callers.entries()) this.#at(caller.arrival, () => this.#call(index, caller));
    this.#clock.run(this.#midnight + endOf(this.#day) * 1000);
    return { fates: this.#fates, guessed: this.#guessed };
  }

  #at(second: number, fn: () => void): void {
    this.#clock.at(this.#midnight + second * 1000, fn);
  }

  #second(): number {
    return (this.#clock.now() - this.#midnight) / 1000;
  }

  #give(asked: Asked): string | undefined {
    const answer = this.#driver.give(asked);
    if (!answer.ok) throw new CodedError(answer.code, answer.detail);
    return answer.ticket;
  }

  #begin(station: string): void {
    const by = seatPrincipal(station);
    this.#give({ type: 'signIn', station, by });
    this.#give({ type: 'ready', station, by });
  }

  #finish(station: string): void {
    const by = seatPrincipal(station);
    if (!this.#serving.has(station)) this.#give({ type: 'signOut', station, by });
    else {
      this.#leaving.add(station);
      this.#give({ type: 'pause', station, reason: 'other', by });
    }
  }

  #call(index: number, caller: Caller): void {
    const peers = this.#peers.guess();
    const ticket = this.#give({ ...submission(caller, index), by: exchange })!;
    const open = this.#open.get(ticket);
    if (open === undefined) return;
    const place = [...this.#core.places(bankHall)].find((one) => one.ticket === ticket);
    const estimate = place?.estimateMs;
    open.guess = { core: estimate === undefined ? null : estimate / 1000, ...peers };
    this.#at(caller.arrival + caller.patience, () => {
      if (this.#open.has(ticket)) this.#give({ type: 'leave', ticket, by: exchange });
    });
  }

  #hear(event: BureauEvent): void {
    if (event.type === 'ticket.submitted') this.#open.set(event.ticket, { index: Number(event.data.ref), guess: null });
    else if (event.type === 'offer.made')
      this.#give({ type: 'accept', offer: event.offer, by: seatPrincipal(event.station) });
    else if (event.type === 'offer.accepted') this.#serve(event);
    else if (event.type === 'ticket.closed' && event.station === null) this.#end(event.ticket, false);
  }

  #serve({ ticket, station }: EventOf<'offer.accepted'>): void {
    const caller = this.#end(ticket, true);
    this.#serving.add(station);
    this.#at(this.#second() + caller.service, () => {
      this.#serving.delete(station);
      const by = seatPrincipal(station);
      this.#give({ type: 'complete', ticket, outcome: 'resolved', by });
      if (this.#leaving.delete(station)) this.#give({ type: 'signOut', station, by });
    });
  }

  /** A caller's waiting is over. */
  #end(ticket: string, answered: boolean): Caller {
    const { index, guess } = this.#open.get(ticket)!;
    this.#open.delete(ticket);
    const caller = this.#day.callers[index]!;
    const wait = this.#second() - caller.arrival;
    this.#fates[index] = { arrival: caller.arrival, wait, answered };
    if (answered) this.#peers.answered(wait);
    if (answered && guess !== null) this.#guessed.push({ guess, wait });
    return caller;
  }
}
