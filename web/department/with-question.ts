import type { EscalationView } from '../../src/protocol/views.ts';

/** The open questions once this is the last word on one of them. */
export function withQuestion(
  all: readonly EscalationView[],
  one: EscalationView,
  department: string,
): readonly EscalationView[] {
  const others = all.filter(({ ticket }) => ticket !== one.ticket);
  const open = one.department === department && !one.answered && one.withdrawn !== true;
  return open ? [...others, one].sort((a, b) => a.until - b.until) : others;
}
