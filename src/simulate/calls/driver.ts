import type { BureauCore } from '../../bureau/bureau.ts';
import type { Answer, Command, Step } from '../../bureau/commands.ts';
import type { BureauEvent } from '../../bureau/events.ts';
import type { Clock } from '../../clock.ts';

/** A command without its id. */
export type Asked = Command extends infer C ? (C extends { id: string } ? Omit<C, 'id'> : never) : never;

/**
 * Runs a core on a clock, with no journal between: gives it commands, fires its deadlines, and tells every fact once
 * the core stands by it. A listener may give further commands at once.
 */
export class CoreDriver {
  readonly #core: BureauCore;
  readonly #clock: Clock;
  readonly #hear: (event: BureauEvent) => void;
  readonly #ended: (step: Step) => void;
  #commands = 0;
  #armed: { at: number; cancel: () => void } | null = null;

  /** `ended` hears of every step after `hear` was told each of its facts. */
  constructor(
    core: BureauCore,
    clock: Clock,
    hear: (event: BureauEvent) => void,
    ended: (step: Step) => void = () => {},
  ) {
    this.#core = core;
    this.#clock = clock;
    this.#hear = hear;
    this.#ended = ended;
  }

  give(asked: Asked): Answer {
    return this.#handle({ ...asked, id: `command-${++this.#commands}` });
  }

  #handle(command: Command): Answer {
    const { step, answer } = this.#core.handle(command, this.#clock.now());
    this.#arm();
    for (const event of step?.events ?? []) this.#hear(event);
    if (step !== null) this.#ended(step);
    return answer;
  }

  #arm(): void {
    const at = this.#core.nextDeadline();
    if (at === this.#armed?.at) return;
    this.#armed?.cancel();
    this.#armed = at === null ? null : { at, cancel: this.#clock.at(at, () => this.#fire()) };
  }

  #fire(): void {
    this.#armed = null;
    for (const command of this.#core.dueDeadlines(this.#clock.now())) this.#handle(command);
    this.#arm();
  }
}
