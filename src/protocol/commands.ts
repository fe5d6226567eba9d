import { z } from 'zod';
import { code, commandId, offerId, stationId, text, ticketId } from './ids.ts';
import { attachment, person } from './material.ts';

/** How a ticket may end by a station's word. The others (`abandoned`, `cancelled`, …) are the bureau's. */
export const stationOutcomes = ['resolved', 'refused', 'unreachable'] as const;
export const outcomes = [
  ...stationOutcomes,
  'cancelled',
  'abandoned',
  'lostLine',
  'hallClosed',
  'noShow',
  'notSupplied',
] as const;
export type Outcome = (typeof outcomes)[number];

export const pauseReasons = ['break', 'meal', 'training', 'meeting', 'document', 'other'] as const;

const id = commandId;
const command = <T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), id, ...shape });

/** A taxpayer's (or, for them, a channel's) request enters. The hall is the token's unless the role spans halls. */
export const submit = command('submit', {
  business: code,
  channel: code,
  hall: code.optional(),
  /** The channel's own number of this request, for the result's delivery. */
  ref: text(64).optional(),
  /** Opaque name of the taxpayer; kept only as a keyed pseudonym. */
  taxpayer: text(64).optional(),
  /** Index into the bureau's table of credited time. */
  priority: z.int().min(0).max(9).default(0),
  /** Who asks; encrypted under the ticket's own key before it reaches the bureau. */
  person: person.optional(),
  attachments: z.array(attachment).max(20).optional(),
  /** An appointment: the beginning of a slot of the catalogue (see `slots`), ms. */
  slot: z.int().optional(),
  /** Nobody holds the line: the taxpayer is called when the turn comes. */
  callback: z.boolean().optional(),
});
export const cancel = command('cancel', { ticket: ticketId, reason: text(200).optional() });
/** The taxpayer is there again, or has gone for good (hung up, gave up). */
export const join = command('join', { ticket: ticketId });
/** `dropped`: the line broke; whoever serves the ticket calls back. */
export const leave = command('leave', { ticket: ticketId, dropped: z.boolean().optional() });
/** The caller has put the line on hold and hears nothing; `join` ends it. */
export const hold = command('hold', { ticket: ticketId });
/** Rather than hold the line, be called when the turn comes; the place stays. */
export const callBack = command('callBack', { ticket: ticketId });
/** The taxpayer who was called did not answer. */
export const unanswered = command('unanswered', { ticket: ticketId });
/** Another slot for an appointment that has not begun. */
export const rebook = command('rebook', { ticket: ticketId, slot: z.int() });
/** The taxpayer of an appointment is there. */
export const checkIn = command('checkIn', { ticket: ticketId });
/** Material that was asked for. The ticket goes on once all of it is there, or when `done` says that this is all. */
export const supply = command('supply', {
  ticket: ticketId,
  materials: z.array(attachment).max(20),
  note: text(500).optional(),
  done: z.boolean().default(false),
});
/** 好差评, once a ticket: 5 very satisfied … 1 very dissatisfied. */
export const rate = command('rate', {
  ticket: ticketId,
  grade: z.int().min(1).max(5),
  reasons: z.array(code).max(5).default([]),
  comment: text(500).optional(),
});

export const signIn = command('signIn', { station: stationId });
export const signOut = command('signOut', { station: stationId });
export const ready = command('ready', { station: stationId });
export const pause = command('pause', { station: stationId, reason: z.enum(pauseReasons) });
export const accept = command('accept', { offer: offerId });
export const reject = command('reject', { offer: offerId, reason: text(200).optional() });
/** Service has ended; wrap-up begins. */
export const end = command('end', { ticket: ticketId });
/** With a reply template's code and fields, or free text; without either by the default template of the outcome. */
export const complete = command('complete', {
  ticket: ticketId,
  outcome: z.enum(stationOutcomes),
  template: code.optional(),
  fields: z.record(code, text(200)).optional(),
  reply: text(2000).optional(),
});
/** 一次性告知: everything that is missing, in one list; the ticket waits for it and the station is free. */
export const supplement = command('supplement', {
  ticket: ticketId,
  items: z.array(code).max(20),
  note: text(500).optional(),
});
const target = {
  hall: code.optional(),
  group: code.optional(),
  business: code.optional(),
  station: stationId.optional(),
  note: text(500).optional(),
};
/** `warm`: the present station keeps the ticket until the next has accepted it. */
export const transfer = command('transfer', { ticket: ticketId, mode: z.enum(['cold', 'warm']), ...target });
/** Asks a second station to join without giving the ticket away. */
export const consult = command('consult', { ticket: ticketId, ...target });
/** Ends a consultation, or takes back an invitation that nobody has accepted. */
export const endConsult = command('endConsult', { ticket: ticketId });
/** Gives the ticket to the station that was consulted. */
export const handOver = command('handOver', { ticket: ticketId });
/** A short message to another station about a ticket. */
export const message = command('message', { ticket: ticketId, to: stationId, text: text(500) });
/** 快速响应: a question to a business department; the station is free meanwhile. */
export const escalate = command('escalate', { ticket: ticketId, department: code, question: text(1000) });

/** A department's answer to a ticket that was escalated to it. */
export const answer = command('answer', { ticket: ticketId, text: text(2000) });
/** The question is another department's to answer; its clock goes on. */
export const handOn = command('handOn', { ticket: ticketId, department: code, note: text(500).optional() });

/** A supervisor's word on a ticket. */
export const assign = command('assign', { ticket: ticketId, station: stationId });
export const pull = command('pull', { ticket: ticketId });
export const prioritise = command('prioritise', { ticket: ticketId, priority: z.int().min(0).max(9) });
export const move = command('move', { ticket: ticketId, hall: code });
/** A quarantined ticket goes back to its place. */
export const requeue = command('requeue', { ticket: ticketId });
/** Forgets for ever who the taxpayer of a ticket was: name, identity number, telephone. */
export const erase = command('erase', { ticket: ticketId });

/**
 * A standing order of a supervisor: it rules over the files until it is taken back (`null`), also after a restart.
 * `station`: skills and capacity; `staffing`: how many stations of a group may work at once; `hall`: open, draining or
 * closed whatever the hours; `lend`: on, off and how much; `maturity`: full or pooled.
 */
export const order = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('station'),
    station: stationId,
    set: z
      .strictObject({
        skills: z.record(code, z.int().min(1).max(5)).optional(),
        capacity: z
          .strictObject({
            document: z.int().min(0).max(20).default(0),
            video: z.int().min(0).max(1).default(0),
            voice: z.int().min(0).max(1).default(0),
          })
          .optional(),
      })
      .nullable(),
  }),
  z.strictObject({ of: z.literal('staffing'), hall: code, group: code, set: z.int().min(0).max(999).nullable() }),
  z.strictObject({ of: z.literal('hall'), hall: code, set: z.enum(['open', 'draining', 'closed']).nullable() }),
  z.strictObject({
    of: z.literal('lend'),
    /** Without one: the whole bureau's lending. */
    hall: code.optional(),
    set: z.strictObject({ on: z.boolean(), reserve: z.int().min(0).max(999).optional() }).nullable(),
  }),
  z.strictObject({ of: z.literal('maturity'), hall: code, set: z.enum(['full', 'pooled']).nullable() }),
]);
export type Order = z.output<typeof order>;
export const giveOrder = command('order', { order });
/** A supervisor's hand on a station: pause it, make it ready, sign it out (its work goes back to its place). */
export const steer = command('steer', { station: stationId, to: z.enum(['paused', 'ready', 'signedOut']) });
export const broadcast = command('broadcast', { halls: z.array(code).max(50).optional(), text: text(500) });

/** 差评: the supervisor's finding, the officer's appeal against it, and what becomes of that. */
export const followUp = command('followUp', {
  ticket: ticketId,
  finding: z.enum(['upheld', 'dismissed']),
  text: text(1000),
});
export const appeal = command('appeal', { ticket: ticketId, text: text(1000) });

/** A supervisor of all halls: read the bureau's files again. */
export const reload = command('reload', {});

/** What a session may ask the bureau to do. */
export const wireCommand = z.discriminatedUnion('type', [
  submit,
  cancel,
  join,
  leave,
  signIn,
  signOut,
  ready,
  pause,
  accept,
  reject,
  end,
  complete,
  hold,
  callBack,
  unanswered,
  rebook,
  checkIn,
  supply,
  rate,
  supplement,
  transfer,
  consult,
  endConsult,
  handOver,
  message,
  escalate,
  answer,
  handOn,
  assign,
  pull,
  prioritise,
  move,
  requeue,
  erase,
  giveOrder,
  steer,
  broadcast,
  followUp,
  appeal,
]);
export type WireCommand = z.output<typeof wireCommand>;
export type CommandType = WireCommand['type'];
