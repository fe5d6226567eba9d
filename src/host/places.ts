import type { BureauCore } from '../bureau/bureau.ts';
import type { Topics } from './topics.ts';

/** How often those who wait are told of a change, real ms: more often no one could read. */
const EVERY_MS = 1000;
/** An estimate that moved by less than this share is not worth telling. */
const WORTH = 0.1;

interface Told {
  position: number;
  estimateMs: number | undefined;
}

/** Tells everyone who waits, and listens, the place in the line when it changes. */
export class PlaceTeller {
  readonly #core: BureauCore;
  readonly #topics: Topics;
  readonly #seq: () => number;
  #told = new Map<string, Told>();
  #next = 0;

  constructor(core: BureauCore, topics: Topics, seq: () => number) {
    this.#core = core;
    this.#topics = topics;
    this.#seq = seq;
  }

  sweep(): void {
    if (performance.now() < this.#next) return;
    this.#next = performance.now() + EVERY_MS;
    const told = new Map<string, Told>();
    for (const hall of this.#core.state.bureau.halls.keys()) {
      for (const place of this.#core.places(hall)) {
        const topic = `ticket:${place.ticket}`;
        if (!this.#topics.heard(topic)) continue;
        const last = this.#told.get(place.ticket);
        const now = { position: place.position, estimateMs: place.estimateMs };
        if (last !== undefined && last.position === now.position && !moved(last.estimateMs, now.estimateMs)) {
          told.set(place.ticket, last);
          continue;
        }
        told.set(place.ticket, now);
        this.#topics.tell(topic, this.#seq(), { type: 'place', place });
      }
    }
    this.#told = told;
  }
}

function moved(was: number | undefined, is: number | undefined): boolean {
  if (was === undefined || is === undefined) return was !== is;
  return Math.abs(is - was) > WORTH * was;
}
