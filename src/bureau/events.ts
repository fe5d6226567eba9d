import type { Capacity, RoutingStep, Skills } from '../config/schema.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { Modality } from '../protocol/modality.ts';

/** Why a candidate was taken or passed over when an offer was made. */
export interface Looked {
  /** A station when a ticket looked for one; a demand class or ticket when a station looked for work. */
  id: string;
  verdict: 'chosen' | 'less-idle' | 'later-due' | 'avoided' | 'own-target' | 'reserve' | 'lending-off';
}

/** The record of a decision: which side moved, through which class and routing step, whom it looked at. */
export interface Why {
  side: 'ticket' | 'station';
  class: string;
  step: number;
  looked: Looked[];
}

/** What is known of a ticket when it enters. */
export interface NewTicket {
  id: string;
  hall: string;
  business: string;
  channel: string;
  group: string;
  modality: Modality;
  skill: string;
  priority: number;
  /** Keyed pseudonym, never a number of an identity card. */
  taxpayer: string | null;
  ref: string | null;
  /** Whose word tells that somebody is on the line: an own session's, the channel's, or nobody needs to be. */
  presence: 'session' | 'call' | 'none';
  /** Nobody is on the line yet; until then the place is kept. */
  awayUntil: number | null;
  due: number;
  target: number;
  step: RoutingStep;
  stepUntil: number | null;
}

type TicketEvents =
  | { type: 'ticket.submitted'; ticket: string; data: NewTicket }
  | { type: 'ticket.widened'; ticket: string; index: number; step: RoutingStep; until: number | null }
  /** The time for which some stations were avoided is over. */
  | { type: 'ticket.reconsidered'; ticket: string }
  | { type: 'ticket.away'; ticket: string; until: number }
  | { type: 'ticket.back'; ticket: string }
  /** Its station was lost; it waits again in its old place. */
  | { type: 'ticket.returned'; ticket: string; station: string; reason: 'station-lost' | 'signed-out' }
  | { type: 'service.ended'; ticket: string; station: string; until: number }
  | {
      type: 'ticket.closed';
      ticket: string;
      /** The channel and its own number of the request: the result is delivered by these. */
      channel: string;
      ref: string | null;
      station: string | null;
      outcome: Outcome;
      reply: string | null;
      /** Closed by a deadline, not by somebody's word. */
      auto: boolean;
    }
  | { type: 'ticket.quarantined'; ticket: string; station: string | null; error: string };

type OfferEvents =
  | {
      type: 'offer.made';
      offer: string;
      ticket: string;
      station: string;
      modality: Modality;
      deadline: number;
      /** The lending and the helped hall when they differ; the loan begins when the offer is accepted. */
      loan: { from: string; to: string } | null;
      why: Why;
    }
  | {
      type: 'offer.accepted';
      offer: string;
      ticket: string;
      station: string;
      auto: boolean;
      inTarget: boolean;
      paceUntil: number | null;
      /** The halls when they differ: a loan begins. */
      loan: { from: string; to: string } | null;
    }
  | {
      type: 'offer.rejected';
      offer: string;
      ticket: string;
      station: string;
      reason: string | null;
      avoidUntil: number;
    }
  | { type: 'offer.timedOut'; offer: string; ticket: string; station: string; avoidUntil: number }
  | { type: 'offer.rescinded'; offer: string; ticket: string; station: string; reason: RescindReason };

export type RescindReason =
  | 'cancelled'
  | 'taxpayer-away'
  | 'taxpayer-left'
  | 'station-lost'
  | 'station-paused'
  | 'hall-closed';

type StationEvents =
  | {
      type: 'station.signedIn';
      station: string;
      hall: string;
      kind: 'seat' | 'window';
      officer: string;
      capacity: Capacity;
      skills: Skills;
    }
  /** The files give it another capacity or other skills than when it signed in. */
  | { type: 'station.changed'; station: string; capacity: Capacity; skills: Skills }
  | { type: 'station.readied'; station: string }
  /** Takes effect at once, or when the work on the desk is done. */
  | { type: 'station.paused'; station: string; reason: string }
  | { type: 'station.paced'; station: string }
  | { type: 'station.lost'; station: string; until: number }
  | { type: 'station.back'; station: string }
  | { type: 'station.signedOut'; station: string; reason: 'asked' | 'lost' };

type HallEvents =
  | { type: 'hall.opened'; hall: string; until: number | null }
  | { type: 'hall.draining'; hall: string; until: number | null }
  | { type: 'hall.closed'; hall: string; until: number | null };

/** The bureau has begun to decide by this version of its files. */
type ConfigEvents = { type: 'config.adopted'; version: string };

/**
 * A fact. It holds all that is needed to apply it (absolute times, the decision and its reasons), so that
 * a journal can be applied whatever the policy has become since. `at` is the time of its step.
 */
export type BureauEvent = (TicketEvents | OfferEvents | StationEvents | HallEvents | ConfigEvents) & { at: number };
export type EventOf<T extends BureauEvent['type']> = Extract<BureauEvent, { type: T }>;
