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
  /** It goes through everything for each question: where many histories are played, it is asked at some of the steps. */
  readonly slow?: boolean;
  /** Before an offer is made. `settled`: nobody's deadline is overdue, so that nobody's turn is still to come. */
  offer?(world: World, made: EventOf<'offer.made'>, settled: boolean): void;
  /** After each event of a step. */
  event?(world: World, event: BureauEvent): void;
  /** After each step. */
  step?(world: World, step: Step, settled: boolean): void;
  /** After time has passed to `now` and all that was due has happened. */
  passed?(world: World, now: number): void;
}

/** A rule that a history has broken. */
export class Broken extends Error {
  readonly rule: string;

  constructor(rule: string, cause: unknown) {
    super(`${rule} ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.rule = rule;
  }
}

/** Runs a part of a history; whatever it throws breaks the rule. */
export function held(rule: string, part: () => void): void {
  try {
    part();
  } catch (error) {
    throw error instanceof Broken ? error : new Broken(rule, error);
  }
}

/** Follows a core as a shadow that is told only its facts, and asks the rules at every one of them. */
export class Referee {
  readonly #shadow: BureauCore;
  readonly #rules: [id: string, rule: Rule][];
  readonly #every: number;
  #passed = 0;

  /** Slow rules are asked at one of `every` steps, by their sequence; all rules, whenever time has passed so often. */
  constructor(bureau: Bureau, rules: Record<string, Rule>, every = 1) {
    this.#shadow = new BureauCore(bureau);
    this.#rules = Object.entries(rules);
    this.#every = every;
  }

  use(bureau: Bureau): void {
    this.#shadow.use(bureau);
  }

  follow(step: Step, settled: boolean): void {
    const { state } = this.#shadow;
    const asked = this.#rules.filter(([, rule]) => rule.slow !== true || step.seq % this.#every === 0);
    for (const event of step.events) {
      if (event.type === 'offer.made') {
        const world = this.#world(step.at);
        for (const [id, rule] of asked) held(id, () => rule.offer?.(world, event, settled));
      }
      state.apply(event);
      const world = this.#world(step.at);
      for (const [id, rule] of asked) held(id, () => rule.event?.(world, event));
    }
    this.#shadow.apply({ ...step, events: [] });
    const world = this.#world(step.at);
    for (const [id, rule] of asked) held(id, () => rule.step?.(world, step, settled));
  }

  passed(now: number): void {
    if (this.#passed++ % this.#every !== 0) return;
    const world = this.#world(now);
    for (const [id, rule] of this.#rules) held(id, () => rule.passed?.(world, now));
  }

  #world(at: number): World {
    const core = this.#shadow;
    return { core, state: core.state, naive: new Naive(core.state, at) };
  }
}

export { must } from '../histories/must.ts';
