import type { BureauCore } from '../bureau/bureau.ts';
import type { Checkpoint, Journal } from '../ports.ts';

export interface Recovered {
  seq: number;
  /** Entities put back, and steps applied after them. */
  entities: number;
  steps: number;
}

/** Makes a new core what the journal says: the checkpoint, then every step after it (to `until`). Nothing is decided. */
export async function recover(
  core: BureauCore,
  journal: Pick<Journal, 'read'>,
  from: Checkpoint | null,
  until = Number.POSITIVE_INFINITY,
): Promise<Recovered> {
  if (from !== null) core.restore(from.entities, from.answers);
  let seq = from?.seq ?? 0;
  let steps = 0;
  for await (const batch of journal.read(seq)) {
    for (const step of batch) {
      if (step.seq > until) return { seq, entities: from?.entities.length ?? 0, steps };
      if (step.seq <= seq) continue;
      if (step.seq !== seq + 1) throw new Error(`the journal misses step ${seq + 1}: it goes on with ${step.seq}`);
      core.apply(step);
      seq = step.seq;
      steps++;
    }
  }
  return { seq, entities: from?.entities.length ?? 0, steps };
}
