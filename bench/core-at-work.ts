import { BureauCore } from '../src/bureau/bureau.ts';
import type { Command, Step } from '../src/bureau/commands.ts';
import type { EventOf } from '../src/bureau/events.ts';
import type { Principal } from '../src/protocol/principal.ts';
import { seats, submission, town } from './town.ts';

const checkpointEvery = 30_000;
const counter: Principal = { role: 'channel', sub: 'counter', channel: 'phone', halls: '*' };
const at = (station: string): Principal => ({
  role: 'station',
  sub: station,
  hall: station.split('-')[0] ?? '',
  station,
});

const officers = new Map(seats.map((station) => [station, at(station)]));

/** The core of the town without a server: all seats have an offer, `waiting` tickets wait, lives go through. */
export class CoreAtWork {
  readonly core = new BureauCore(town());
  /** All steps since somebody took them. */
  steps: Step[] = [];
  events = 0;
  #commands = 0;
  #submitted = 0;
  /** Offers that wait for their station's answer. */
  readonly #offers: EventOf<'offer.made'>[] = [];
  readonly #keep: boolean;

  /** `keep`: steps are kept for somebody to take. */
  constructor(waiting: number, keep = true) {
    this.#keep = keep;
    this.#give({ type: 'boot', id: 'boot', version: this.core.state.bureau.version });
    for (const [station, by] of officers) {
      this.#give({ type: 'signIn', id: `signIn-${station}`, station, by });
      this.#give({ type: 'ready', id: `ready-${station}`, station, by });
    }
    this.fill(seats.length + waiting);
  }

  fill(count: number): void {
    for (let i = 0; i < count; i++) {
      const n = this.#submitted++;
      this.#give({ ...submission(n, `submit-${n}`), priority: 0, by: counter });
    }
  }

  /** Whole lives: each brings a ticket and completes the one that was offered longest ago. */
  lives(count: number): void {
    for (let i = 0; i < count; i++) {
      this.fill(1);
      const next = this.#offers.shift();
      if (next === undefined) throw new Error('nobody has an offer');
      const { offer, ticket } = next;
      const by = officers.get(next.station) ?? at(next.station);
      this.#give({ type: 'accept', id: `accept-${offer}`, offer, by });
      this.#give({ type: 'complete', id: `complete-${ticket}`, ticket, outcome: 'resolved', by });
    }
  }

  #give(command: Command): void {
    // A thousand commands a second, in this core's own time.
    const { step, answer } = this.core.handle(command, Date.UTC(2026, 10, 23) + ++this.#commands);
    if (!answer.ok || step === null) throw new Error(`${command.type}: ${JSON.stringify(answer)}`);
    this.events += step.events.length;
    for (const event of step.events) if (event.type === 'offer.made') this.#offers.push(event);
    if (this.#keep) this.steps.push(step);
    // As the server does every few seconds; the book of changes would only grow otherwise.
    else if (this.#commands % checkpointEvery === 0) this.core.checkpoint();
  }
}
