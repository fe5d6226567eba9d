import type { Modality } from '../../protocol/modality.ts';
import type { TicketView } from '../../protocol/views.ts';
import type { Random } from '../random.ts';
import { type Length, lognormal, seconds } from './draws.ts';
import { takes } from './shares.ts';
import type { Timers } from './timers.ts';

type Phase = 'serving' | 'wrapUp' | 'consulting';

/** One pair of hands' work on a ticket. */
interface Work {
  ticket: string;
  modality: Modality;
  phase: Phase;
  /** The taxpayer was called and is not there yet: nothing can be done. */
  calling: boolean;
  /** Work that is still to be done, in ms. */
  left: number;
}

const service: Record<Modality, Length> = {
  document: seconds(280, 0.8),
  video: seconds(440, 0.6),
  voice: seconds(230, 0.7),
};
const { consult } = takes;
/** How long work of each kind takes one pair of hands. */
export const lengths: Record<Phase, Record<Modality, Length>> = {
  serving: service,
  /** A document is closed with its last stroke. */
  wrapUp: { document: seconds(0, 0), video: seconds(35, 0.5), voice: seconds(25, 0.5) },
  consulting: { document: consult, video: consult, voice: consult },
};

interface Done {
  /** A ticket has been seen to: is it at its end, worked on for a while, or given away? */
  served(ticket: string): 'closes' | 'stays' | 'goes';
  /** The conversation is over; wrap-up begins. */
  ended(ticket: string): void;
  finished(ticket: string): void;
  /** All has been said to who serves it. */
  advised(ticket: string): void;
}

/** A ticket as the bureau sees it at this desk. */
type Seen = Pick<TicketView, 'id' | 'modality' | 'state' | 'joinUntil'>;

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
  put({ id, modality, state, joinUntil }: Seen): void {
    if (state !== 'serving' && state !== 'wrapUp') {
      this.drop(id);
      return;
    }
    const known = this.#works.find(({ ticket }) => ticket === id);
    if (known === undefined) this.#add(id, modality, state);
    else if (state === 'wrapUp' && known.phase === 'serving') this.#begin(known, 'wrapUp');
    // Who helped has taken it over.
    else if (known.phase === 'consulting') this.#begin(known, 'serving');
    for (const work of this.#works) if (work.ticket === id) work.calling = joinUntil !== undefined;
    this.#turn();
  }

  /** A colleague's ticket, to be helped with. */
  help({ id, modality }: Pick<Seen, 'id' | 'modality'>): void {
    if (this.#works.some(({ ticket }) => ticket === id)) return;
    this.#add(id, modality, 'consulting');
    this.#turn();
  }

  /** It lies here no more. */
  drop(id: string): void {
    this.#works = this.#works.filter(({ ticket }) => ticket !== id);
    this.#turn();
  }

  /** Nothing lies here but these, as the bureau says. */
  keep(ids: readonly string[]): void {
    this.#works = this.#works.filter(({ ticket }) => ids.includes(ticket));
    this.#turn();
  }

  #add(ticket: string, modality: Modality, phase: Phase): void {
    const work: Work = { ticket, modality, phase, calling: false, left: 0 };
    this.#begin(work, phase);
    this.#works.push(work);
  }

  #begin(work: Work, phase: Phase): void {
    if (this.#hand?.work === work) this.#layDown();
    work.phase = phase;
    work.left = lognormal(this.#random, lengths[phase][work.modality]);
  }

  /** The hands take up what goes first now. */
  #turn(): void {
    const able = this.#works.filter(({ calling }) => !calling);
    const first = able.find(({ modality }) => modality !== 'document') ?? able[0];
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
    this.#hand = null;
    const { ticket, phase, modality } = work;
    const then = phase === 'serving' ? this.#done.served(ticket) : 'closes';
    if (then === 'stays') {
      work.left = lognormal(this.#random, service[modality]) / 2;
      this.#turn();
    } else if (then === 'goes') this.drop(ticket);
    else if (phase === 'serving' && modality !== 'document') {
      this.#begin(work, 'wrapUp');
      this.#turn();
      this.#done.ended(ticket);
    } else {
      this.drop(ticket);
      if (phase === 'consulting') this.#done.advised(ticket);
      else this.#done.finished(ticket);
    }
  }
}
