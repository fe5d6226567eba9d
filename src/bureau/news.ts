import type { PushBody } from '../protocol/messages.ts';
import type { Push } from './commands.ts';
import type { BureauEvent, EventOf } from './events.ts';
import type { TicketSnapshot } from './state.ts';
import type { Turn } from './turn.ts';
import { viewFollowUp, viewQuestion, viewTicket } from './views.ts';
import { broadcastOf, messageOf, noteOf } from './words.ts';

/**
 * What an event means for those who do not hold the ticket: colleagues, departments, supervisors (topic `hall:<code>`),
 * and the responsible station (首问责任), which is told of every later step of its ticket wherever that goes.
 */
export function newsOf(turn: Turn, e: BureauEvent): Push[] {
  switch (e.type) {
    case 'offer.made':
      return [...noted(turn, e), ...followers(turn, e.ticket)];
    case 'ticket.messaged':
      return [push(`station:${e.to}`, { type: 'message', ...messageOf(e) })];
    case 'broadcast.sent': {
      const halls = e.halls ?? [...turn.bureau.halls.keys()];
      const body: PushBody = { type: 'broadcast', ...broadcastOf(e) };
      return halls.flatMap((hall) => [push(`hall:${hall}`, body), push(`staff:${hall}`, body)]);
    }
    case 'ticket.escalated':
    case 'escalation.reminded':
    case 'ticket.answered':
      return [...escalated(turn, e.ticket), ...followers(turn, e.ticket)];
    case 'escalation.handedOn':
      return [...escalated(turn, e.ticket, e.from), ...followers(turn, e.ticket)];
    case 'ticket.closed':
      return [...withdrawn(turn, e.ticket), ...followers(turn, e.ticket)];
    case 'followUp.opened':
    case 'followUp.answered':
    case 'followUp.appealed':
    case 'followUp.late':
    case 'followUp.closed':
      return followedUp(turn, e.ticket);
    case 'ticket.quarantined':
      return [...withdrawn(turn, e.ticket), ...overseers(turn, e.ticket), ...followers(turn, e.ticket)];
    case 'ticket.limitWarned':
    case 'ticket.limitBreached':
      return [...overseers(turn, e.ticket), ...followers(turn, e.ticket)];
    default:
      return 'ticket' in e ? followers(turn, e.ticket) : [];
  }
}

const push = (topic: string, body: PushBody): Push => ({ topic, body });
const said = (t: TicketSnapshot): PushBody => ({ type: 'ticket', ticket: viewTicket(t) });

/** The supervisors of its hall. */
function overseers(turn: Turn, ticket: string): Push[] {
  const t = turn.ticket(ticket);
  return t === undefined ? [] : [push(`hall:${t.context.hall}`, said(t))];
}

function noted(turn: Turn, e: EventOf<'offer.made'>): Push[] {
  const note = noteOf(e, turn.ticket(e.ticket)?.context);
  return note === null ? [] : [push(`station:${e.station}`, { type: 'message', ...note })];
}

/** The responsible station, where it does not hold the ticket itself. */
function followers(turn: Turn, ticket: string): Push[] {
  const t = turn.ticket(ticket);
  const { responsible, station } = t?.context ?? {};
  return t === undefined || responsible == null || responsible === station
    ? []
    : [push(`station:${responsible}`, said(t))];
}

/** A department hears of its questions to their end, `from` too, who had it before; supervisors of those that are late. */
function escalated(turn: Turn, ticket: string, from?: string): Push[] {
  const t = turn.ticket(ticket);
  const escalation = t === undefined ? undefined : viewQuestion(t);
  if (escalation === undefined) return [];
  const topics = [`department:${escalation.department}`];
  if (from !== undefined) topics.push(`department:${from}`);
  if (escalation.reminded >= 100) topics.push(`hall:${escalation.hall}`);
  return topics.map((topic) => push(topic, { type: 'escalation', escalation }));
}

/** A department hears that it need not answer any more. */
function withdrawn(turn: Turn, ticket: string): Push[] {
  return turn.ticket(ticket)?.context.escalation?.outcome === 'withdrawn' ? escalated(turn, ticket) : [];
}

function followedUp(turn: Turn, ticket: string): Push[] {
  const f = turn.state.followUp(ticket);
  if (f === undefined) return [];
  const body: PushBody = { type: 'followUp', followUp: viewFollowUp(f) };
  const { hall, station } = f.context;
  return [push(`hall:${hall}`, body), ...(station === null ? [] : [push(`station:${station}`, body)])];
}
