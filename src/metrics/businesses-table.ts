import { outcomes } from '../protocol/commands.ts';
import type { MetricRow } from './row.ts';

/**
 * What taxpayers come for. Hall, business, channel and outcome together would be some 30,000 series of one counter, so
 * tickets are counted by hall and channel (in tickets.ts), and here by hall and business, and by business and outcome.
 */
export const businesses = {
  businessSubmitted: {
    name: 'yunting_business_tickets_submitted_total',
    type: 'counter',
    help: 'Tickets that entered, by hall and business.',
    unit: 'tickets',
    labels: ['hall', 'business'],
    readBy: 'manager',
  },
  businessAnswered: {
    name: 'yunting_business_tickets_answered_total',
    type: 'counter',
    help: 'Tickets that a station accepted for the first time, by hall and business.',
    unit: 'tickets',
    labels: ['hall', 'business'],
    readBy: 'manager',
  },
  businessAnsweredInTarget: {
    name: 'yunting_business_tickets_answered_in_target_total',
    type: 'counter',
    help: 'Of these: those that were accepted within the target of their business and channel.',
    unit: 'tickets',
    labels: ['hall', 'business'],
    readBy: 'manager',
  },
  businessWait: {
    name: 'yunting_business_wait_seconds_total',
    type: 'counter',
    help: "How long the answered tickets had waited until their first acceptance, summed, in the bureau's time.",
    unit: 'seconds',
    labels: ['hall', 'business'],
    readBy: 'manager',
  },
  businessHandled: {
    name: 'yunting_business_handled_total',
    type: 'counter',
    help: 'Services that ended: the ticket was closed, or left the desk otherwise.',
    unit: 'events',
    labels: ['hall', 'business'],
    readBy: 'manager',
  },
  businessHandle: {
    name: 'yunting_business_handle_seconds_total',
    type: 'counter',
    help: "How long these services took, from the acceptance, wrap-up included, summed, in the bureau's time.",
    unit: 'seconds',
    labels: ['hall', 'business'],
    readBy: 'manager',
  },
  businessWaiting: {
    name: 'yunting_business_tickets_waiting',
    type: 'gauge',
    help: 'Tickets that wait for a station now, by hall and business.',
    unit: 'tickets',
    labels: ['hall', 'business'],
    readBy: 'supervisor',
  },
  businessClosed: {
    name: 'yunting_business_tickets_closed_total',
    type: 'counter',
    help: 'Tickets that ended, by business and outcome.',
    unit: 'tickets',
    labels: ['business', 'outcome'],
    values: { outcome: outcomes },
    readBy: 'manager',
  },
  businessSupplementsAsked: {
    name: 'yunting_business_supplements_asked_total',
    type: 'counter',
    help: 'Times that material was asked for, by business; again: not for the first time for that ticket.',
    unit: 'events',
    labels: ['business', 'again'],
    values: { again: ['true', 'false'] },
    readBy: 'manager',
  },
} as const satisfies Record<string, MetricRow>;
