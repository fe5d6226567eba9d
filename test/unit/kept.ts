import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Step } from '../../src/bureau/commands.ts';
import type { Bureau } from '../../src/config/schema.ts';

/** What a store keeps of a core: entities as its checkpoints changed them, and answers. */
export class Kept {
  seq = 0;
  readonly #entities = new Map<string, { kind: string; id: string; json: string }>();
  readonly #answers: string[] = [];

  take(core: BureauCore): void {
    const { seq, set, del, answers } = core.checkpoint();
    for (const e of set) this.#entities.set(`${e.kind}:${e.id}`, e);
    for (const e of del) this.#entities.delete(`${e.kind}:${e.id}`);
    if (answers !== null) this.#answers.push(answers);
    this.seq = seq;
  }

  /** A new core from what is kept, in an order that says nothing, and the steps that came after it. */
  restore(bureau: Bureau, steps: Step[]): BureauCore {
    const core = new BureauCore(bureau);
    core.restore([...this.#entities.values()].reverse(), this.#answers);
    for (const step of steps) if (step.seq > this.seq) core.apply(step);
    return core;
  }
}

/** A fresh core that was told all steps. */
export function replayed(bureau: Bureau, steps: Step[]): BureauCore {
  const core = new BureauCore(bureau);
  for (const step of steps) core.apply(step);
  return core;
}
