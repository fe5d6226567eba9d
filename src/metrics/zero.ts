import type { Bureau } from '../config/schema.ts';
import { order, outcomes } from '../protocol/commands.ts';
import { inviteKinds, offerResults, parkReasons } from '../protocol/views.ts';
import type { Instruments } from './registry.ts';

/**
 * Lets the counters of all halls, channels, groups, businesses and departments begin at 0: Prometheus does not see the
 * first increase of a series that appears with it. Harmless to call again, after a new configuration.
 */
export function startAtZero(to: Instruments, { halls, channels, groups, businesses, departments }: Bureau): void {
  for (const hall of halls.keys()) {
    hallAtZero(to, hall);
    for (const group of groups.keys()) {
      to.limitsWarned.inc({ hall, group }, 0);
      to.limitsBreached.inc({ hall, group }, 0);
    }
    for (const channel of channels.keys()) {
      to.ticketsSubmitted.inc({ hall, channel }, 0);
      to.ticketsAnswered.inc({ hall, channel }, 0);
      to.ticketsAnsweredInTarget.inc({ hall, channel }, 0);
      for (const outcome of outcomes) to.ticketsClosed.inc({ hall, channel, outcome }, 0);
    }
  }
  for (const { code: business, channels } of businesses.values()) {
    for (const channel of Object.keys(channels)) to.businessSubmitted.inc({ business, channel }, 0);
    for (const outcome of outcomes) to.businessClosed.inc({ business, outcome }, 0);
    for (const again of ['true', 'false']) to.businessSupplementsAsked.inc({ business, again }, 0);
  }
  for (const department of departments.keys()) {
    to.questionsOpen.inc({ department }, 0);
    to.questionsOverdue.inc({ department }, 0);
    to.questionsAsked.inc({ department }, 0);
    to.questionsLate.inc({ department }, 0);
    for (const result of ['answered', 'handed-on', 'withdrawn']) to.questionsEnded.inc({ department, result }, 0);
  }
  for (const kind of ['supplement', 'appointment', 'question']) to.reminders.inc({ kind }, 0);
  for (const { shape } of order.options) to.orders.inc({ kind: shape.of.value }, 0);
}

function hallAtZero(to: Instruments, hall: string): void {
  to.ticketsQuarantined.inc({ hall }, 0);
  to.offersMade.inc({ hall }, 0);
  for (const result of offerResults) to.offersEnded.inc({ hall, result }, 0);
  for (const kind of inviteKinds) {
    to.invitationsMade.inc({ hall, kind }, 0);
    for (const result of offerResults) to.invitationsEnded.inc({ hall, kind, result }, 0);
  }
  for (const reason of parkReasons) to.ticketsParked.inc({ hall, reason }, 0);
  for (const again of ['true', 'false']) to.supplementsAsked.inc({ hall, again }, 0);
  for (const result of ['supplied', 'lapsed', 'withdrawn']) to.supplementsEnded.inc({ hall, result }, 0);
  to.appointmentsBooked.inc({ hall }, 0);
  for (const result of ['kept', 'missed', 'withdrawn']) to.appointmentsEnded.inc({ hall, result }, 0);
  to.callbacksAsked.inc({ hall }, 0);
  for (const kind of ['turn', 'back']) to.callsMade.inc({ hall, kind }, 0);
  for (const result of ['joined', 'noShow', 'cut']) to.callsEnded.inc({ hall, result }, 0);
  for (const kind of ['cold', 'move', 'warm']) to.transfers.inc({ hall, kind, result: 'done' }, 0);
  const unmet = ['nobody', 'taken-back', 'released'];
  for (const result of unmet) to.transfers.inc({ hall, kind: 'warm', result }, 0);
  to.consultationsAsked.inc({ hall }, 0);
  for (const result of ['ended', 'handed-over', ...unmet]) to.consultationsEnded.inc({ hall, result }, 0);
  for (const kind of ['template', 'text', 'none']) to.wrapUps.inc({ hall, kind }, 0);
  for (const grade of [1, 2, 3, 4, 5]) to.ratings.inc({ hall, grade }, 0);
  to.followUpsOpened.inc({ hall }, 0);
  to.followUpsLate.inc({ hall }, 0);
  for (const result of ['upheld', 'dismissed']) to.followUpsClosed.inc({ hall, result }, 0);
  to.personsRevealed.inc({ hall }, 0);
}
