import type { Invite, NewTicket, Preference } from '../bureau/events.ts';
import type { RoutingStep } from '../config/schema.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { ParkReason, TicketState } from '../protocol/views.ts';
import { flat } from './flat.ts';
import { actions, unserved } from './ticket-changes.ts';

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
  /** How often a service of it began: it was accepted, or taken over from a colleague. */
  services: number;
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
    services: 0,
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
