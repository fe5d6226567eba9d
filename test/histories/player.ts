import type { Step } from '../../src/bureau/commands.ts';
import type { Bureau } from '../../src/config/schema.ts';
import type { Desk } from '../unit/desk.ts';
import { Kept, replayed } from '../unit/kept.ts';
import { act, type Move } from './moves.ts';
import { must } from './must.ts';
import { Scene } from './scene.ts';
import { bureauOf } from './variants.ts';

/** Hears of each step; `settled`: no deadline is overdue after it. */
export type Hear = (step: Step, settled: boolean) => void;

/** Plays moves at a desk. Everything follows from the moves and the desk, so that a history can be played again. */
export class Player {
  readonly desk: Desk;
  readonly #hear: Hear;
  /** Hears of other files before they rule. */
  readonly #use: (bureau: Bureau) => void;
  readonly #kept = new Kept();
  #files: Bureau;
  #told = 0;
  #late = false;

  constructor(desk: Desk, hear: Hear = () => {}, use: (b: Bureau) => void = () => {}) {
    this.desk = desk;
    this.#hear = hear;
    this.#use = use;
    this.#files = desk.core.state.orders.files;
    this.tell();
  }

  /** The timers are late: what comes next comes before what is due. */
  get late(): boolean {
    return this.#late;
  }

  play(moves: readonly Move[]): void {
    for (const move of moves) this.move(move);
  }

  move([kind, pick, wait]: Move): void {
    const { desk } = this;
    if (kind === 'late') {
      desk.now += wait;
      this.#late = true;
      return;
    }
    if (!this.#late) this.pass(kind === 'night' ? wait * 60 : wait);
    if (kind === 'kill') this.#kill(new Scene(desk, pick));
    else if (kind === 'checkpoint') this.#kept.take(desk.core);
    else act(kind, new Scene(desk, pick));
    if (this.#late) this.tell();
    this.#late = false;
    // What a move has made due, as a promise that ran out while its ticket was set aside, comes at once.
    this.pass(0);
  }

  pass(ms: number): void {
    this.desk.pass(ms);
    this.tell();
  }

  /** Tells the steps that came since the last time. */
  tell(): void {
    const { steps, core } = this.desk;
    if (core.state.orders.files !== this.#files) {
      this.#files = core.state.orders.files;
      this.#use(this.#files);
    }
    for (; this.#told < steps.length; this.#told++) {
      const step = steps[this.#told];
      const next = steps[this.#told + 1];
      if (step === undefined) continue;
      const more = next?.type === 'deadline' && next.at === step.at;
      this.#hear(step, !this.#late && !more);
    }
  }

  /** The process is gone between two steps; another stands up from what is kept, and goes on. */
  #kill(scene: Scene): void {
    const { desk } = this;
    const { core, steps } = desk;
    // It may find other files than the last one had.
    const files = scene.oneIn(4) ? bureauOf(scene.draw(99)) : core.state.orders.files;
    const whole = scene.oneIn(6);
    const next = whole ? replayed(files, steps) : this.#kept.restore(files, steps);
    if (next.hash() !== core.hash())
      must(false, `a core ${whole ? 'replayed' : 'restored'} at ${core.state.meta.seq} is another`, steps.at(-1));
    desk.core = next;
    // While nothing ran, nothing that was due could happen.
    desk.now += scene.one(500, 5_000, 60_000, 600_000);
    this.#late = true;
    desk.boot();
  }
}
