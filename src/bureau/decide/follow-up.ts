import type { FollowUpInput } from '../../actors/follow-up.ts';
import type { Answer, Given } from '../commands.ts';
import type { Ratable } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { calendarOf } from './limit.ts';
import { inHalls } from './rights.ts';

const workingDay = 8 * 3_600_000;
/** Working time of a supervisor, where the policy says nothing. */
const usualTime = 7 * workingDay;
/** Working time of an officer to appeal against a finding. */
const appealTime = 3 * workingDay;

const working = (turn: Turn, hall: string, ms: number): number =>
  calendarOf(turn, hall)?.addWorking(turn.at, ms) ?? turn.at + ms;
/** When a supervisor's finding is due, the first or that on an appeal. */
const findingDue = (turn: Turn, hall: string): number => working(turn, hall, turn.bureau.policy.followUp ?? usualTime);

/** 差评: a supervisor of the hall looks into a bad rating. */
export function openFollowUp(
  turn: Turn,
  { ticket, hall, station, officer }: Ratable,
  bad: Pick<FollowUpInput, 'grade' | 'reasons' | 'comment'>,
): void {
  const data = { ticket, hall, station, officer, ...bad, until: findingDue(turn, hall) };
  turn.emit({ type: 'followUp.opened', ticket, data });
}

/** The supervisor's finding, against which the officer may appeal; that on an appeal is the last. */
export function followUp(turn: Turn, { by, ticket, finding, text }: Given<'followUp'>): Answer {
  const f = turn.state.followUp(ticket);
  if (by.role !== 'supervisor') return refuse('forbidden', 'followUp: by a supervisor');
  if (f === undefined || !inHalls(by.halls, f.context.hall)) return refuse('not-found', `follow-up of ${ticket}`);
  if (f.value === 'answered') return refuse('wrong-state', `the follow-up of ${ticket} is answered`);
  const until = working(turn, f.context.hall, appealTime);
  if (f.value === 'open') turn.emit({ type: 'followUp.answered', ticket, finding, text, until });
  else turn.emit({ type: 'followUp.closed', ticket, finding, text });
  return done;
}

/** The officer whom a bad rating concerns, wherever signed in now, does not agree with the finding. */
export function appeal(turn: Turn, { by, ticket, text }: Given<'appeal'>): Answer {
  const f = turn.state.followUp(ticket);
  if (by.role !== 'station') return refuse('forbidden', 'appeal: by the officer concerned');
  if (f === undefined || f.context.officer !== by.sub) return refuse('not-found', `follow-up of ${ticket}`);
  if (f.value !== 'answered')
    return refuse('wrong-state', `the follow-up of ${ticket} is ${f.value}: appeal once, against its finding`);
  if (f.context.until <= turn.at) return refuse('wrong-state', `the time to appeal is over`);
  turn.emit({ type: 'followUp.appealed', ticket, text, until: findingDue(turn, f.context.hall) });
  return done;
}

/** A finding is late, and the supervisors are told; or nobody has appealed against one, and it stands. */
export function followUpTime(turn: Turn, ticket: string): void {
  const f = turn.state.followUp(ticket);
  if (f?.value !== 'answered') turn.emit({ type: 'followUp.late', ticket });
  else if (f.context.finding !== null)
    turn.emit({ type: 'followUp.closed', ticket, finding: f.context.finding, text: null });
}
