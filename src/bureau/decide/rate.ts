import type { Principal } from '../../protocol/principal.ts';
import type { Answer, Given } from '../commands.ts';
import type { Ratable } from '../state.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { openFollowUp } from './follow-up.ts';
import { inHalls, maySee } from './rights.ts';

/** 差评: up to this grade a rating is followed up. */
const BAD = 2;

/** 好差评, once a ticket, while its time lasts: by its taxpayer, who may hold a link to it, or by its channel. */
export function rate(turn: Turn, c: Given<'rate'>): Answer {
  const { by, ticket, grade } = c;
  const open = turn.ticket(ticket);
  if (by.role !== 'taxpayer' && by.role !== 'channel')
    return open === undefined || maySee(by, open.context)
      ? refuse('forbidden', 'rate: by the taxpayer or the channel')
      : refuse('not-found', ticket);
  if (open !== undefined)
    return maySee(by, open.context)
      ? refuse('wrong-state', `${ticket} is ${open.value}: rate it when it is closed`)
      : refuse('not-found', ticket);
  if (by.role === 'taxpayer' && by.ticket !== undefined && by.ticket !== ticket) return refuse('not-found', ticket);
  const of = turn.state.ratables.get(ticket);
  if (of !== undefined && !isTheirs(by, of)) return refuse('not-found', ticket);
  // At its deadline the time is over, whichever comes first.
  if (of === undefined || of.until <= turn.at) return refuse('already-rated', ticket);
  const reasons = [...new Set(c.reasons)];
  const wrong = wrongReason(turn, grade, reasons);
  if (wrong !== null) return refuse('bad-message', wrong);
  const comment = c.comment ?? null;
  const { hall, group, business, channel, officer } = of;
  turn.emit({ type: 'rating.given', ticket, hall, group, business, channel, officer, grade, reasons, comment });
  if (grade <= BAD) openFollowUp(turn, of, { grade, reasons, comment });
  return done;
}

function isTheirs(by: Principal & { role: 'taxpayer' | 'channel' }, of: Ratable): boolean {
  if (by.role === 'channel') return by.channel === of.channel && inHalls(by.halls, of.hall);
  return by.ticket === undefined ? by.sub === of.taxpayer : by.ticket === of.ticket;
}

/** What is wrong with the reasons: the standard's reasons each belong to grades; a bureau without any takes all. */
function wrongReason({ bureau }: Turn, grade: number, reasons: string[]): string | null {
  const known = Object.entries(bureau.standards.ratings.reasons);
  if (known.length === 0) return null;
  const fitting = known.filter(([, { grades }]) => grades.includes(grade)).map(([code]) => code);
  const wrong = reasons.filter((reason) => !fitting.includes(reason));
  if (wrong.length === 0) return null;
  const instead = fitting.length === 0 ? 'there are none' : `there are ${fitting.join(', ')}`;
  return `reasons: ${wrong.join(', ')} is none of grade ${grade}; ${instead}`;
}
