import type { MetricRow } from './row.ts';

/** The plan of the half hour now: see docs/capacity.md. Absent where there is nothing to plan by. */
export const plan = {
  planRequired: {
    name: 'yunting_plan_stations_required',
    type: 'gauge',
    help: "Stations that the half hour now needs for the standard's targets.",
    unit: 'stations',
    labels: ['hall', 'group'],
    readBy: 'manager',
  },
  planStaffed: {
    name: 'yunting_plan_stations_staffed',
    type: 'gauge',
    help: 'Stations that are there for it.',
    unit: 'stations',
    labels: ['hall', 'group'],
    readBy: 'manager',
  },
  planGap: {
    name: 'yunting_plan_stations_gap',
    type: 'gauge',
    help: 'Staffed minus required: below 0 stations are missing.',
    unit: 'stations',
    labels: ['hall', 'group'],
    readBy: 'manager',
  },
  planArrivals: {
    name: 'yunting_plan_arrivals_expected',
    type: 'gauge',
    help: 'Tickets that are expected in the half hour now.',
    unit: 'tickets',
    labels: ['hall', 'group'],
    readBy: 'manager',
  },
  planServiceLevel: {
    name: 'yunting_plan_service_level_expected',
    type: 'gauge',
    help: 'Share of tickets, 0-1, that will be answered in target with the stations that are staffed now, by Erlang A.',
    unit: 'share',
    labels: ['hall', 'group'],
    readBy: 'manager',
  },
  planOccupancy: {
    name: 'yunting_plan_occupancy_expected',
    type: 'gauge',
    help: 'Share of their time, 0-1, that the stations staffed now will be busy.',
    unit: 'share',
    labels: ['hall', 'group'],
    readBy: 'manager',
  },
} as const satisfies Record<string, MetricRow>;
