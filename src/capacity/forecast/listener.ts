import type { Step } from '../../bureau/commands.ts';
import { Observer } from '../observations.ts';
import { DeskTime } from './desk-time.ts';
import type { History } from './history.ts';

/** Writes the steps of a journal, in their order, into a history. */
export class Listener {
  readonly #history: History;
  readonly #observer = new Observer();
  readonly #desks: DeskTime;

  constructor(history: History) {
    this.#history = history;
    this.#desks = new DeskTime((line, at, seconds) => history.served(line, at, seconds));
  }

  add(step: Step): void {
    this.#history.covers(step.at, step.at);
    this.#observer.add(step);
    this.#desks.add(step);
    const { arrivals, waits } = this.#observer.take();
    for (const { at, hall, group, business, channel } of arrivals) {
      this.#history.arrived({ hall, group }, at);
      this.#history.asked({ hall, group }, business, channel);
    }
    for (const { at, hall, group, waitS, abandoned } of waits)
      this.#history.waited({ hall, group }, at, waitS, abandoned);
  }
}
