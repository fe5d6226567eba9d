import type { FollowUpInput } from '../actors/follow-up.ts';
import type { Capacity, RoutingStep, Skills } from '../config/schema.ts';
import type { Order, Outcome } from '../protocol/commands.ts';
import type { Attachment, Person } from '../protocol/material.ts';
import type { Modality } from '../protocol/modality.ts';
import type { InviteKind, ParkReason } from '../protocol/views.ts';

/** Why a candidate was taken or passed over when an offer was made. */
export interface Looked {
  /** A station when a ticket looked for one; a demand class or ticket when a station looked for work. */
  id: string;
  verdict: 'chosen' | 'less-idle' | 'later-due' | 'avoided' | 'own-target' | 'reserve' | 'lending-off' | 'kept';
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
  /** Who asks, each value sealed under the ticket's own key; null when nothing is known. */
  person: Person | null;
  attachments: Attachment[];
  /** 限时办结: promised by then; null where nothing is promised yet (an appointment that has not begun). */
  limitAt: number | null;
  /** Its station, or whoever is there, is warned then. */
  warnAt: number | null;
  /** The beginning of its appointment. */
  slot: number | null;
}

/** For whom a ticket is kept, and until when: only that station is offered it. */
export interface Preference {
  station: string;
  until: number;
}

/** Where a ticket stands when it comes into the queue again; its due time is what it was, unless `due` says otherwise. */
export interface Place {
  index: number;
  step: RoutingStep;
  until: number | null;
}

/** Whom a ticket, or an invitation to it, is for. */
export interface Target {
  hall: string;
  group: string;
  business: string;
  skill: string;
  modality: Modality;
}

/** A second station is wanted for a ticket that stays where it is: to help, or to take it over. */
export interface Invite {
  kind: InviteKind;
  target: Target;
  /** The only station that may come; null: whoever is able. */
  named: string | null;
  /** The earliest of those who may come is found as for a ticket: by this order and these steps. */
  due: number;
  place: Place;
  /** Nobody is looked for after that. */
  until: number;
}

type TicketEvents =
  | { type: 'ticket.submitted'; ticket: string; data: NewTicket }
  | { type: 'ticket.widened'; ticket: string; index: number; step: RoutingStep; until: number | null }
  /** The time for which some stations were avoided is over. */
  | { type: 'ticket.reconsidered'; ticket: string }
  | { type: 'ticket.away'; ticket: string; until: number }
  | { type: 'ticket.back'; ticket: string }
  /** Its station was lost, or had to let it go; it waits again in its old place. */
  | {
      type: 'ticket.returned';
      ticket: string;
      station: string;
      reason: 'station-lost' | 'signed-out' | 'pulled';
      /** A station that it was pulled from is not asked again before then; null: nobody pulled it. */
      avoidUntil: number | null;
    }
  | { type: 'service.ended'; ticket: string; station: string; until: number }
  | {
      type: 'ticket.closed';
      ticket: string;
      /** The channel and its own number of the request: the result is delivered by these. */
      channel: string;
      ref: string | null;
      station: string | null;
      /** Who was signed in there. */
      officer: string | null;
      outcome: Outcome;
      reply: string | null;
      /** Closed by a deadline, not by somebody's word. */
      auto: boolean;
      /** What the reply was made of. */
      template: { code: string; version: number } | null;
      /** Time in service that its officer gave to it, without what interrupted it, ms. */
      workedMs: number;
      /** It may be rated until then. */
      rateUntil: number | null;
    }
  /** Out of the queue until something comes or time is up. `limitLeft`: what was left of the promised time, ms; `warnLeft`: until its warning, where that was still to come. */
  | {
      type: 'ticket.parked';
      ticket: string;
      station: string | null;
      reason: ParkReason;
      until: number;
      remindAt: number | null;
      items: string[];
      note: string | null;
      limitLeft: number | null;
      warnLeft?: number;
    }
  /** `last`: the time is up now; else it is half over. */
  | { type: 'ticket.reminded'; ticket: string; remindAt: number | null; last: boolean }
  | { type: 'ticket.supplied'; ticket: string; materials: Attachment[]; note: string | null }
  /** Back in the queue. `due`: a new key of its order (an appointment has begun); null: the old one. */
  | {
      type: 'ticket.unparked';
      ticket: string;
      reason: 'supplied' | 'recalled' | 'checkedIn' | 'slot';
      due: number | null;
      place: Place;
      prefer: Preference | null;
      summon: boolean;
      awayUntil: number | null;
      limitAt: number | null;
      warnAt: number | null;
    }
  /** Kept for a station, or (null) for nobody any more. */
  | { type: 'ticket.preferred'; ticket: string; prefer: Preference | null }
  /** The taxpayer was called and has until then. `call` 1 is the first; 0 calls back whose line broke in service. */
  | { type: 'ticket.called'; ticket: string; station: string; until: number; call: number }
  | { type: 'ticket.joined'; ticket: string }
  /** The taxpayer will be called instead of holding the line. */
  | { type: 'ticket.summoned'; ticket: string }
  | { type: 'ticket.rebooked'; ticket: string; slot: number; until: number; remindAt: number | null }
  | {
      type: 'ticket.escalated';
      ticket: string;
      station: string;
      department: string;
      question: string;
      until: number;
      remindAt: number | null;
    }
  /** `share` of its time in %; at 100 the supervisors are told. */
  | { type: 'escalation.reminded'; ticket: string; department: string; share: number; remindAt: number | null }
  | { type: 'escalation.handedOn'; ticket: string; from: string; department: string; note: string | null }
  | {
      type: 'ticket.answered';
      ticket: string;
      department: string;
      text: string;
      place: Place;
      prefer: Preference | null;
      summon: boolean;
      awayUntil: number | null;
    }
  /** Its work is another's from now on; `station`: who let it go, null when it waited. */
  | {
      type: 'ticket.transferred';
      ticket: string;
      station: string | null;
      to: Target;
      presence: NewTicket['presence'];
      place: Place;
      prefer: Preference | null;
      summon: boolean;
      awayUntil: number | null;
      /** Who let it go is not asked again before then; null: nobody did. */
      avoidUntil: number | null;
      note: string | null;
    }
  | { type: 'ticket.prioritised'; ticket: string; priority: number; due: number }
  /** A quarantined ticket is in the queue again. */
  | { type: 'ticket.requeued'; ticket: string; place: Place; awayUntil: number | null }
  | { type: 'ticket.limitWarned'; ticket: string; station: string | null; limitAt: number }
  | { type: 'ticket.limitBreached'; ticket: string; station: string | null; limitAt: number }
  | { type: 'ticket.messaged'; ticket: string; from: string; to: string; text: string }
  | { type: 'invite.opened'; ticket: string; host: string; invite: Invite; note: string | null }
  | { type: 'invite.widened'; ticket: string; place: Place }
  /** `guest`: who had joined, and is free now. */
  | {
      type: 'invite.closed';
      ticket: string;
      guest: string | null;
      reason: 'ended' | 'nobody' | 'taken-back' | 'released';
    }
  /** The guest serves it now, as what the guest was asked for, and the host is free. */
  | {
      type: 'ticket.handedOver';
      ticket: string;
      from: string;
      to: string;
      target: Target;
      loan: { from: string; to: string } | null;
    }
  | { type: 'person.revealed'; ticket: string }
  /** A file of its taxpayer was opened; `desk`: the station where, null: by a supervisor. */
  | { type: 'material.opened'; ticket: string; ref: string; desk: string | null }
  | { type: 'person.erased'; ticket: string }
  /** `promised`: set when it was parked, where its promised time stood still; that runs again. */
  | {
      type: 'ticket.quarantined';
      ticket: string;
      station: string | null;
      error: string;
      promised?: Pick<NewTicket, 'limitAt' | 'warnAt'>;
    };

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
      invite: InviteKind | null;
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
      /** Set when it was an invitation: the ticket stays with its host. */
      invite: InviteKind | null;
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
  | 'hall-closed'
  | 'reassigned'
  | 'invite-closed';

type RatingEvents =
  | {
      type: 'rating.given';
      ticket: string;
      hall: string;
      group: string;
      business: string;
      channel: string;
      /** Whom it is about: who closed the ticket. */
      officer: string | null;
      grade: number;
      reasons: string[];
      comment: string | null;
    }
  | { type: 'rating.lapsed'; ticket: string }
  | { type: 'followUp.opened'; ticket: string; data: FollowUpInput }
  | { type: 'followUp.answered'; ticket: string; finding: 'upheld' | 'dismissed'; text: string; until: number }
  | { type: 'followUp.appealed'; ticket: string; text: string; until: number }
  | { type: 'followUp.late'; ticket: string }
  | { type: 'followUp.closed'; ticket: string; finding: 'upheld' | 'dismissed'; text: string | null };

/** A standing order; `set` null: it is taken back. */
type OrderEvents =
  | { type: 'order.given'; key: string; order: Order }
  /** `by`: absent where an older server wrote it. */
  | { type: 'broadcast.sent'; halls: string[] | null; by?: string; text: string };

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
  | { type: 'station.signedOut'; station: string; reason: 'asked' | 'lost' | 'supervisor' };

type HallEvents =
  | { type: 'hall.opened'; hall: string; until: number | null }
  | { type: 'hall.draining'; hall: string; until: number | null }
  | { type: 'hall.closed'; hall: string; until: number | null };

/** The bureau has begun to decide by this version of its files. */
type ConfigEvents = {
  type: 'config.adopted';
  version: string;
  /** What ruled before, and in how many places it was otherwise; the version's content is kept beside the journal. */
  previous: string;
  changes: number;
};

/**
 * A fact. It holds all that is needed to apply it (absolute times, the decision and its reasons), so that
 * a journal can be applied whatever the policy has become since. `at` is the time of its step.
 */
export type BureauEvent = (
  | TicketEvents
  | OfferEvents
  | RatingEvents
  | OrderEvents
  | StationEvents
  | HallEvents
  | ConfigEvents
) & { at: number };
export type EventOf<T extends BureauEvent['type']> = Extract<BureauEvent, { type: T }>;

/** The stations that an event is about. */
export function stationsOf(e: BureauEvent): string[] {
  if (e.type === 'ticket.handedOver') return [e.from, e.to];
  if (e.type === 'invite.closed') return e.guest === null ? [] : [e.guest];
  return 'station' in e && e.station !== null ? [e.station] : [];
}
