import type { InternalCommand } from '../bureau/commands.ts';
import { errorCodes } from '../protocol/codes.ts';
import { wireCommand } from '../protocol/commands.ts';
import { buckets } from './buckets.ts';
import type { MetricRow } from './row.ts';

export const codes = Object.keys(errorCodes);
export const actorKinds = ['ticket', 'seat', 'window', 'hall', 'followUp'] as const;
/** Who gathers gauges before a scrape. */
export const collectors = ['figures', 'names', 'host', 'deliveries', 'archive', 'redis', 'plan', 'event-loop'] as const;
/** What sessions ask for, and what the server tells itself. */
const internal: Record<InternalCommand['type'], true> = {
  deadline: true,
  presence: true,
  boot: true,
  adopt: true,
  quarantine: true,
  reveal: true,
  openMaterial: true,
};
const commandTypes = [...wireCommand.options.map(({ shape }) => shape.type.value), ...Object.keys(internal)];

/** The core at work, and the process that it runs in. */
export const core = {
  commands: {
    name: 'yunting_commands_total',
    type: 'counter',
    help: 'Commands by type and answer: ok, or the code of the refusal.',
    unit: 'events',
    labels: ['type', 'code'],
    values: { type: commandTypes, code: ['ok', ...codes] },
    atZero: false,
    readBy: 'engineer',
  },
  matchDuration: {
    name: 'yunting_match_duration_seconds',
    type: 'histogram',
    help: 'Real time from the arrival of a command to the sending of the offer that it led to, journal included.',
    unit: 'seconds',
    labels: [],
    buckets: buckets.match,
    readBy: 'engineer',
  },
  decideDuration: {
    name: 'yunting_decide_duration_seconds',
    type: 'histogram',
    help: 'Real time that the core takes for one command: to decide, to apply the events and to find offers; the first part of a match.',
    unit: 'seconds',
    labels: [],
    buckets: buckets.decide,
    readBy: 'engineer',
  },
  actors: {
    name: 'yunting_actors',
    type: 'gauge',
    help: 'Actors that the core holds now, by kind; they follow open work, not history.',
    unit: 'actors',
    labels: ['kind'],
    values: { kind: actorKinds },
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
  eventLoopDelay: {
    name: 'yunting_event_loop_delay_seconds',
    type: 'gauge',
    help: 'How much later than asked a timer of the event loop ran since the last scrape: p50, p99 and max.',
    unit: 'seconds',
    labels: ['stat'],
    values: { stat: ['p50', 'p99', 'max'] },
    readBy: 'engineer',
  },
  scrapeErrors: {
    name: 'yunting_scrape_errors_total',
    type: 'counter',
    help: 'Failures to gather figures for a scrape, by collector; its gauges then keep their last values.',
    unit: 'events',
    labels: ['collector'],
    values: { collector: collectors },
    readBy: 'operator',
  },
} as const satisfies Record<string, MetricRow>;
