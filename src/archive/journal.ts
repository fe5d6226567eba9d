import type { Step } from '../bureau/commands.ts';
import { type Journal, TrimmedError } from '../ports.ts';

/**
 * The batches of the journal after a step. Steps that are no longer kept are told to `onLost` and skipped: what they
 * meant cannot be had any more, and the rest is not to be lost with them.
 */
export async function* stepsAfter(
  journal: Pick<Journal, 'read'>,
  after: number,
  onLost: (from: number, to: number) => void,
): AsyncGenerator<Step[]> {
  let seq = after;
  for (;;) {
    try {
      for await (const steps of journal.read(seq)) {
        yield steps;
        seq = steps.at(-1)?.seq ?? seq;
      }
      return;
    } catch (error) {
      if (!(error instanceof TrimmedError) || error.first <= seq + 1) throw error;
      onLost(seq + 1, error.first - 1);
      seq = error.first - 1;
    }
  }
}
