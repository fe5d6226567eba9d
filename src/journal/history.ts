import { FencedError } from '../ports.ts';

/** How long history is kept when nothing else is asked for: a day. */
export const KEEP_MS = 24 * 60 * 60 * 1000;

/** What the stores answer to a conditional write. */
export type Verdict = 'OK' | 'DUP' | 'FENCED' | 'CONFLICT' | 'AHEAD' | 'BEHIND' | 'EARLY';

/**
 * After CONFLICT the journal is not where this process believes, because Redis lost writes that it had
 * acknowledged. The only safe way on is the same as when fenced: drop the bureau, recover from the journal.
 */
export function settle(verdict: Verdict): Verdict {
  if (verdict === 'FENCED') throw new FencedError('another process has taken over this bureau');
  if (verdict === 'CONFLICT') throw new FencedError('the journal does not hold the steps that went before');
  if (verdict === 'AHEAD') throw new Error('a checkpoint may not be ahead of the journal');
  if (verdict === 'BEHIND') throw new Error('a later checkpoint is already there');
  return verdict;
}
