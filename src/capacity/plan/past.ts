import { stepsAfter } from '../../archive/journal.ts';
import { breather } from '../../archive/lines.ts';
import type { Bureau } from '../../config/schema.ts';
import type { Journal } from '../../ports.ts';
import { readArchive } from '../forecast/archived.ts';
import { HalfHours } from '../forecast/half-hours.ts';
import { History } from '../forecast/history.ts';
import { Listener } from '../forecast/listener.ts';
import { Presences } from '../roster/presence.ts';
import { archivedSignIns, signInsOf } from '../roster/sign-ins.ts';

export interface PastOptions {
  bureau: Bureau;
  journal: Pick<Journal, 'read'>;
  /** Folder of the archive. */
  dir: string;
  /** How many days back from `now` (ms) the archive is read. */
  days: number;
  now: number;
}

/** Eight weeks: weekdays show, and what was a season ago has gone. */
export const usualDays = 56;

/** What a bureau's archive and journal tell that plans are made of. It can be brought up to date again and again. */
export class Past {
  readonly halfHours: HalfHours;
  readonly history: History;
  readonly presences = new Presences();
  /** When the last step was, ms; 0 before the first. */
  lastAt = 0;
  readonly #options: PastOptions;
  readonly #listener: Listener;
  /** The last step that is taken in; null: the archive was not yet read. */
  #seq: number | null = null;

  constructor(options: PastOptions) {
    this.#options = options;
    this.halfHours = new HalfHours(options.bureau);
    this.history = new History(this.halfHours);
    this.#listener = new Listener(this.history);
  }

  /** Takes in what has come since the last time; at first also the archive. Passes on what the journal throws. */
  async catchUp(): Promise<void> {
    const { bureau, journal, dir, days, now } = this.#options;
    const first = this.halfHours.later(this.halfHours.at(now).day, -days);
    this.#seq ??= await readArchive(this.history, this.halfHours, bureau, dir, first);
    const breathe = breather();
    for await (const steps of stepsAfter(journal, this.#seq, () => {})) {
      for (const step of steps) {
        this.#listener.add(step);
        signInsOf(step, this.presences);
        this.#seq = step.seq;
        this.lastAt = Math.max(this.lastAt, step.at);
        await breathe();
      }
    }
  }

  /** Drops what is older than the days that are kept, as of `now` (ms). */
  forget(now: number): void {
    const { day } = this.halfHours.at(now);
    this.history.forgetBefore(this.halfHours.later(day, -this.#options.days));
    this.presences.forgetBefore(this.halfHours.of(day).from);
  }

  /** Who was signed in on a day (ISO date), from the archive where the journal no longer tells. */
  async presencesOn(day: string): Promise<Presences> {
    const archived = new Presences();
    await archivedSignIns(this.#options.dir, day, archived);
    return archived.all.length > 0 ? archived : this.presences;
  }
}
