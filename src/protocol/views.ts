import { z } from 'zod';
import { outcomes } from './commands.ts';
import { modalities } from './modality.ts';

const at = z.int().describe('milliseconds since the Unix epoch, in the time of the bureau');
const modality = z.enum(modalities);

export const ticketStates = ['waiting', 'offered', 'serving', 'wrapUp', 'quarantined', 'closed'] as const;
export type TicketState = (typeof ticketStates)[number];
export const stationStates = ['signedOut', 'paused', 'ready', 'offered', 'serving', 'wrapUp', 'working'] as const;
export type StationState = (typeof stationStates)[number];
export const hallStates = ['closed', 'open', 'draining'] as const;
export type HallState = (typeof hallStates)[number];
export const offerResults = ['accepted', 'rejected', 'timedOut', 'rescinded'] as const;
export type OfferResult = (typeof offerResults)[number];

/** A ticket as its taxpayer and its station see it. */
export const ticketView = z.object({
  id: z.string(),
  state: z.enum(ticketStates),
  hall: z.string(),
  business: z.string(),
  channel: z.string(),
  modality,
  priority: z.int(),
  enteredAt: at,
  due: at,
  /** Set while a voice or video taxpayer's line is down: until then the place is kept. */
  awayUntil: at.optional(),
  station: z.string().optional(),
  acceptedAt: at.optional(),
  endedAt: at.optional(),
  outcome: z.enum(outcomes).optional(),
  reply: z.string().optional(),
});
export type TicketView = z.output<typeof ticketView>;

/** The place of one who waits: 1 is the next; the estimate is a mean, in ms, absent while nobody is there to serve. */
export const placeView = z.object({ ticket: z.string(), position: z.int(), estimateMs: z.int().optional() });
export type PlaceView = z.output<typeof placeView>;

export const offerView = z.object({
  id: z.string(),
  ticket: ticketView,
  deadline: at,
  /** The hall is another than the station's own. */
  loan: z.boolean(),
});
export type OfferView = z.output<typeof offerView>;

export const stationView = z.object({
  id: z.string(),
  hall: z.string(),
  state: z.enum(stationStates),
  officer: z.string().optional(),
  /** Why it is paused, or will be when its work is done. */
  reason: z.string().optional(),
  /** When the present state began. */
  since: at,
  work: z.array(z.object({ ticket: z.string(), modality, phase: z.enum(['serving', 'wrapUp']) })),
  missed: z.int(),
});
export type StationView = z.output<typeof stationView>;

/** One hall on the board, right now. Service level is the smoothed share of recent answers in target, 0–1. */
export const hallFigures = z.object({
  hall: z.string(),
  state: z.enum(hallStates),
  waiting: z.record(z.string(), z.int()).describe('by channel'),
  oldestMs: z.int(),
  ready: z.int(),
  busy: z.int(),
  paused: z.int(),
  serviceLevel: z.number().optional(),
});
export type HallFigures = z.output<typeof hallFigures>;

export const boardView = z.object({
  at,
  halls: z.array(hallFigures),
  submitted: z.int(),
  states: z.record(z.enum(ticketStates), z.int()),
  closed: z.record(z.string(), z.int()).describe('by outcome'),
  answered: z.int(),
  answeredInTarget: z.int(),
  matchP99Ms: z.number().describe('command in to offer out, real time, over the last minute'),
});
export type BoardView = z.output<typeof boardView>;
