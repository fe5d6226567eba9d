import type { BureauCore } from '../../bureau/bureau.ts';
import type { Clock } from '../../clock.ts';
import type { Asked } from '../calls/driver.ts';
import type { Shift } from './day.ts';
import { officer } from './who.ts';

/** Who missed too many offers asks to go on after so long, ms. */
const missedFor = 60_000;

/** The people at the stations: they come, take breaks and go as their shifts say, and finish what is on the desk. */
export class Staff {
  readonly #core: BureauCore;
  readonly #clock: Clock;
  readonly #give: (asked: Asked) => void;
  readonly #atWork = new Set<string>();
  /** Go home when the desk is empty. */
  readonly #leaving = new Set<string>();

  constructor(core: BureauCore, clock: Clock, give: (asked: Asked) => void) {
    this.#core = core;
    this.#clock = clock;
    this.#give = give;
  }

  plan(shifts: readonly Shift[]): void {
    const lasts = new Map(shifts.map((shift) => [shift.station, shift]));
    for (const shift of shifts) {
      const { station, from, to } = shift;
      this.#clock.at(from, () => this.#begin(station));
      this.#clock.at(to, () => this.#finish(station, lasts.get(station) === shift));
    }
  }

  missed(station: string): void {
    this.#clock.at(this.#clock.now() + missedFor, () => {
      if (this.#atWork.has(station)) this.#give({ type: 'ready', station, by: officer(station) });
    });
  }

  /** A desk has changed: who waited for it to be empty goes. */
  settle(station: string): void {
    if (this.#leaving.has(station) && this.#isFree(station))
      this.#clock.at(this.#clock.now(), () => {
        if (this.#leaving.delete(station)) this.#give({ type: 'signOut', station, by: officer(station) });
      });
  }

  #begin(station: string): void {
    const by = officer(station);
    this.#atWork.add(station);
    this.#leaving.delete(station);
    if (this.#core.state.station(station) === undefined) this.#give({ type: 'signIn', station, by });
    this.#give({ type: 'ready', station, by });
  }

  #finish(station: string, last: boolean): void {
    const by = officer(station);
    this.#atWork.delete(station);
    if (last && this.#isFree(station)) this.#give({ type: 'signOut', station, by });
    else this.#give({ type: 'pause', station, reason: last ? 'other' : 'break', by });
    if (last && !this.#isFree(station)) this.#leaving.add(station);
  }

  #isFree(station: string): boolean {
    return this.#core.state.station(station)?.context.work.length === 0;
  }
}
