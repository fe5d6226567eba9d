import type { EventOf, NewTicket } from '../bureau/events.ts';
import type { RoutingStep } from '../config/schema.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { TicketState } from '../protocol/views.ts';
import { flat } from './flat.ts';

/** 办件: one taxpayer's request. All times are absolute, in ms; null is "not so". */
export interface Ticket extends Omit<NewTicket, 'step'> {
  enteredAt: number;
  /** Its place among the routing steps of its rules, and what that step allows. */
  stepIndex: number;
  step: RoutingStep;
  stepUntil: number | null;
  /** Stations that let it go, not to be asked again until then. */
  avoid: { station: string; until: number }[];
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
  outcome: Outcome | null;
  reply: string | null;
}

export type TicketInput = { at: number; data: NewTicket };

const released = { station: null, offerDeadline: null };

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
    acceptedAt: e.at,
    responsible: t.responsible ?? e.station,
  }),
  letGo: (t: Ticket, e: EventOf<'offer.rejected' | 'offer.timedOut'>) => ({
    ...released,
    avoid: [
      ...t.avoid.filter((a) => a.until > e.at && a.station !== e.station),
      { station: e.station, until: e.avoidUntil },
    ],
  }),
  release: () => released,
  /** The conversation is over: whether the taxpayer is on the line no longer matters. */
  wrapUp: (_: Ticket, e: EventOf<'service.ended'>) => ({ endedAt: e.at, wrapUpUntil: e.until, awayUntil: null }),
  giveBack: () => ({ ...released, acceptedAt: null }),
  close: (_: Ticket, e: EventOf<'ticket.closed'>) => ({
    outcome: e.outcome,
    reply: e.reply,
    wrapUpUntil: null,
    awayUntil: null,
  }),
  quarantine: () => ({ ...released, acceptedAt: null, stepUntil: null, awayUntil: null, wrapUpUntil: null, avoid: [] }),
};

const presence = { 'ticket.away': { actions: 'goAway' }, 'ticket.back': { actions: 'comeBack' } } as const;
const quarantine = { 'ticket.quarantined': { target: 'quarantined', actions: 'quarantine' } } as const;

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
          'ticket.widened': { actions: 'widen' },
          'ticket.reconsidered': { actions: 'reconsider' },
          'offer.made': { target: 'offered', actions: 'reserve' },
          'ticket.closed': { target: 'closed', actions: 'close' },
        },
      },
      offered: {
        on: {
          ...quarantine,
          'ticket.widened': { actions: 'widen' },
          'ticket.reconsidered': { actions: 'reconsider' },
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
          'service.ended': { target: 'wrapUp', actions: 'wrapUp' },
          'ticket.returned': { target: 'waiting', actions: 'giveBack' },
          'ticket.closed': { target: 'closed', actions: 'close' },
        },
      },
      wrapUp: { on: { ...quarantine, 'ticket.closed': { target: 'closed', actions: 'close' } } },
      quarantined: { on: { 'ticket.closed': { target: 'closed', actions: 'close' } } },
      closed: { type: 'final' },
    },
  },
  context: ({ at, data }) => ({
    ...data,
    enteredAt: at,
    stepIndex: 0,
    avoid: [],
    offers: 0,
    ...released,
    responsible: null,
    acceptedAt: null,
    endedAt: null,
    wrapUpUntil: null,
    outcome: null,
    reply: null,
  }),
  guards: {},
  actions,
});
