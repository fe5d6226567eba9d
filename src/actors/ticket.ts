import type { EventOf, Invite, NewTicket, Place, Preference } from '../bureau/events.ts';
import type { RoutingStep } from '../config/schema.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { ParkReason, TicketState } from '../protocol/views.ts';
import { flat } from './flat.ts';

/** 办件: one taxpayer's request. All times are absolute, in ms; null is "not so". */
export interface Ticket extends Omit<NewTicket, 'step'> {
  enteredAt: number;
  /** When it came back into the queue the last time; absent while it has only entered. Its place is by `due` alone. */
  backAt?: number;
  /** Its place among the routing steps of its rules, and what that step allows. */
  stepIndex: number;
  step: RoutingStep;
  stepUntil: number | null;
  /** Stations that let it go, not to be asked again until then, or until somebody else has taken it. */
  avoid: { station: string; until: number }[];
  /** The only station that is offered it, for a while. */
  prefer: Preference | null;
  /** Nobody holds the line: the taxpayer is called when the ticket is accepted. */
  summon: boolean;
  /** How many offers were made: the number of the last one. */
  offers: number;
  offerDeadline: number | null;
  /** Who is offered it, serves it or wraps it up. */
  station: string | null;
  /** 首问责任: the first that accepted it. */
  responsible: string | null;
  acceptedAt: number | null;
  endedAt: number | null;
  wrapUpUntil: number | null;
  /** The taxpayer was called and has until then. */
  joinUntil: number | null;
  /** How often the taxpayer was called since last on the line. */
  calls: number;
  parked: Parked | null;
  /** How often material was asked for. */
  supplements: number;
  /** What the taxpayer wrote with the material. */
  suppliedNote: string | null;
  /** The last question to a department. */
  escalation: Escalation | null;
  /** What the last department answered. */
  answer: string | null;
  /** A second station is wanted, or has come. */
  guest: Guest | null;
  /** What who handed it on wrote for who has it next. */
  note: { from: string; text: string } | null;
  /** The promised time is over. */
  breached: boolean;
  outcome: Outcome | null;
  reply: string | null;
}

export interface Parked {
  reason: ParkReason;
  since: number;
  until: number;
  remindAt: number | null;
  /** What was asked for. */
  items: string[];
  note: string | null;
  limitLeft: number | null;
  warnLeft?: number;
}

export interface Escalation {
  department: string;
  question: string;
  since: number;
  until: number;
  remindAt: number | null;
  /** The share of its time at which the last reminder came, %. */
  reminded: number;
  /** With what word it was handed on. */
  note: string | null;
  /** `withdrawn`: the ticket went on, or ended, without an answer. */
  outcome: 'open' | 'answered' | 'withdrawn';
}

export interface Guest extends Invite {
  note: string | null;
  /** Who is offered the invitation, or has come. */
  station: string | null;
  offerDeadline: number | null;
  joined: boolean;
}

export type TicketInput = { at: number; data: NewTicket };

const released = { station: null, offerDeadline: null };
/** Who lets go what was kept for it does not take it soon. */
const unkept = { ...released, prefer: null };
/** What ends with a service, however it ends. */
const unserved = { ...released, acceptedAt: null, endedAt: null, wrapUpUntil: null, joinUntil: null };
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

const actions = {
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
  handOver: (_: Ticket, e: EventOf<'ticket.handedOver'>) => ({
    ...e.target,
    station: e.to,
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

const presence = { 'ticket.away': { actions: 'goAway' }, 'ticket.back': { actions: 'comeBack' } } as const;
const quarantine = { 'ticket.quarantined': { target: 'quarantined', actions: 'quarantine' } } as const;
const close = { 'ticket.closed': { target: 'closed', actions: 'close' } } as const;
/** 限时办结: its clock runs wherever the bureau has the ticket, and stops where the taxpayer has it. */
const limits = { 'ticket.limitWarned': { actions: 'warn' }, 'ticket.limitBreached': { actions: 'breach' } } as const;
const order = { 'ticket.preferred': { actions: 'prefer' }, 'ticket.prioritised': { actions: 'prioritise' } } as const;
/** What a station may do with a ticket besides closing it. */
const handled = {
  'ticket.returned': { target: 'waiting', actions: 'giveBack' },
  'ticket.parked': { target: 'parked', actions: 'park' },
  'ticket.escalated': { target: 'escalated', actions: 'escalate' },
  'ticket.transferred': { target: 'waiting', actions: 'transfer' },
} as const;

/** The life of a ticket, flat: see docs/machines for the drawing. */
export const ticket = flat<TicketState, Ticket, TicketInput, never, keyof typeof actions>({
  definition: {
    id: 'ticket',
    initial: 'waiting',
    states: {
      waiting: {
        on: {
          ...presence,
          ...quarantine,
          ...close,
          ...limits,
          ...order,
          'ticket.widened': { actions: 'widen' },
          'ticket.reconsidered': { actions: 'reconsider' },
          'ticket.summoned': { actions: 'summon' },
          'offer.made': { target: 'offered', actions: 'reserve' },
          'ticket.parked': { target: 'parked', actions: 'park' },
          'ticket.transferred': { actions: 'transfer' },
        },
      },
      offered: {
        on: {
          ...quarantine,
          ...limits,
          'ticket.widened': { actions: 'widen' },
          'ticket.reconsidered': { actions: 'reconsider' },
          ...order,
          'ticket.summoned': { actions: 'summon' },
          'offer.accepted': { target: 'serving', actions: 'start' },
          'offer.rejected': { target: 'waiting', actions: 'letGo' },
          'offer.timedOut': { target: 'waiting', actions: 'letGo' },
          'offer.rescinded': { target: 'waiting', actions: 'release' },
        },
      },
      serving: {
        on: {
          ...presence,
          ...quarantine,
          ...close,
          ...limits,
          ...handled,
          'ticket.called': { actions: 'call' },
          'ticket.joined': { actions: 'join' },
          'ticket.reconsidered': { actions: 'reconsider' },
          'service.ended': { target: 'wrapUp', actions: 'wrapUp' },
          'invite.opened': { actions: 'invite' },
          'invite.widened': { actions: 'widenInvite' },
          'offer.made': { actions: 'offerInvite' },
          'offer.accepted': { actions: 'welcome' },
          'offer.rejected': { actions: 'declineInvite' },
          'offer.timedOut': { actions: 'declineInvite' },
          'offer.rescinded': { actions: 'unofferInvite' },
          'invite.closed': { actions: 'dismiss' },
          'ticket.handedOver': { actions: 'handOver' },
        },
      },
      wrapUp: { on: { ...quarantine, ...close, ...limits, ...handled } },
      parked: {
        on: {
          ...quarantine,
          ...close,
          'ticket.reminded': { actions: 'remind' },
          'ticket.supplied': { actions: 'supply' },
          'ticket.rebooked': { actions: 'rebook' },
          'ticket.unparked': { target: 'waiting', actions: 'unpark' },
        },
      },
      escalated: {
        on: {
          ...quarantine,
          ...close,
          ...limits,
          'escalation.reminded': { actions: 'remindDepartment' },
          'escalation.handedOn': { actions: 'handOn' },
          'ticket.answered': { target: 'waiting', actions: 'answer' },
        },
      },
      quarantined: { on: { ...close, 'ticket.requeued': { target: 'waiting', actions: 'requeue' } } },
      closed: { type: 'final' },
    },
  },
  context: ({ at, data }) => ({
    ...data,
    enteredAt: at,
    stepIndex: 0,
    avoid: [],
    prefer: null,
    summon: false,
    offers: 0,
    responsible: null,
    ...unserved,
    calls: 0,
    parked: null,
    supplements: 0,
    suppliedNote: null,
    escalation: null,
    answer: null,
    guest: null,
    note: null,
    breached: false,
    outcome: null,
    reply: null,
  }),
  guards: {},
  actions,
});
