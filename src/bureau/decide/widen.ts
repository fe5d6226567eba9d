import type { Turn } from '../turn.ts';

/** On to the next routing step; by today's rules, which may have fewer steps than when the ticket came. */
export function widen(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket)?.context;
  if (t === undefined) return;
  const { steps } = turn.rulesOf(t);
  const index = Math.min(t.stepIndex + 1, steps.length - 1);
  const step = steps[index] ?? t.step;
  const until = step.for === undefined ? null : turn.at + step.for;
  turn.emit({ type: 'ticket.widened', ticket, index, step, until });
}
