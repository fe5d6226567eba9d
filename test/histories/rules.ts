import { conservationRules } from '../unit/conservation-rules.ts';
import { orderRules } from '../unit/order-rules.ts';
import type { Rule } from '../unit/referee.ts';
import { clockRules } from './clock-rules.ts';
import { practiceRules } from './practice-rules.ts';

/** What must hold at every moment of every history, by id. */
const watched: Record<string, () => Rule> = { ...orderRules, ...conservationRules, ...clockRules, ...practiceRules };

/** All of them afresh: some remember the history that they are asked about. */
export const freshRules = (): Record<string, Rule> =>
  Object.fromEntries(Object.entries(watched).map(([id, rule]) => [id, rule()]));

/** What is seen by the player rather than by the referee. */
export const played: Record<string, string> = {
  '[CNS-5]': 'every history can be worked to its end: no ticket, no question and no follow-up stays behind',
  '[CNS-7]': 'no decision fails: none throws, and none answers "internal"',
  '[REC-9]': 'a process that is killed at any moment leaves all that another needs to stand where it stood',
};

/** What each says, by id. */
export const says: Record<string, string> = {
  ...Object.fromEntries(Object.entries(freshRules()).map(([id, rule]) => [id, rule.says])),
  ...played,
};
