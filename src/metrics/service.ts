import type { BureauEvent, EventOf } from '../bureau/events.ts';
import type { OfferResult } from '../protocol/views.ts';
import type { OpenTicket } from './open-ticket.ts';
import type { Instruments } from './registry.ts';

/** Counts how tickets are offered, answered and served, and what they leave a desk with. */
export function serviceCounter(to: Instruments) {
  const offerEnded = ({ hall, offered: kind }: OpenTicket, result: OfferResult) =>
    kind === null ? to.offersEnded.inc({ hall, result }) : to.invitationsEnded.inc({ hall, kind, result });

  const served = (ticket: OpenTicket, at: number, loan: OpenTicket['loan']) => {
    ticket.services++;
    ticket.acceptedAt = at;
    ticket.loan = loan;
    if (loan === null) return;
    to.loansStarted.inc(loan);
    to.loansOpen.inc(loan);
  };

  const answered = (ticket: OpenTicket, waitS: number, inTarget: boolean) => {
    const { hall, group, channel, business } = ticket;
    ticket.answered = true;
    to.ticketsAnswered.inc({ hall, channel });
    to.businessAnswered.inc({ hall, business });
    if (inTarget) {
      to.ticketsAnsweredInTarget.inc({ hall, channel });
      to.businessAnsweredInTarget.inc({ hall, business });
    }
    to.ticketWait.observe({ hall, group }, waitS);
    to.businessWait.inc({ hall, business }, waitS);
  };

  const accepted = (ticket: OpenTicket, { at, inTarget, loan, invite }: EventOf<'offer.accepted'>) => {
    offerEnded(ticket, 'accepted');
    // Who was invited only joins: the ticket was answered, and stays with its host.
    if (invite !== null) return;
    if (!ticket.answered) answered(ticket, (at - ticket.enteredAt) / 1000, inTarget);
    served(ticket, at, loan);
  };

  /** Whatever becomes of it: its station has no more to do with it. */
  const leftDesk = (ticket: OpenTicket, at: number) => {
    const { hall, group, business, acceptedAt, loan } = ticket;
    if (acceptedAt === null) return;
    const seconds = (at - acceptedAt) / 1000;
    to.ticketHandle.observe({ hall, group }, seconds);
    to.businessHandled.inc({ hall, business });
    to.businessHandle.inc({ hall, business }, seconds);
    ticket.acceptedAt = null;
    if (loan === null) return;
    to.loansOpen.dec(loan);
    to.loanSeconds.inc(loan, seconds);
    ticket.loan = null;
  };

  const closed = (ticket: OpenTicket, { outcome, station, workedMs, template, reply }: EventOf<'ticket.closed'>) => {
    const { hall, group, channel, business, services } = ticket;
    to.ticketsClosed.inc({ hall, channel, outcome });
    to.businessClosed.inc({ business, outcome });
    if (station === null) return;
    if (outcome === 'resolved' && services === 1) to.ticketsFirstTime.inc({ hall, channel });
    to.ticketWorked.observe({ hall, group }, workedMs / 1000);
    to.wrapUps.inc({ hall, kind: template !== null ? 'template' : reply !== null ? 'text' : 'none' });
  };

  return (ticket: OpenTicket, event: BureauEvent) => {
    switch (event.type) {
      case 'offer.made':
        ticket.offered = event.invite;
        if (event.invite === null) to.offersMade.inc({ hall: ticket.hall });
        else to.invitationsMade.inc({ hall: ticket.hall, kind: event.invite });
        return;
      case 'offer.accepted':
        return accepted(ticket, event);
      case 'offer.rejected':
        return offerEnded(ticket, 'rejected');
      case 'offer.timedOut':
        return offerEnded(ticket, 'timedOut');
      case 'offer.rescinded':
        return offerEnded(ticket, 'rescinded');
      case 'ticket.returned':
      case 'ticket.parked':
      case 'ticket.escalated':
      case 'ticket.transferred':
        return leftDesk(ticket, event.at);
      case 'ticket.handedOver':
        leftDesk(ticket, event.at);
        return served(ticket, event.at, event.loan);
      case 'ticket.quarantined':
        to.ticketsQuarantined.inc({ hall: ticket.hall });
        return leftDesk(ticket, event.at);
      case 'ticket.closed':
        closed(ticket, event);
        return leftDesk(ticket, event.at);
    }
  };
}
