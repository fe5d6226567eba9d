import type { Principal } from '../../protocol/principal.ts';
import type { Answer } from '../commands.ts';
import type { TicketSnapshot } from '../state.ts';
import { refuse, type Turn } from '../turn.ts';
import { inHalls, maySee } from './rights.ts';

type Refusal = Answer & { ok: false };

/**
 * Why somebody may not direct the work of a hall; null: may. It is for the supervisors of the hall; the work of a
 * pooled hall is dispatched by the centre, which are the supervisors of all halls.
 */
export function barredFrom(turn: Turn, by: Principal, hall: string): Refusal | null {
  if (by.role !== 'supervisor') return refuse('forbidden', 'this is for supervisors');
  if (by.halls === '*') return null;
  if (!inHalls(by.halls, hall)) return refuse('forbidden', `${hall} is not one of your halls`);
  if (turn.bureau.halls.get(hall)?.maturity !== 'pooled') return null;
  return refuse('forbidden', `${hall} is pooled: a supervisor of all halls directs its work`);
}

/** An open ticket whose way the speaker may direct. */
export function overseen(turn: Turn, by: Principal, ticket: string): TicketSnapshot | Answer {
  const t = turn.ticket(ticket);
  if (t === undefined || !maySee(by, t.context)) return refuse('not-found', ticket);
  return barredFrom(turn, by, t.context.hall) ?? t;
}
