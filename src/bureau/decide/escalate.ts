import type { Escalation, Ticket } from '../../actors/ticket.ts';
import type { Principal } from '../../protocol/principal.ts';
import type { Answer, Given } from '../commands.ts';
import { closeInvite } from '../offers.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { inHand, isAnswer } from './desk.ts';
import { calendarOf } from './limit.ts';
import { firstPlace, keptFor, summoned } from './place.ts';
import { maySee } from './rights.ts';

/** A department is reminded when these shares of its time are over, %; at the last the supervisors are told. */
const shares = [50, 80, 100] as const;

/** 快速响应: a question to a business department. Its clock runs in the working time of the ticket's hall. */
export function escalate(turn: Turn, c: Given<'escalate'>): Answer {
  const found = inHand(turn, c.by, c.ticket);
  if (isAnswer(found)) return found;
  const t = found.context;
  if (t.station === null) return refuse('not-found', c.ticket);
  if (!turn.bureau.departments.has(c.department)) return unknownDepartment(turn, c.department);
  const time = turn.rulesOf(t).escalate;
  const until = calendarOf(turn, t.hall)?.addWorking(turn.at, time) ?? turn.at + time;
  closeInvite(turn, c.ticket, 'released');
  turn.emit({
    type: 'ticket.escalated',
    ticket: c.ticket,
    station: t.station,
    department: c.department,
    question: c.question,
    until,
    remindAt: timeOf(turn, t.hall, { since: turn.at, until }, shares[0]),
  });
  return done;
}

/** The answer brings the ticket back, to the responsible station if that can take it soon (首问责任). */
export function answer(turn: Turn, c: Given<'answer'>): Answer {
  const asked = questionOf(turn, c.by, c.ticket);
  if ('ok' in asked) return asked;
  const { t, escalation } = asked;
  turn.emit({
    type: 'ticket.answered',
    ticket: c.ticket,
    department: escalation.department,
    text: c.text,
    place: firstPlace(turn, t),
    prefer: keptFor(turn, t, t.responsible),
    summon: summoned(t),
    awayUntil: null,
  });
  return done;
}

/** The question is another department's; the time that is left is all it has. */
export function handOn(turn: Turn, c: Given<'handOn'>): Answer {
  const asked = questionOf(turn, c.by, c.ticket);
  if ('ok' in asked) return asked;
  const { ticket, department, note = null } = c;
  if (!turn.bureau.departments.has(department)) return unknownDepartment(turn, department);
  const from = asked.escalation.department;
  if (from !== department) turn.emit({ type: 'escalation.handedOn', ticket, from, department, note });
  return done;
}

/** A share of its time is over: of several that are, after a while without a process, only the last is told. */
export function remindDepartment(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket)?.context;
  const { escalation } = t ?? {};
  if (t === undefined || escalation == null) return;
  const left = shares.filter((share) => share > escalation.reminded);
  // By other hours than when it was asked none may seem to be over; the time that was set has come all the same.
  const share = left.findLast((s) => timeOf(turn, t.hall, escalation, s) <= turn.at) ?? left[0];
  if (share === undefined) return;
  const next = left[left.indexOf(share) + 1];
  turn.emit({
    type: 'escalation.reminded',
    ticket,
    department: escalation.department,
    share,
    remindAt: next === undefined ? null : timeOf(turn, t.hall, escalation, next),
  });
}

/** When a share of a question's working time is over: nobody is reminded at night. */
function timeOf(turn: Turn, hall: string, of: Pick<Escalation, 'since' | 'until'>, share: number): number {
  const { since, until } = of;
  const calendar = calendarOf(turn, hall);
  if (share === 100 || calendar === undefined) return until;
  const working = calendar.workingBetween(since, until);
  return Math.min(until, calendar.addWorking(since, Math.round((working * share) / 100)));
}

/** The open question of a ticket, if the speaker may answer it: its department, or a supervisor of the hall. */
function questionOf(
  turn: Turn,
  by: Principal,
  ticket: string,
): { t: Ticket; escalation: Escalation } | (Answer & { ok: false }) {
  const found = turn.ticket(ticket);
  const escalation = found?.value === 'escalated' ? found.context.escalation : null;
  const own = by.role === 'department' && escalation?.department === by.department;
  if (found === undefined || !(own || maySee(by, found.context))) return refuse('not-found', ticket);
  if (!own && by.role !== 'supervisor')
    return refuse('forbidden', 'a question is for its department, or for a supervisor');
  if (escalation === null) return refuse('wrong-state', `${ticket} is ${found.value}; no department is asked`);
  return { t: found.context, escalation };
}

const unknownDepartment = (turn: Turn, department: string) =>
  refuse('unknown-department', `${department}; there are ${[...turn.bureau.departments.keys()].join(', ')}`);
