import type { Ticket } from '../../actors/ticket.ts';
import type { Place } from '../events.ts';
import type { Turn } from '../turn.ts';

/** The routing step after this one; by today's rules, which may have fewer steps than when it began. */
export function nextPlace(
  turn: Turn,
  t: Pick<Ticket, 'business' | 'channel' | 'modality'>,
  { index: last, step: present }: Omit<Place, 'until'>,
): Place {
  const { steps } = turn.rulesOf(t);
  const index = Math.min(last + 1, steps.length - 1);
  const step = steps[index] ?? present;
  return { index, step, until: step.for === undefined ? null : turn.at + step.for };
}

/** On to the next routing step. */
export function widen(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket)?.context;
  if (t === undefined) return;
  turn.emit({ type: 'ticket.widened', ticket, ...nextPlace(turn, t, { index: t.stepIndex, step: t.step }) });
}
