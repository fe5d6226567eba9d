import type { Ticket } from '../actors/ticket.ts';
import type { ParkReason } from '../protocol/views.ts';

/** Where the work of one hall is stuck. Times in ms. */
export interface Stuck {
  /** How long the oldest parked ticket has been out of the queue, by what it waits for. */
  parkedMs: Partial<Record<ParkReason, number>>;
  /** Open tickets of whose promised time most is over, or all, by group. */
  limits: Record<string, { warned: number; breached: number }>;
  /** Bad ratings that are not closed. */
  followUps: { open: number; oldestMs: number };
}

export const nowhereStuck = (): Stuck => ({ parkedMs: {}, limits: {}, followUps: { open: 0, oldestMs: 0 } });

/** The clock of a parked ticket stands, and its warning is kept with it. */
const isWarned = ({ limitAt, warnAt, parked }: Ticket): boolean =>
  parked === null ? limitAt !== null && warnAt === null : parked.limitLeft !== null && parked.warnLeft === undefined;

export function noteStuck(stuck: Stuck, t: Ticket, at: number): void {
  if (t.parked !== null) {
    const { reason, since } = t.parked;
    stuck.parkedMs[reason] = Math.max(stuck.parkedMs[reason] ?? 0, at - since);
  }
  const status = t.breached ? 'breached' : isWarned(t) ? 'warned' : null;
  if (status === null) return;
  stuck.limits[t.group] ??= { warned: 0, breached: 0 };
  const of = stuck.limits[t.group];
  if (of !== undefined) of[status]++;
}
