/** The only names that a label may have. None of them ever holds the id of a ticket, a station or a person. */
export type LabelName =
  | 'business'
  | 'channel'
  | 'code'
  | 'collector'
  | 'from'
  | 'group'
  | 'hall'
  | 'outcome'
  | 'queue'
  | 'result'
  | 'role'
  | 'stat'
  | 'state'
  | 'to'
  | 'type';

/** One row: all that is to be known of a metric. A histogram has at most two labels, each bucket being a series. */
export interface MetricRow {
  readonly name: `yunting_${string}`;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly unit:
    | 'seconds'
    | 'tickets'
    | 'offers'
    | 'loans'
    | 'stations'
    | 'halls'
    | 'sessions'
    | 'steps'
    | 'jobs'
    | 'events';
  readonly labels: readonly LabelName[];
  /** Upper bounds in the metric's unit; of histograms only. */
  readonly buckets?: readonly number[];
  /** Who decides something by it. */
  readonly readBy: 'manager' | 'supervisor' | 'operator' | 'engineer';
}

const minute = 60;
const hour = 60 * minute;

/** A caller waits seconds (20 s is the usual promise), a document hours: one set of buckets spans both. */
const waitBuckets = [1, 5, 10, 20, 30, minute, 120, 300, 600, 1800, hour, 2 * hour, 4 * hour, 8 * hour];
const handleBuckets = [15, 30, minute, 120, 180, 300, 600, 900, 1800, hour, 2 * hour, 4 * hour, 8 * hour, 24 * hour];
const matchBuckets = [50e-6, 100e-6, 200e-6, 500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 20e-3, 50e-3, 0.1, 0.2, 0.5, 1];
const appendBuckets = [100e-6, 200e-6, 500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 20e-3, 50e-3, 0.1, 0.2, 0.5, 1, 3];

/**
 * Every metric of Yunting. Hall, channel, business and outcome together would be some 11,000 series of one
 * counter, so tickets are counted twice: by hall and by business.
 */
export const table = {
  ticketsSubmitted: {
    name: 'yunting_tickets_submitted_total',
    type: 'counter',
    help: 'Tickets that entered, by hall and channel.',
    unit: 'tickets',
    labels: ['hall', 'channel'],
    readBy: 'manager',
  },
  businessSubmitted: {
    name: 'yunting_business_tickets_submitted_total',
    type: 'counter',
    help: 'Tickets that entered, by business and channel.',
    unit: 'tickets',
    labels: ['business', 'channel'],
    readBy: 'manager',
  },
  ticketsAnswered: {
    name: 'yunting_tickets_answered_total',
    type: 'counter',
    help: 'Tickets that a station accepted for the first time.',
    unit: 'tickets',
    labels: ['hall', 'channel'],
    readBy: 'manager',
  },
  ticketsAnsweredInTarget: {
    name: 'yunting_tickets_answered_in_target_total',
    type: 'counter',
    help: 'Tickets that a station accepted for the first time within the target of their business and channel.',
    unit: 'tickets',
    labels: ['hall', 'channel'],
    readBy: 'manager',
  },
  ticketsClosed: {
    name: 'yunting_tickets_closed_total',
    type: 'counter',
    help: 'Tickets that ended, by hall, channel and outcome.',
    unit: 'tickets',
    labels: ['hall', 'channel', 'outcome'],
    readBy: 'manager',
  },
  businessClosed: {
    name: 'yunting_business_tickets_closed_total',
    type: 'counter',
    help: 'Tickets that ended, by business and outcome.',
    unit: 'tickets',
    labels: ['business', 'outcome'],
    readBy: 'manager',
  },
  ticketsQuarantined: {
    name: 'yunting_tickets_quarantined_total',
    type: 'counter',
    help: 'Tickets that were set aside for a supervisor because their actor failed twice.',
    unit: 'tickets',
    labels: ['hall'],
    readBy: 'operator',
  },
  ticketsOpen: {
    name: 'yunting_tickets',
    type: 'gauge',
    help: 'Open tickets of the bureau now, by state.',
    unit: 'tickets',
    labels: ['state'],
    readBy: 'supervisor',
  },
  ticketsUnaccounted: {
    name: 'yunting_tickets_unaccounted',
    type: 'gauge',
    help: 'Conservation: tickets ever submitted minus those open in any state and closed by any outcome. Anything but 0 is a lost or doubled ticket.',
    unit: 'tickets',
    labels: [],
    readBy: 'operator',
  },
  ticketsWaiting: {
    name: 'yunting_tickets_waiting',
    type: 'gauge',
    help: 'Tickets that wait for a station now.',
    unit: 'tickets',
    labels: ['hall', 'channel'],
    readBy: 'supervisor',
  },
  oldestWait: {
    name: 'yunting_ticket_oldest_wait_seconds',
    type: 'gauge',
    help: 'How long the longest waiting ticket has waited; 0 when none waits.',
    unit: 'seconds',
    labels: ['hall', 'channel'],
    readBy: 'supervisor',
  },
  ticketWait: {
    name: 'yunting_ticket_wait_seconds',
    type: 'histogram',
    help: "From submission to the first acceptance, in the bureau's time; those that were never answered are not in it.",
    unit: 'seconds',
    labels: ['hall', 'group'],
    buckets: waitBuckets,
    readBy: 'manager',
  },
  ticketHandle: {
    name: 'yunting_ticket_handle_seconds',
    type: 'histogram',
    help: "From the last acceptance to the close, wrap-up included, in the bureau's time.",
    unit: 'seconds',
    labels: ['hall', 'group'],
    buckets: handleBuckets,
    readBy: 'manager',
  },
  offersMade: {
    name: 'yunting_offers_made_total',
    type: 'counter',
    help: 'Offers made for tickets of the hall.',
    unit: 'offers',
    labels: ['hall'],
    readBy: 'supervisor',
  },
  offersEnded: {
    name: 'yunting_offers_ended_total',
    type: 'counter',
    help: 'Offers that ended, by hall of the ticket and result.',
    unit: 'offers',
    labels: ['hall', 'result'],
    readBy: 'supervisor',
  },
  matchDuration: {
    name: 'yunting_match_duration_seconds',
    type: 'histogram',
    help: 'Real time from the arrival of a command to the sending of the offer that it led to, journal included.',
    unit: 'seconds',
    labels: [],
    buckets: matchBuckets,
    readBy: 'engineer',
  },
  loansStarted: {
    name: 'yunting_loans_started_total',
    type: 'counter',
    help: 'Times that a station of one hall took a ticket of another.',
    unit: 'loans',
    labels: ['from', 'to'],
    readBy: 'manager',
  },
  loansOpen: {
    name: 'yunting_loans_open',
    type: 'gauge',
    help: 'Tickets that are served now by a station of another hall.',
    unit: 'loans',
    labels: ['from', 'to'],
    readBy: 'supervisor',
  },
  loanSeconds: {
    name: 'yunting_loan_seconds_total',
    type: 'counter',
    help: "Time that stations of one hall spent on another's tickets, counted when a loan ends.",
    unit: 'seconds',
    labels: ['from', 'to'],
    readBy: 'manager',
  },
  stationsNow: {
    name: 'yunting_stations',
    type: 'gauge',
    help: 'Stations now, by hall and state.',
    unit: 'stations',
    labels: ['hall', 'state'],
    readBy: 'supervisor',
  },
  stationSeconds: {
    name: 'yunting_station_seconds_total',
    type: 'counter',
    help: 'Time that signed-in stations spent in a state, summed over the hall.',
    unit: 'seconds',
    labels: ['hall', 'state'],
    readBy: 'manager',
  },
  hallState: {
    name: 'yunting_hall_state',
    type: 'gauge',
    help: 'Is 1 for the state that the hall is in now, 0 for the others.',
    unit: 'halls',
    labels: ['hall', 'state'],
    readBy: 'supervisor',
  },
  commands: {
    name: 'yunting_commands_total',
    type: 'counter',
    help: 'Commands by type and answer: ok, or the code of the refusal.',
    unit: 'events',
    labels: ['type', 'code'],
    readBy: 'engineer',
  },
  actorErrors: {
    name: 'yunting_actor_errors_total',
    type: 'counter',
    help: 'Errors thrown inside actors; each was started again, and its ticket quarantined when that failed too.',
    unit: 'events',
    labels: [],
    readBy: 'engineer',
  },
  journalAppend: {
    name: 'yunting_journal_append_seconds',
    type: 'histogram',
    help: 'Real time of one append of a batch to the journal, until its ack.',
    unit: 'seconds',
    labels: [],
    buckets: appendBuckets,
    readBy: 'operator',
  },
  journalUnacked: {
    name: 'yunting_journal_unacked_steps',
    type: 'gauge',
    help: "Steps that were decided but wait for the journal's ack.",
    unit: 'steps',
    labels: [],
    readBy: 'operator',
  },
  sessions: {
    name: 'yunting_sessions',
    type: 'gauge',
    help: 'Sessions that are signed in now, by role.',
    unit: 'sessions',
    labels: ['role'],
    readBy: 'operator',
  },
  deliveryJobs: {
    name: 'yunting_delivery_jobs',
    type: 'gauge',
    help: 'Jobs of a delivery queue now, by state; failed ones are its dead letters.',
    unit: 'jobs',
    labels: ['queue', 'state'],
    readBy: 'operator',
  },
  eventLoopDelay: {
    name: 'yunting_event_loop_delay_seconds',
    type: 'gauge',
    help: 'How much later than asked a timer of the event loop ran since the last scrape: p50, p99 and max.',
    unit: 'seconds',
    labels: ['stat'],
    readBy: 'engineer',
  },
  scrapeErrors: {
    name: 'yunting_scrape_errors_total',
    type: 'counter',
    help: 'Failures to gather figures for a scrape, by collector; its gauges then keep their last values.',
    unit: 'events',
    labels: ['collector'],
    readBy: 'operator',
  },
} as const satisfies Record<string, MetricRow>;
