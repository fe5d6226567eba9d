import type { Step } from '../bureau/commands.ts';
import type { BureauEvent, EventOf, NewTicket } from '../bureau/events.ts';
import type { Committed } from '../ports.ts';
import type { OfferResult, StationState } from '../protocol/views.ts';
import type { Instruments } from './registry.ts';

type Loan = { from: string; to: string };

/** An open ticket of a recovered bureau, as far as metrics need it. Times are ms of the bureau's clock. */
export interface OpenTicket {
  id: string;
  hall: string;
  channel: string;
  group: string;
  business: string;
  enteredAt: number;
  /** Some station has accepted it before, though perhaps none has it now. */
  answered: boolean;
  /** Set while a station serves it or wraps it up. */
  acceptedAt?: number;
  /** That station is another hall's. */
  loan?: Loan;
}

/** A station of a recovered bureau. */
export interface StationNow {
  id: string;
  hall: string;
  state: StationState;
}

export interface Observer {
  /** Hears of each committed step. */
  readonly committed: Committed;
  /** Begins from a recovered bureau at `now` (ms of its clock): nothing of its past is counted again. */
  seed(tickets: Iterable<OpenTicket>, stations: Iterable<StationNow>, now: number): void;
  /** Counts the time in state of all stations up to now (ms of the bureau's clock), so that a scrape is exact. */
  settle(now: number): void;
}

type Memo = Omit<OpenTicket, 'id'>;
/** `since`: the time in state is counted up to then. */
type Place = Omit<StationNow, 'id'> & { since: number };

/**
 * Counts what the bureau did. Events name a ticket only by id after its submission, so what its labels need
 * is kept until it is closed. A station's state is its actor's to know: it is taken from the view that each
 * change pushes to the station.
 */
export function observe(to: Instruments): Observer {
  const tickets = new Map<string, Memo>();
  const stations = new Map<string, Place>();

  const submitted = (data: NewTicket, at: number) => {
    const { hall, channel, group, business } = data;
    tickets.set(data.id, { hall, channel, group, business, enteredAt: at, answered: false });
    to.ticketsSubmitted.inc({ hall, channel });
    to.businessSubmitted.inc({ business, channel });
  };

  const accepted = (ticket: Memo, { inTarget, loan, at }: EventOf<'offer.accepted'>) => {
    const { hall, channel, group } = ticket;
    if (!ticket.answered) {
      to.ticketsAnswered.inc({ hall, channel });
      if (inTarget) to.ticketsAnsweredInTarget.inc({ hall, channel });
      to.ticketWait.observe({ hall, group }, (at - ticket.enteredAt) / 1000);
    }
    ticket.answered = true;
    ticket.acceptedAt = at;
    if (!loan) return;
    ticket.loan = { from: loan.from, to: loan.to };
    to.loansStarted.inc(ticket.loan);
    to.loansOpen.inc(ticket.loan);
  };

  /** Its station has no more to do with it: served to the end, lost, or set aside. */
  const released = (ticket: Memo, at: number) => {
    if (ticket.loan && ticket.acceptedAt !== undefined) {
      to.loansOpen.dec(ticket.loan);
      to.loanSeconds.inc(ticket.loan, (at - ticket.acceptedAt) / 1000);
    }
    delete ticket.acceptedAt;
    delete ticket.loan;
  };

  const offerEnded = ({ hall }: Memo, result: OfferResult) => to.offersEnded.inc({ hall, result });

  const happened = (event: BureauEvent) => {
    if (event.type === 'ticket.submitted') return submitted(event.data, event.at);
    const ticket = 'ticket' in event ? tickets.get(event.ticket) : undefined;
    if (!ticket) return;
    switch (event.type) {
      case 'offer.made':
        return to.offersMade.inc({ hall: ticket.hall });
      case 'offer.accepted':
        offerEnded(ticket, 'accepted');
        return accepted(ticket, event);
      case 'offer.rejected':
        return offerEnded(ticket, 'rejected');
      case 'offer.timedOut':
        return offerEnded(ticket, 'timedOut');
      case 'offer.rescinded':
        return offerEnded(ticket, 'rescinded');
      case 'ticket.returned':
        return released(ticket, event.at);
      case 'ticket.quarantined':
        to.ticketsQuarantined.inc({ hall: ticket.hall });
        return released(ticket, event.at);
      case 'ticket.closed': {
        const { hall, channel, group, business, acceptedAt } = ticket;
        to.ticketsClosed.inc({ hall, channel, outcome: event.outcome });
        to.businessClosed.inc({ business, outcome: event.outcome });
        if (acceptedAt !== undefined) to.ticketHandle.observe({ hall, group }, (event.at - acceptedAt) / 1000);
        released(ticket, event.at);
        tickets.delete(event.ticket);
        return;
      }
    }
  };

  const settleOne = (place: Place, until: number) => {
    // A scrape may have counted beyond a change whose ack came later; time is never counted twice.
    if (until <= place.since) return;
    to.stationSeconds.inc({ hall: place.hall, state: place.state }, (until - place.since) / 1000);
    place.since = until;
  };

  const moved = ({ id, hall, state }: StationNow, since: number) => {
    const before = stations.get(id);
    if (before?.state === state) return;
    if (before) settleOne(before, since);
    if (state === 'signedOut') stations.delete(id);
    else stations.set(id, { hall, state, since: Math.max(since, before?.since ?? since) });
  };

  return {
    committed(step: Step, pushes) {
      to.commands.inc({ type: step.type, code: step.answer.ok ? 'ok' : step.answer.code });
      for (const event of step.events) happened(event);
      for (const push of pushes) {
        // A ticket's topic tells of the ticket only, and mostly to nobody.
        const body = push.topic.startsWith('station:') ? push.body : undefined;
        if (body?.type === 'station') moved(body.station, body.station.since);
      }
    },
    seed(openTickets, openStations, now) {
      tickets.clear();
      stations.clear();
      to.loansOpen.reset();
      for (const { id, ...memo } of openTickets) {
        tickets.set(id, memo);
        if (memo.loan && memo.acceptedAt !== undefined) to.loansOpen.inc(memo.loan);
      }
      for (const station of openStations) moved(station, now);
    },
    settle(now) {
      for (const place of stations.values()) settleOne(place, now);
    },
  };
}
