import { parkReasons } from '../protocol/views.ts';
import type { MetricRow } from './row.ts';

/** Where work is stuck, with whom, and for how long. */
export const stuck = {
  oldestParked: {
    name: 'yunting_ticket_oldest_parked_seconds',
    type: 'gauge',
    help: 'How long the longest parked ticket has been out of the queue, by what it waits for; 0 when none is.',
    unit: 'seconds',
    labels: ['hall', 'reason'],
    values: { reason: parkReasons },
    readBy: 'supervisor',
  },
  oldestQuestion: {
    name: 'yunting_question_oldest_seconds',
    type: 'gauge',
    help: "How long a department's oldest open question has been open, nights included, wherever it was before; 0 when there is none.",
    unit: 'seconds',
    labels: ['department'],
    readBy: 'supervisor',
  },
  ticketsLimit: {
    name: 'yunting_tickets_limit',
    type: 'gauge',
    help: 'Open tickets of whose promised handling time most is over (warned) or all (breached).',
    unit: 'tickets',
    labels: ['hall', 'group', 'status'],
    values: { status: ['warned', 'breached'] },
    readBy: 'supervisor',
  },
  followUpsOpen: {
    name: 'yunting_follow_ups_open',
    type: 'gauge',
    help: 'Bad ratings that are not closed.',
    unit: 'ratings',
    labels: ['hall'],
    readBy: 'supervisor',
  },
  oldestFollowUp: {
    name: 'yunting_follow_up_oldest_seconds',
    type: 'gauge',
    help: 'How long the oldest of them has been open; 0 when there is none.',
    unit: 'seconds',
    labels: ['hall'],
    readBy: 'supervisor',
  },
} as const satisfies Record<string, MetricRow>;
