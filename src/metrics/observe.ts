import type { Step } from '../bureau/commands.ts';
import type { BureauEvent, NewTicket } from '../bureau/events.ts';
import type { Committed } from '../ports.ts';
import type { OpenTicket } from './open-ticket.ts';
import { type OpenFollowUp, oversightCounter, type StandingOrder } from './oversight.ts';
import { practiceCounter } from './practice.ts';
import type { Instruments } from './registry.ts';
import { serviceCounter } from './service.ts';
import { type StationNow, stationTime } from './station-time.ts';

/** What a recovered bureau has open. */
export interface Open {
  tickets: Iterable<OpenTicket>;
  stations: Iterable<StationNow>;
  followUps: Iterable<OpenFollowUp>;
  orders: Iterable<StandingOrder>;
}

export interface Observer {
  /** Hears of each committed step. */
  readonly committed: Committed;
  /** Begins, once, from a recovered bureau at `now` (ms of its clock): nothing of its past is counted again. */
  seed(open: Open, now: number): void;
  /** Counts the time in state of all stations up to now (ms of the bureau's clock), so that a scrape is exact. */
  settle(now: number): void;
}

/**
 * Counts what the bureau did. Events name a ticket only by id after its submission, so what its labels need
 * is kept until it is closed. A station's state is its actor's to know: it is taken from the view that each
 * change pushes to the station.
 */
export function observe(to: Instruments): Observer {
  const tickets = new Map<string, OpenTicket>();
  const stations = stationTime(to);
  const oversight = oversightCounter(to);
  const countPractice = practiceCounter(to);
  const countService = serviceCounter(to);

  const submitted = ({ id, hall, channel, group, business }: NewTicket, at: number) => {
    tickets.set(id, { ...untouched, id, hall, channel, group, business, enteredAt: at });
    to.ticketsSubmitted.inc({ hall, channel });
    to.businessSubmitted.inc({ hall, business });
  };

  const happened = (event: BureauEvent, by: Step['type']) => {
    if (event.type === 'ticket.submitted') return submitted(event.data, event.at);
    oversight.happened(event);
    const ticket = 'ticket' in event ? tickets.get(event.ticket) : undefined;
    if (!ticket) return;
    countPractice(ticket, event, by);
    countService(ticket, event);
    // What it did until now counts for whose it was until now.
    if (event.type === 'ticket.transferred') assign(ticket, event.to);
    else if (event.type === 'ticket.handedOver') assign(ticket, event.target);
    else if (event.type === 'ticket.unparked' && event.due !== null) ticket.enteredAt = event.at;
    else if (event.type === 'ticket.closed') tickets.delete(event.ticket);
  };

  return {
    committed(step, pushes) {
      to.journalSteps.inc();
      to.commands.inc({ type: step.type, code: step.answer.ok ? 'ok' : step.answer.code });
      for (const event of step.events) happened(event, step.type);
      for (const push of pushes) {
        // A ticket's topic tells of the ticket only, and mostly to nobody.
        const body = push.topic.startsWith('station:') ? push.body : undefined;
        if (body?.type === 'station') stations.moved(body.station, body.station.since);
      }
    },
    seed(open, now) {
      for (const ticket of open.tickets) {
        const { id, hall, loan, parked, question } = ticket;
        tickets.set(id, ticket);
        if (loan !== null) to.loansOpen.inc(loan);
        if (parked !== null) to.ticketsParked.inc({ hall, reason: parked });
        if (question === null) continue;
        to.questionsOpen.inc({ department: question.department });
        if (question.late) to.questionsOverdue.inc({ department: question.department });
      }
      for (const station of open.stations) stations.moved(station, now);
      oversight.seed(open.followUps, open.orders);
    },
    settle: stations.settle,
  };
}

const untouched = {
  answered: false,
  services: 0,
  acceptedAt: null,
  loan: null,
  offered: null,
  invite: null,
  parked: null,
  supplements: 0,
  question: null,
  calling: false,
};

function assign(ticket: OpenTicket, { hall, group, business }: Pick<OpenTicket, 'hall' | 'group' | 'business'>): void {
  Object.assign(ticket, { hall, group, business });
}
