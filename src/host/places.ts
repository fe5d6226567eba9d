import type { BureauCore } from '../bureau/bureau.ts';
import type { PlaceView } from '../protocol/views.ts';
import type { GroupCommit } from './commit.ts';
import type { Topics } from './topics.ts';

/** How often those who wait are told of a change, real ms: more often no one could read. */
const EVERY_MS = 1000;
/** An estimate that moved by less than this share is not worth telling. */
const WORTH = 0.1;

interface Told {
  position: number;
  estimateMs: number | undefined;
}

/** Tells everyone who waits, and listens, the place in the line when it changes; once the journal has what it shows. */
export class PlaceTeller {
  readonly #core: BureauCore;
  readonly #topics: Topics;
  readonly #commit: GroupCommit;
  #told = new Map<string, Told>();
  #next = 0;

  constructor(core: BureauCore, topics: Topics, commit: GroupCommit) {
    this.#core = core;
    this.#topics = topics;
    this.#commit = commit;
  }

  sweep(): void {
    if (performance.now() < this.#next) return;
    this.#next = performance.now() + EVERY_MS;
    const told = new Map<string, Told>();
    const moves: PlaceView[] = [];
    for (const hall of this.#core.state.bureau.halls.keys()) {
      for (const place of this.#core.places(hall)) {
        if (!this.#topics.heard(topicOf(place))) continue;
        const last = this.#told.get(place.ticket);
        const now = { position: place.position, estimateMs: place.estimateMs };
        if (last !== undefined && last.position === now.position && !moved(last.estimateMs, now.estimateMs)) {
          told.set(place.ticket, last);
          continue;
        }
        told.set(place.ticket, now);
        moves.push(place);
      }
    }
    this.#told = told;
    if (moves.length === 0) return;
    const { seq } = this.#core.state.meta;
    this.#commit.whenReached(seq, () => {
      for (const place of moves) this.#topics.tell(topicOf(place), seq, { type: 'place', place });
    });
  }
}

const topicOf = (place: PlaceView) => `ticket:${place.ticket}`;

function moved(was: number | undefined, is: number | undefined): boolean {
  if (was === undefined || is === undefined) return was !== is;
  return Math.abs(is - was) > WORTH * was;
}
