import type { BureauEvent, EventOf } from '../../bureau/events.ts';
import type { LetGo, Next } from './day.ts';

/** One time in the queue and on a desk, as it went. */
export interface TracedStretch {
  entered: number;
  answered: number | null;
  ended: number | null;
  inTarget: boolean;
  service: number;
  wrapUp: number;
  next: Next | null;
}

/** A ticket as it went so far. */
export interface Trace {
  hall: string;
  business: string;
  channel: string;
  priority: number;
  /** When it came into the queue; null: an appointment that has not begun. */
  at: number | null;
  callback: number | null;
  offered: number | null;
  reaction: number | null;
  /** An offer was looked at for so long in vain: it was taken back. */
  considered: number;
  letGo: LetGo[];
  /** Gave up by itself. */
  left: boolean;
  closed: number | null;
  stretches: TracedStretch[];
}

const stretch = (entered: number): TracedStretch => ({
  ...{ entered, answered: null, ended: null, inTarget: false },
  ...{ service: 0, wrapUp: 0, next: null },
});

export function traceOf({ at, data }: EventOf<'ticket.submitted'>): Trace {
  const { hall, business, channel, priority, slot } = data;
  return {
    ...{ hall, business, channel, priority },
    at: slot === null ? at : null,
    ...{ callback: null, offered: null, reaction: null, considered: 0, letGo: [], left: false, closed: null },
    stretches: slot === null ? [stretch(at)] : [],
  };
}

/** Takes note of an event of a ticket. */
export function follow(t: Trace, e: BureauEvent): void {
  const last = t.stretches.at(-1);
  switch (e.type) {
    case 'ticket.summoned':
      if (last?.answered === null && t.stretches.length === 1) t.callback ??= e.at - last.entered;
      break;
    case 'offer.made':
      if (e.invite === null) t.offered = e.at;
      break;
    case 'offer.rejected':
      if (last?.answered === null) t.letGo.push(e.at - (t.offered ?? e.at));
      break;
    case 'offer.timedOut':
      if (last?.answered === null) t.letGo.push(null);
      break;
    case 'offer.rescinded':
      if (last?.answered === null) t.considered = e.at - (t.offered ?? e.at);
      break;
    case 'offer.accepted':
      if (e.invite === null && last !== undefined) accept(t, last, e);
      break;
    case 'ticket.parked':
      if (e.reason === 'supplement') leave(last, e.at, { way: 'supplement', after: Number.POSITIVE_INFINITY });
      break;
    case 'ticket.escalated': {
      const { department } = e;
      leave(last, e.at, { way: 'escalate', after: Number.POSITIVE_INFINITY, department });
      break;
    }
    case 'ticket.transferred':
      if (e.station === null) break;
      leave(last, e.at, { way: 'transfer', after: 0, hall: e.to.hall, group: e.to.group, business: e.to.business });
      t.stretches.push(stretch(e.at));
      break;
    case 'ticket.unparked':
      if (e.due !== null && last === undefined) {
        t.at = e.at;
        t.callback = e.summon ? 0 : null;
        t.stretches.push(stretch(e.at));
      } else if (e.reason === 'supplied') comeBack(t, e.at);
      break;
    case 'ticket.answered':
      comeBack(t, e.at);
      break;
    case 'ticket.closed':
      t.closed = e.at;
      t.left = last?.answered === null && e.outcome !== 'hallClosed';
      if (last?.ended === null) last.ended = e.at;
      break;
  }
}

function accept(t: Trace, last: TracedStretch, { at, inTarget }: EventOf<'offer.accepted'>): void {
  if (last.answered !== null) return;
  last.answered = at;
  last.inTarget = inTarget;
  t.reaction ??= at - (t.offered ?? at);
}

function leave(last: TracedStretch | undefined, at: number, next: Next): void {
  if (last === undefined) return;
  last.ended = at;
  last.next = next;
}

function comeBack(t: Trace, at: number): void {
  const last = t.stretches.at(-1);
  if (last === undefined || last.ended === null || last.next === null) return;
  if (last.next.way !== 'transfer') last.next.after = at - last.ended;
  t.stretches.push(stretch(at));
}
