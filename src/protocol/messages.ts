import { z } from 'zod';
import { type ErrorCode, errorCodes } from './codes.ts';
import { reload, wireCommand } from './commands.ts';
import { code, commandId, text, ticketId } from './ids.ts';
import {
  boardView,
  broadcastView,
  escalationView,
  followUpView,
  messageView,
  offerResults,
  offerView,
  placeView,
  stationStates,
  stationView,
  ticketStates,
  ticketView,
} from './views.ts';

/** Protocol version; a server refuses a client of another major. */
export const protocolVersion = 1;

/** First message of a session. `since`: the last sequence seen, to be told what was missed. */
export const hello = z.strictObject({
  type: z.literal('hello'),
  version: z.literal(protocolVersion).default(protocolVersion),
  token: z.string().max(4096),
  since: z.int().min(0).optional(),
});
export type Hello = z.output<typeof hello>;

export const relayKinds = ['chat', 'offer', 'answer', 'ice'] as const;

/** Questions: answered from the present state, journaled nowhere. */
export const query = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('view'), id: commandId }),
  z.strictObject({ type: z.literal('why'), id: commandId, ticket: ticketId }),
  z.strictObject({ type: z.literal('board'), id: commandId }),
  /** Figures of the board, pushed once a second until the session ends. */
  z.strictObject({ type: z.literal('watch'), id: commandId }),
  /** Who lent whom a station, open loans and those of the last day. */
  z.strictObject({ type: z.literal('loans'), id: commandId }),
  z.strictObject({ type: z.literal('deadLetters'), id: commandId }),
  z.strictObject({ type: z.literal('redeliver'), id: commandId, job: text(80) }),
  /** Free slots of appointments for a business by a channel at a hall (a taxpayer's own), from a time on. */
  z.strictObject({
    type: z.literal('slots'),
    id: commandId,
    business: code,
    channel: code,
    hall: code.optional(),
    from: z.int().optional(),
    days: z.int().min(1).max(31).default(7),
  }),
  /** Open questions to departments: a department's own, or those of a supervisor's halls. */
  z.strictObject({ type: z.literal('escalations'), id: commandId }),
  /** Follow-ups of bad ratings in a supervisor's halls. */
  z.strictObject({ type: z.literal('followUps'), id: commandId }),
  /** Standing orders in force. */
  z.strictObject({ type: z.literal('orders'), id: commandId }),
  /** Who the taxpayer of a ticket is, unmasked; that it was asked is journaled first. */
  z.strictObject({ type: z.literal('reveal'), id: commandId, ticket: ticketId }),
  /** Who did what to whom, newest first. */
  z.strictObject({
    type: z.literal('audit'),
    id: commandId,
    from: z.int().optional(),
    to: z.int().optional(),
    by: text(80).optional(),
    ticket: ticketId.optional(),
    limit: z.int().min(1).max(1000).default(100),
  }),
  /** Performance of a day (ISO date of the bureau) by person, group or hall. */
  z.strictObject({
    type: z.literal('sheet'),
    id: commandId,
    day: z.iso.date(),
    per: z.enum(['officer', 'group', 'hall']).default('hall'),
  }),
  /** The own day so far, by the indicators of the sheet: a station's officer. */
  z.strictObject({ type: z.literal('ownDay'), id: commandId }),
  /** What a page must know of the bureau's files; see `catalogueView`. */
  z.strictObject({ type: z.literal('catalogue'), id: commandId }),
  /** Stations of the own hall (a station, to transfer and consult), of the halls overseen, or of one `hall` of them. */
  z.strictObject({
    type: z.literal('stations'),
    id: commandId,
    hall: code.optional(),
    /** Only those that may serve this group or business, and are in one of these states. */
    group: code.optional(),
    business: code.optional(),
    states: z.array(z.enum(stationStates)).max(stationStates.length).optional(),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(500).default(100),
  }),
  /** Open tickets of the halls overseen, a window of the sorted whole. `due`: the next in order first. */
  z.strictObject({
    type: z.literal('tickets'),
    id: commandId,
    hall: code.optional(),
    channel: code.optional(),
    group: code.optional(),
    business: code.optional(),
    states: z.array(z.enum(ticketStates)).max(ticketStates.length).optional(),
    /** Only those whose promised time, or the target of whose wait, is over. */
    late: z.boolean().optional(),
    order: z.enum(['oldest', 'due', 'limit']).default('oldest'),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(200).default(50),
  }),
  /** What has happened to a ticket so far, as sentences: for whoever may ask `why` of it, and the department that is asked. */
  z.strictObject({
    type: z.literal('history'),
    id: commandId,
    ticket: ticketId,
    language: z.enum(['zh', 'en']).default('zh'),
  }),
  /** Stations required and staffed today, by half hour, of the halls overseen. */
  z.strictObject({ type: z.literal('plan'), id: commandId, hall: code.optional() }),
  /** The standards in force; with `against: 'files'` what the files on disk would change. */
  z.strictObject({ type: z.literal('standards'), id: commandId, against: z.enum(['files', 'last']).optional() }),
  /** Takes the last adopted change of files and standards back. */
  z.strictObject({ type: z.literal('rollBack'), id: commandId }),
  /**
   * Passed on to the other party of a ticket in service, kept nowhere: a line of chat, or WebRTC signalling.
   */
  z.strictObject({
    type: z.literal('relay'),
    id: commandId,
    ticket: ticketId,
    kind: z.enum(relayKinds),
    data: z.string().min(1).max(12_000),
  }),
  reload,
]);
export type Query = z.output<typeof query>;

/** All that a client may send after `hello`. */
export const clientMessage = z.discriminatedUnion('type', [...wireCommand.options, ...query.options]);
export type ClientMessage = z.output<typeof clientMessage>;

/** One fact that a session is told. */
export const pushBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('station'), station: stationView }),
  z.object({ type: z.literal('ticket'), ticket: ticketView }),
  z.object({ type: z.literal('offer'), offer: offerView }),
  z.object({
    type: z.literal('offerEnded'),
    offer: z.string(),
    result: z.enum(offerResults),
    reason: z.string().optional(),
  }),
  z.object({ type: z.literal('place'), place: placeView }),
  z.object({ type: z.literal('board'), board: boardView }),
  messageView.extend({ type: z.literal('message') }),
  broadcastView.extend({ type: z.literal('broadcast') }),
  z.object({ type: z.literal('relay'), ticket: z.string(), kind: z.enum(relayKinds), data: z.string() }),
  /** A question to a department came, changed, became late or was answered. */
  z.object({ type: z.literal('escalation'), escalation: escalationView }),
  z.object({ type: z.literal('followUp'), followUp: followUpView }),
  /** The bureau's clock was set: it is `now`, and runs `rate` times as fast as the wall's from here on. */
  z.object({ type: z.literal('clock'), now: z.int(), rate: z.number().positive() }),
]);
export type PushBody = z.output<typeof pushBody>;

/** Answer to `stations` and `tickets`: a window of the sorted whole, and how large that is. */
export const stationsAnswer = z.object({ total: z.int(), rows: z.array(stationView) });
export type StationsAnswer = z.output<typeof stationsAnswer>;
export const ticketsAnswer = z.object({ total: z.int(), rows: z.array(ticketView) });
export type TicketsAnswer = z.output<typeof ticketsAnswer>;
/** Answer to `history`, the oldest first. */
export const historyAnswer = z.array(z.object({ at: z.int(), type: z.string(), text: z.string() }));
export type HistoryAnswer = z.output<typeof historyAnswer>;
/** Answer to `ownDay`: figures by the code of the indicator, with what it is called, its unit and its target. */
export const ownDayAnswer = z.object({
  day: z.string(),
  figures: z.array(
    z.object({
      code: z.string(),
      zh: z.string(),
      en: z.string(),
      unit: z.enum(['count', 'seconds', 'share']),
      value: z.number().nullable(),
      target: z.number().optional(),
    }),
  ),
});
export type OwnDayAnswer = z.output<typeof ownDayAnswer>;
/** Answer to `plan`: per hall and group, one row a half hour (`at`: its beginning, ms). */
export const planAnswer = z.object({
  rows: z.array(
    z.object({
      at: z.int(),
      hall: z.string(),
      group: z.string(),
      arrivals: z.number(),
      required: z.int(),
      staffed: z.number(),
    }),
  ),
});
export type PlanAnswer = z.output<typeof planAnswer>;

/** What a session needs to draw itself from nothing. */
export const sessionView = z.object({
  station: stationView.optional(),
  offer: offerView.optional(),
  tickets: z.array(ticketView),
  places: z.array(placeView),
  /** A station's: what colleagues wrote to it and supervisors to its hall in the last day, the newest last. */
  messages: z.array(messageView).optional(),
  broadcasts: z.array(broadcastView).optional(),
});
export type SessionView = z.output<typeof sessionView>;

const seq = z.int().min(0).describe('sequence of the journal; pass the last one seen as `since` on return');

export const serverMessage = z.discriminatedUnion('type', [
  /** Answer to hello: `view` is fresh, or absent when all that was missed follows as pushes. */
  z.object({
    type: z.literal('welcome'),
    seq,
    /** The bureau's time, ms, and how many times as fast as the wall clock it runs (1, but for a demo). */
    now: z.int(),
    rate: z.number().positive(),
    role: z.string(),
    view: sessionView.optional(),
  }),
  z.object({ type: z.literal('ack'), id: z.string(), seq, result: z.unknown().optional() }),
  z.object({
    type: z.literal('error'),
    id: z.string().optional(),
    code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    detail: z.string().optional(),
    retryable: z.boolean(),
  }),
  /** All that one step of the journal means for this session. Places and boards carry the latest sequence. */
  z.object({ type: z.literal('push'), seq, events: z.array(pushBody) }),
]);
export type ServerMessage = z.output<typeof serverMessage>;
export type ErrorMessage = Extract<ServerMessage, { type: 'error' }>;
