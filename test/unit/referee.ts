import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Step } from '../../src/bureau/commands.ts';
import type { BureauEvent, EventOf } from '../../src/bureau/events.ts';
import type { State } from '../../src/bureau/state.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { Naive } from './naive.ts';

/** What a rule is asked about: the state as the facts so far have made it, and the rules of matching by hand. */
export interface World {
  readonly core: BureauCore;
  readonly state: State;
  readonly naive: Naive;
}

/** A rule that must hold at every moment of every history; it throws by `must` when it does not. */
export interface Rule {
  readonly says: string;
  /** Before an offer is made. `settled`: nobody's deadline is overdue, so that nobody's turn is still to come. */
  offer?(world: World, made: EventOf<'offer.made'>, settled: boolean): void;
  /** After each event of a step. */
  event?(world: World, event: BureauEvent): void;
  /** After each step. */
  step?(world: World, step: Step, settled: boolean): void;
  /** After time has passed to `now` and all that was due has happened. */
  passed?(world: World, now: number): void;
}

/** Follows a core as a shadow that is told only its facts, and asks a rule at every one of them. */
export class Referee {
  readonly #shadow: BureauCore;
  readonly #rule: Rule;

  constructor(bureau: Bureau, rule: Rule) {
    this.#shadow = new BureauCore(bureau);
    this.#rule = rule;
  }

  use(bureau: Bureau): void {
    this.#shadow.use(bureau);
  }

  follow(step: Step, settled: boolean): void {
    for (const event of step.events) {
      if (event.type === 'offer.made') this.#rule.offer?.(this.#world(step.at), event, settled);
      this.#shadow.state.apply(event);
      this.#rule.event?.(this.#world(step.at), event);
    }
    this.#shadow.apply({ ...step, events: [] });
    this.#rule.step?.(this.#world(step.at), step, settled);
  }

  passed(now: number): void {
    this.#rule.passed?.(this.#world(now), now);
  }

  #world(at: number): World {
    const core = this.#shadow;
    return { core, state: core.state, naive: new Naive(core.state, at) };
  }
}

/** Asked some hundred thousand times in a run: `expect` would take minutes. */
export function must(holds: boolean, what: string, about: unknown): void {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(about)}`);
}
