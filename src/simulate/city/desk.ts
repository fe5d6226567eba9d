import type { SessionView } from '../../protocol/messages.ts';
import type { Modality } from '../../protocol/modality.ts';
import type { TicketView } from '../../protocol/views.ts';
import type { Random } from '../random.ts';
import { type Length, lognormal, seconds } from './draws.ts';
import type { Timers } from './timers.ts';

/** One pair of hands' work on a ticket. */
interface Work {
  ticket: string;
  modality: Modality;
  phase: 'serving' | 'wrapUp';
  /** Work that is still to be done, in ms. */
  left: number;
}

const service: Record<Modality, Length> = {
  document: seconds(280, 0.8),
  video: seconds(440, 0.6),
  voice: seconds(230, 0.7),
};
/** A document is closed with its last stroke. */
const wrapUp: Record<Modality, Length> = { document: seconds(0, 0), video: seconds(35, 0.5), voice: seconds(25, 0.5) };

interface Done {
  /** The conversation is over; wrap-up begins. */
  ended(ticket: string): void;
  finished(ticket: string): void;
}

/**
 * What lies on a station's desk, and the one pair of hands that works on it: a person on the line goes before paper,
 * which is laid down and taken up again; else in order of arrival.
 */
export class Desk {
  readonly #timers: Timers;
  readonly #random: Random;
  readonly #done: Done;
  #works: Work[] = [];
  #hand: { work: Work; since: number; stop: () => void } | null = null;

  constructor(timers: Timers, random: Random, done: Done) {
    this.#timers = timers;
    this.#random = random;
    this.#done = done;
  }

  get empty(): boolean {
    return this.#works.length === 0;
  }

  /** How the bureau sees a ticket of this desk now. */
  put({ id, modality, state }: Pick<TicketView, 'id' | 'modality' | 'state'>): void {
    const known = this.#works.find(({ ticket }) => ticket === id);
    if (state !== 'serving' && state !== 'wrapUp') this.#works = this.#works.filter((work) => work !== known);
    else if (known === undefined)
      this.#works.push({ ticket: id, modality, phase: state, left: this.#draw(state, modality) });
    else if (state === 'wrapUp' && known.phase === 'serving') this.#wrapUp(known);
    this.#turn();
  }

  /** The bureau's view after a line was away: what is not in it lies here no more. */
  replace(tickets: SessionView['tickets']): void {
    this.#works = this.#works.filter(({ ticket }) => tickets.some(({ id }) => id === ticket));
    for (const ticket of tickets) this.put(ticket);
    this.#turn();
  }

  #draw(phase: Work['phase'], modality: Modality): number {
    return lognormal(this.#random, (phase === 'serving' ? service : wrapUp)[modality]);
  }

  #wrapUp(work: Work): void {
    this.#layDown();
    work.phase = 'wrapUp';
    work.left = this.#draw('wrapUp', work.modality);
  }

  /** The hands take up what goes first now. */
  #turn(): void {
    const first = this.#works.find(({ modality }) => modality !== 'document') ?? this.#works[0];
    if (first === this.#hand?.work) return;
    this.#layDown();
    if (first === undefined) return;
    const stop = this.#timers.in(first.left, () => this.#finish(first));
    this.#hand = { work: first, since: this.#timers.clock.now(), stop };
  }

  #layDown(): void {
    if (this.#hand === null) return;
    const { work, since, stop } = this.#hand;
    stop();
    work.left = Math.max(0, work.left - (this.#timers.clock.now() - since));
    this.#hand = null;
  }

  #finish(work: Work): void {
    if (work.phase === 'serving' && work.modality !== 'document') {
      this.#wrapUp(work);
      this.#turn();
      this.#done.ended(work.ticket);
      return;
    }
    this.#hand = null;
    this.#works = this.#works.filter((other) => other !== work);
    this.#turn();
    this.#done.finished(work.ticket);
  }
}
