import type { BureauCore } from '../bureau/bureau.ts';
import { inHalls } from '../bureau/decide/rights.ts';
import { slotsFor } from '../bureau/slots.ts';
import { viewEscalation, viewFollowUp } from '../bureau/views.ts';
import { CodedError } from '../protocol/codes.ts';
import type { Query } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';

type Of<T extends Query['type']> = Extract<Query, { type: T }>;

/** Throws `forbidden` for anybody but a supervisor of all halls. */
export function checkBureauWide(by: Principal, what: string): void {
  if (by.role !== 'supervisor' || by.halls !== '*')
    throw new CodedError('forbidden', `${what}: a supervisor of all halls`);
}

/** Free slots: a taxpayer asks for the own hall, a channel for one of its own, staff for any. */
export function slots(
  core: BureauCore,
  { business, channel, hall, from, days }: Of<'slots'>,
  by: Principal,
  now: number,
) {
  const own = by.role === 'taxpayer' || by.role === 'station' ? by.hall : hall;
  if (own === undefined) throw new CodedError('bad-message', 'hall: is missing');
  if (by.role === 'channel' && !inHalls(by.halls, own)) throw new CodedError('unknown-hall', own);
  return slotsFor(core.state, { business, channel, hall: own, days, ...(from !== undefined && { from }) }, now);
}

/** Open questions to departments, the most urgent first: a department's own, or those of a supervisor's halls. */
export function escalations(core: BureauCore, by: Principal) {
  if (by.role !== 'department' && by.role !== 'supervisor' && by.role !== 'reader')
    throw new CodedError('forbidden', 'escalations: departments, supervisors and readers');
  const mine = (of: { department: string; hall: string }) =>
    by.role === 'department' ? of.department === by.department : inHalls(by.halls, of.hall);
  return [...core.state.tickets()]
    .map(viewEscalation)
    .filter((view) => view !== undefined)
    .filter(mine)
    .sort((a, b) => a.until - b.until);
}

export function followUps(core: BureauCore, by: Principal) {
  if (by.role !== 'station' && by.role !== 'supervisor' && by.role !== 'reader')
    throw new CodedError('forbidden', 'followUps: supervisors, readers and the officer concerned');
  const mine = (hall: string, officer: string | null) =>
    by.role === 'station' ? officer === by.sub : inHalls(by.halls, hall);
  return [...core.state.followUps()]
    .filter(({ context }) => mine(context.hall, context.officer))
    .map(viewFollowUp)
    .sort((a, b) => a.until - b.until);
}

export function orders(core: BureauCore, by: Principal) {
  if (by.role !== 'supervisor' && by.role !== 'reader')
    throw new CodedError('forbidden', 'orders: supervisors and readers');
  return [...core.state.orders.all()];
}

/** The topics besides tickets that somebody hears of. */
export function topicsOf(core: BureauCore, by: Principal): string[] {
  switch (by.role) {
    case 'station':
      return [`station:${by.station}`, `staff:${by.hall}`, lineOf(by.station, by.sub)];
    case 'department':
      return [`department:${by.department}`];
    case 'supervisor':
    case 'reader':
      return [...core.state.bureau.halls.keys()]
        .filter((hall) => inHalls(by.halls, hall))
        .map((hall) => `hall:${hall}`);
    default:
      return [];
  }
}

/** What only the officer who is signed in at a station may hear. */
const lineOf = (station: string, officer: string) => `line:${station} ${officer}`;

/**
 * To whom a line of chat or a signal goes: between the taxpayer and the officer who serves the ticket, and to the third
 * where a guest has joined. Throws `not-found` for whoever is no party of it, `wrong-state` out of service.
 */
export function otherParties(
  core: BureauCore,
  { ticket }: Of<'relay'>,
  by: Principal,
): { other: string; third: string | null } {
  const t = core.state.ticket(ticket);
  if (t === undefined) throw new CodedError('not-found', ticket);
  const { station: host, guest, taxpayer } = t.context;
  const helper = guest?.joined === true ? guest.station : null;
  const mine = by.role === 'station' && core.state.station(by.station)?.context.officer === by.sub ? by.station : null;
  const serves = mine !== null && (mine === host || mine === helper);
  const owns = by.role === 'taxpayer' && (by.ticket === undefined ? taxpayer === by.sub : by.ticket === ticket);
  if (!serves && !owns) throw new CodedError('not-found', ticket);
  if (t.value !== 'serving' || host === null) throw new CodedError('wrong-state', `${ticket} is ${t.value}`);
  const lineAt = (station: string | null) => {
    const officer = station === null ? null : core.state.station(station)?.context.officer;
    return station === null || officer == null ? null : lineOf(station, officer);
  };
  if (owns) return { other: lineAt(host) ?? '', third: lineAt(helper) };
  return { other: `ticket:${ticket}`, third: lineAt(mine === host ? helper : host) };
}
