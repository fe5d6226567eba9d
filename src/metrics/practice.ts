import type { Step } from '../bureau/commands.ts';
import type { BureauEvent, EventOf } from '../bureau/events.ts';
import type { OpenTicket } from './open-ticket.ts';
import type { Instruments } from './registry.ts';

type CallResult = 'joined' | 'noShow' | 'cut';
type InviteResult = EventOf<'invite.closed'>['reason'] | 'handed-over';

/** Counts what a ticket waits for outside of the queue, who is called and asked about it, and its promised time. */
export function practiceCounter(to: Instruments) {
  const parked = (ticket: OpenTicket, reason: EventOf<'ticket.parked'>['reason']) => {
    const { hall, business } = ticket;
    ticket.parked = reason;
    to.ticketsParked.inc({ hall, reason });
    if (reason === 'booked') to.appointmentsBooked.inc({ hall });
    if (reason !== 'supplement') return;
    const again = ticket.supplements > 0 ? 'true' : 'false';
    ticket.supplements++;
    to.supplementsAsked.inc({ hall, again });
    to.businessSupplementsAsked.inc({ business, again });
  };

  /** `lapsed`: its time was over; null: it ended otherwise. */
  const unparked = (ticket: OpenTicket, how: 'came' | 'lapsed' | null) => {
    const { hall, parked: reason } = ticket;
    if (reason === null) return;
    ticket.parked = null;
    to.ticketsParked.dec({ hall, reason });
    if (reason === 'supplement')
      to.supplementsEnded.inc({ hall, result: how === 'came' ? 'supplied' : (how ?? 'withdrawn') });
    else if (reason === 'booked')
      to.appointmentsEnded.inc({
        hall,
        result: how === 'came' ? 'kept' : how === 'lapsed' ? 'missed' : 'withdrawn',
      });
  };

  const called = (ticket: OpenTicket, { call }: EventOf<'ticket.called'>) => {
    // A process that has just begun gives a call its whole time again: it is the same call.
    if (!ticket.calling) to.callsMade.inc({ hall: ticket.hall, kind: call === 0 ? 'back' : 'turn' });
    ticket.calling = true;
  };

  const callEnded = (ticket: OpenTicket, result: CallResult) => {
    if (ticket.calling) to.callsEnded.inc({ hall: ticket.hall, result });
    ticket.calling = false;
  };

  const asked = (ticket: OpenTicket, question: NonNullable<OpenTicket['question']>) => {
    const { department, late } = question;
    ticket.question = question;
    to.questionsAsked.inc({ department });
    to.questionsOpen.inc({ department });
    if (late) to.questionsOverdue.inc({ department });
  };

  const askedNoMore = (ticket: OpenTicket, result: 'answered' | 'handed-on' | 'withdrawn') => {
    if (ticket.question === null) return;
    const { department, late } = ticket.question;
    ticket.question = null;
    to.questionsEnded.inc({ department, result });
    to.questionsOpen.dec({ department });
    if (late) to.questionsOverdue.dec({ department });
  };

  const reminded = ({ question }: OpenTicket, { share }: EventOf<'escalation.reminded'>) => {
    to.reminders.inc({ kind: 'question' });
    if (question === null || share < 100) return;
    question.late = true;
    to.questionsLate.inc({ department: question.department });
    to.questionsOverdue.inc({ department: question.department });
  };

  const handedOn = (ticket: OpenTicket, { department }: EventOf<'escalation.handedOn'>) => {
    const { question } = ticket;
    askedNoMore(ticket, 'handed-on');
    if (question !== null) asked(ticket, { ...question, department });
  };

  const answered = (ticket: OpenTicket, { at, department }: EventOf<'ticket.answered'>) => {
    if (ticket.question !== null) to.questionAnswer.observe({ department }, (at - ticket.question.since) / 1000);
    askedNoMore(ticket, 'answered');
  };

  const invited = (ticket: OpenTicket, { invite: { kind } }: EventOf<'invite.opened'>) => {
    ticket.invite = kind;
    if (kind === 'consult') to.consultationsAsked.inc({ hall: ticket.hall });
  };

  const inviteEnded = (ticket: OpenTicket, result: InviteResult) => {
    const { hall, invite } = ticket;
    ticket.invite = null;
    if (invite === 'consult') to.consultationsEnded.inc({ hall, result });
    else if (invite === 'transfer')
      to.transfers.inc({ hall, kind: 'warm', result: result === 'handed-over' ? 'done' : result });
  };

  const closed = (ticket: OpenTicket, { auto, outcome }: EventOf<'ticket.closed'>) => {
    const late = auto && (outcome === 'notSupplied' || outcome === 'noShow');
    unparked(ticket, late ? 'lapsed' : null);
    callEnded(ticket, auto && (outcome === 'noShow' || outcome === 'lostLine') ? 'noShow' : 'cut');
    askedNoMore(ticket, 'withdrawn');
  };

  /** `by`: the type of the command that led to it. */
  return (ticket: OpenTicket, event: BureauEvent, by: Step['type']) => {
    const { hall, group } = ticket;
    switch (event.type) {
      case 'ticket.parked':
        callEnded(ticket, event.reason === 'noShow' ? 'noShow' : 'cut');
        return parked(ticket, event.reason);
      case 'ticket.reminded':
        return to.reminders.inc({ kind: ticket.parked === 'booked' ? 'appointment' : 'supplement' });
      case 'ticket.unparked':
        return unparked(ticket, 'came');
      case 'ticket.summoned':
        // Who was set aside while on the line did not ask for it.
        if (by !== 'requeue') to.callbacksAsked.inc({ hall });
        return;
      case 'ticket.called':
        return called(ticket, event);
      case 'ticket.joined':
        return callEnded(ticket, 'joined');
      case 'service.ended':
      case 'ticket.returned':
        return callEnded(ticket, 'cut');
      case 'ticket.escalated':
        callEnded(ticket, 'cut');
        return asked(ticket, { department: event.department, since: event.at, late: false });
      case 'escalation.reminded':
        return reminded(ticket, event);
      case 'escalation.handedOn':
        return handedOn(ticket, event);
      case 'ticket.answered':
        return answered(ticket, event);
      case 'ticket.transferred':
        callEnded(ticket, 'cut');
        return to.transfers.inc({ hall, kind: event.station === null ? 'move' : 'cold', result: 'done' });
      case 'invite.opened':
        return invited(ticket, event);
      case 'invite.closed':
        return inviteEnded(ticket, event.reason);
      case 'ticket.handedOver':
        return inviteEnded(ticket, 'handed-over');
      case 'ticket.limitWarned':
        return to.limitsWarned.inc({ hall, group });
      case 'ticket.limitBreached':
        return to.limitsBreached.inc({ hall, group });
      case 'person.revealed':
        return to.personsRevealed.inc({ hall });
      case 'ticket.quarantined':
        unparked(ticket, null);
        callEnded(ticket, 'cut');
        askedNoMore(ticket, 'withdrawn');
        return inviteEnded(ticket, 'released');
      case 'ticket.closed':
        return closed(ticket, event);
    }
  };
}
