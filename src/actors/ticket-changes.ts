import type { EventOf, Place } from '../bureau/events.ts';
import type { Guest, Ticket } from './ticket.ts';

const released = { station: null, offerDeadline: null };
/** Who lets go what was kept for it does not take it soon. */
const unkept = { ...released, prefer: null };
/** What ends with a service, however it ends. */
export const unserved = { ...released, acceptedAt: null, endedAt: null, wrapUpUntil: null, joinUntil: null };
/** A call that its station cut short was not missed, and does not count. */
const unmissed = (t: Ticket) => (t.joinUntil !== null && t.calls > 0 ? { calls: t.calls - 1 } : {});
const placed = ({ index, step, until }: Place) => ({ stepIndex: index, step, stepUntil: until });
const avoiding = (t: Ticket, e: { at: number; station: string; avoidUntil: number }) => [
  ...t.avoid.filter((a) => a.until > e.at && a.station !== e.station),
  { station: e.station, until: e.avoidUntil },
];
/** A question that is open no more; those who were asked are told what it was. */
const settled = ({ escalation }: Ticket, outcome: 'answered' | 'withdrawn') =>
  escalation?.outcome === 'open' ? { escalation: { ...escalation, outcome, remindAt: null } } : {};
const guested = (t: Ticket, change: Partial<Guest>) => (t.guest === null ? {} : { guest: { ...t.guest, ...change } });

/** What each event changes of a ticket; the machine says when. */
export const actions = {
  widen: (_: Ticket, e: EventOf<'ticket.widened'>) => ({ step: e.step, stepIndex: e.index, stepUntil: e.until }),
  reconsider: (t: Ticket, e: EventOf<'ticket.reconsidered'>) => ({ avoid: t.avoid.filter((a) => a.until > e.at) }),
  goAway: (_: Ticket, e: EventOf<'ticket.away'>) => ({ awayUntil: e.until }),
  comeBack: () => ({ awayUntil: null }),
  reserve: (t: Ticket, e: EventOf<'offer.made'>) => ({
    station: e.station,
    offerDeadline: e.deadline,
    offers: t.offers + 1,
  }),
  start: (t: Ticket, e: EventOf<'offer.accepted'>) => ({
    offerDeadline: null,
    avoid: [],
    prefer: null,
    acceptedAt: e.at,
    responsible: t.responsible ?? e.station,
    services: t.services + 1,
  }),
  letGo: (t: Ticket, e: EventOf<'offer.rejected' | 'offer.timedOut'>) => ({ ...unkept, avoid: avoiding(t, e) }),
  release: () => released,
  /** That it has let it go before does not matter any more. */
  prefer: (t: Ticket, { prefer }: EventOf<'ticket.preferred'>) => ({
    prefer,
    avoid: prefer === null ? t.avoid : t.avoid.filter((a) => a.station !== prefer.station),
  }),
  prioritise: (_: Ticket, e: EventOf<'ticket.prioritised'>) => ({ priority: e.priority, due: e.due }),
  summon: () => ({ summon: true, awayUntil: null }),
  call: (_: Ticket, e: EventOf<'ticket.called'>) => ({ joinUntil: e.until, calls: e.call }),
  join: () => ({ joinUntil: null, summon: false, calls: 0 }),
  /** The conversation is over: whether the taxpayer is on the line no longer matters. */
  wrapUp: (t: Ticket, e: EventOf<'service.ended'>) => ({
    ...unmissed(t),
    endedAt: e.at,
    wrapUpUntil: e.until,
    awayUntil: null,
    joinUntil: null,
  }),
  /** Who was being called, or had hung up already, is not on the line, and will be called. */
  giveBack: (t: Ticket, e: EventOf<'ticket.returned'>) => ({
    ...unserved,
    backAt: e.at,
    ...unmissed(t),
    ...((t.joinUntil !== null || (t.endedAt !== null && t.presence !== 'none')) && { summon: true, awayUntil: null }),
    ...(e.avoidUntil != null && { avoid: avoiding(t, { ...e, avoidUntil: e.avoidUntil }) }),
  }),
  park: (t: Ticket, e: EventOf<'ticket.parked'>) => {
    const { at: since, reason, until, remindAt, items, note, limitLeft, warnLeft } = e;
    return {
      ...unserved,
      ...(reason !== 'noShow' && unmissed(t)),
      awayUntil: null,
      stepUntil: null,
      avoid: [],
      prefer: null,
      limitAt: null,
      warnAt: null,
      supplements: t.supplements + (reason === 'supplement' ? 1 : 0),
      parked: { reason, since, until, remindAt, items, note, limitLeft, ...(warnLeft !== undefined && { warnLeft }) },
    };
  },
  remind: (t: Ticket, e: EventOf<'ticket.reminded'>) =>
    t.parked === null ? {} : { parked: { ...t.parked, remindAt: e.remindAt } },
  supply: (t: Ticket, e: EventOf<'ticket.supplied'>) => {
    const there = new Set(e.materials.map((m) => m.item));
    return {
      attachments: [...t.attachments, ...e.materials],
      suppliedNote: e.note ?? t.suppliedNote,
      ...(t.parked !== null && { parked: { ...t.parked, items: t.parked.items.filter((item) => !there.has(item)) } }),
    };
  },
  rebook: (t: Ticket, e: EventOf<'ticket.rebooked'>) => ({
    slot: e.slot,
    ...(t.parked !== null && { parked: { ...t.parked, until: e.until, remindAt: e.remindAt } }),
  }),
  unpark: (t: Ticket, e: EventOf<'ticket.unparked'>) => ({
    ...placed(e.place),
    parked: null,
    backAt: e.at,
    prefer: e.prefer,
    summon: e.summon,
    awayUntil: e.awayUntil,
    due: e.due ?? t.due,
    // An appointment begins to wait when it is in the queue.
    enteredAt: e.due === null ? t.enteredAt : e.at,
    limitAt: e.limitAt,
    warnAt: e.warnAt,
  }),
  escalate: (t: Ticket, e: EventOf<'ticket.escalated'>) => ({
    ...unserved,
    ...unmissed(t),
    awayUntil: null,
    stepUntil: null,
    avoid: [],
    escalation: {
      department: e.department,
      question: e.question,
      since: e.at,
      until: e.until,
      remindAt: e.remindAt,
      reminded: 0,
      note: null,
      outcome: 'open' as const,
    },
  }),
  remindDepartment: (t: Ticket, e: EventOf<'escalation.reminded'>) =>
    t.escalation === null ? {} : { escalation: { ...t.escalation, reminded: e.share, remindAt: e.remindAt } },
  handOn: (t: Ticket, e: EventOf<'escalation.handedOn'>) =>
    t.escalation === null ? {} : { escalation: { ...t.escalation, department: e.department, note: e.note } },
  answer: (t: Ticket, e: EventOf<'ticket.answered'>) => ({
    ...placed(e.place),
    ...settled(t, 'answered'),
    backAt: e.at,
    answer: e.text,
    prefer: e.prefer,
    summon: e.summon,
    awayUntil: e.awayUntil,
  }),
  transfer: (t: Ticket, e: EventOf<'ticket.transferred'>) => ({
    ...unserved,
    ...unmissed(t),
    ...e.to,
    ...placed(e.place),
    avoid: e.station === null || e.avoidUntil === null ? [] : [{ station: e.station, until: e.avoidUntil }],
    ...(e.station !== null && { backAt: e.at }),
    presence: e.presence,
    prefer: e.prefer,
    summon: e.summon,
    awayUntil: e.awayUntil,
    note: e.station === null || e.note === null ? null : { from: e.station, text: e.note },
  }),
  requeue: (_: Ticket, e: EventOf<'ticket.requeued'>) => ({
    ...placed(e.place),
    backAt: e.at,
    awayUntil: e.awayUntil,
  }),
  warn: () => ({ warnAt: null }),
  breach: () => ({ warnAt: null, breached: true }),
  invite: (_: Ticket, e: EventOf<'invite.opened'>) => ({
    guest: { ...e.invite, note: e.note, station: null, offerDeadline: null, joined: false },
  }),
  widenInvite: (t: Ticket, e: EventOf<'invite.widened'>) => guested(t, { place: e.place }),
  offerInvite: (t: Ticket, e: EventOf<'offer.made'>) => ({
    offers: t.offers + 1,
    ...guested(t, { station: e.station, offerDeadline: e.deadline }),
  }),
  welcome: (t: Ticket) => guested(t, { offerDeadline: null, joined: true }),
  declineInvite: (t: Ticket, e: EventOf<'offer.rejected' | 'offer.timedOut'>) => ({
    avoid: avoiding(t, e),
    ...guested(t, { station: null, offerDeadline: null }),
  }),
  unofferInvite: (t: Ticket) => guested(t, { station: null, offerDeadline: null }),
  dismiss: () => ({ guest: null, avoid: [] }),
  handOver: (t: Ticket, e: EventOf<'ticket.handedOver'>) => ({
    ...e.target,
    station: e.to,
    services: t.services + 1,
    acceptedAt: e.at,
    guest: null,
    avoid: [],
  }),
  close: (t: Ticket, e: EventOf<'ticket.closed'>) => ({
    outcome: e.outcome,
    reply: e.reply,
    offerDeadline: null,
    wrapUpUntil: null,
    awayUntil: null,
    joinUntil: null,
    parked: null,
    ...settled(t, 'withdrawn'),
  }),
  quarantine: (t: Ticket, e: EventOf<'ticket.quarantined'>) => ({
    ...unserved,
    ...e.promised,
    ...unmissed(t),
    ...settled(t, 'withdrawn'),
    stepUntil: null,
    awayUntil: null,
    prefer: null,
    parked: null,
    guest: null,
    avoid: [],
  }),
};
