import { z } from 'zod';
import { outcomes } from './commands.ts';
import { attachment, person } from './material.ts';
import { modalities } from './modality.ts';

const at = z.int().describe('milliseconds since the Unix epoch, in the time of the bureau');
const modality = z.enum(modalities);

export const ticketStates = [
  'waiting',
  'offered',
  'serving',
  'wrapUp',
  'parked',
  'escalated',
  'quarantined',
  'closed',
] as const;
export type TicketState = (typeof ticketStates)[number];
export const stationStates = ['signedOut', 'paused', 'ready', 'offered', 'serving', 'wrapUp', 'working'] as const;
export type StationState = (typeof stationStates)[number];
export const hallStates = ['closed', 'open', 'draining'] as const;
export type HallState = (typeof hallStates)[number];
/** What a parked ticket waits for: material, the taxpayer who did not come when called, the time of an appointment. */
export const parkReasons = ['supplement', 'noShow', 'booked'] as const;
export type ParkReason = (typeof parkReasons)[number];
export const inviteKinds = ['consult', 'transfer'] as const;
export type InviteKind = (typeof inviteKinds)[number];
/** `consulting`: helps the station that serves the ticket. */
export const workPhases = ['serving', 'wrapUp', 'consulting'] as const;
export type WorkPhase = (typeof workPhases)[number];
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
  /** What it waits for while parked, and until when. */
  parked: z
    .object({ for: z.enum(parkReasons), until: at, items: z.array(z.string()), note: z.string().optional() })
    .optional(),
  /** The department that was asked, and until when it should answer. */
  escalated: z.object({ department: z.string(), until: at, question: z.string() }).optional(),
  /** The last department's answer. */
  answer: z.string().optional(),
  /** The taxpayer was called and has until then to come on the line. */
  joinUntil: at.optional(),
  /** Nobody holds the line: the taxpayer is called when the turn comes. */
  summon: z.boolean().optional(),
  slot: at.optional(),
  /** 限时办结: promised to be done by then, and from when on that is near. */
  limitAt: at.optional(),
  warnAt: at.optional(),
  /** Wrap-up ends by itself then. */
  wrapUpUntil: at.optional(),
  /** A second station that was asked to join: whom, and whether it has. */
  guest: z.object({ kind: z.enum(inviteKinds), station: z.string().optional(), joined: z.boolean() }).optional(),
  attachments: z.array(attachment).optional(),
  /** The taxpayer, masked. */
  person: person.optional(),
  supplements: z.int().optional(),
  /** What the taxpayer wrote with the material. */
  suppliedNote: z.string().optional(),
});
export type TicketView = z.output<typeof ticketView>;

/** The place of one who waits: 1 is the next; the estimate is a mean, in ms, absent while nobody is there to serve. */
export const placeView = z.object({
  ticket: z.string(),
  position: z.int(),
  estimateMs: z.int().optional(),
  /** The wait is long: `callBack` keeps the place without holding the line. */
  callback: z.boolean().optional(),
});
export type PlaceView = z.output<typeof placeView>;

export const offerView = z.object({
  id: z.string(),
  ticket: ticketView,
  deadline: at,
  /** The hall is another than the station's own. */
  loan: z.boolean(),
  /** Not the ticket itself: to join the station that serves it, or to take it over from there. */
  invite: z.enum(inviteKinds).optional(),
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
  work: z.array(z.object({ ticket: z.string(), modality, phase: z.enum(workPhases) })),
  missed: z.int(),
});
export type StationView = z.output<typeof stationView>;

/** A colleague's message about a ticket. */
export const messageView = z.object({ ticket: z.string(), from: z.string(), text: z.string(), at });
export type MessageView = z.output<typeof messageView>;

/** A supervisor's word to everybody in a hall. */
export const broadcastView = z.object({ by: z.string(), text: z.string(), at });
export type BroadcastView = z.output<typeof broadcastView>;

/** A question to a department. */
export const escalationView = z.object({
  ticket: z.string(),
  department: z.string(),
  hall: z.string(),
  business: z.string(),
  question: z.string(),
  station: z.string().optional().describe('the responsible station'),
  askedAt: at,
  until: at,
  /** Share of its time, in %, at which it was last reminded; 100: it is late, and the supervisors know. */
  reminded: z.int(),
  /** With what word another department handed it on. */
  note: z.string().optional(),
  answered: z.boolean(),
  withdrawn: z.boolean().optional().describe('the ticket went on, or ended, without an answer'),
});
export type EscalationView = z.output<typeof escalationView>;

export const followUpStates = ['open', 'answered', 'appealed', 'closed'] as const;
export type FollowUpState = (typeof followUpStates)[number];
/** 差评: what becomes of a bad rating. */
export const followUpView = z.object({
  ticket: z.string(),
  hall: z.string(),
  station: z.string().optional(),
  state: z.enum(followUpStates),
  grade: z.int(),
  reasons: z.array(z.string()),
  comment: z.string().optional(),
  until: at,
  late: z.boolean(),
  finding: z.enum(['upheld', 'dismissed']).optional(),
  text: z.string().optional(),
  appeal: z.string().optional(),
});
export type FollowUpView = z.output<typeof followUpView>;

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
