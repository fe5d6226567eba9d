import { z } from 'zod';
import { type ErrorCode, errorCodes } from './codes.ts';
import { reload, wireCommand } from './commands.ts';
import { commandId, text, ticketId } from './ids.ts';
import { boardView, offerResults, offerView, placeView, stationView, ticketView } from './views.ts';

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
]);
export type PushBody = z.output<typeof pushBody>;

/** What a session needs to draw itself from nothing. */
export const sessionView = z.object({
  station: stationView.optional(),
  offer: offerView.optional(),
  tickets: z.array(ticketView),
  places: z.array(placeView),
});
export type SessionView = z.output<typeof sessionView>;

const seq = z.int().min(0).describe('sequence of the journal; pass the last one seen as `since` on return');

export const serverMessage = z.discriminatedUnion('type', [
  /** Answer to hello: `view` is fresh, or absent when all that was missed follows as pushes. */
  z.object({ type: z.literal('welcome'), seq, now: z.int(), role: z.string(), view: sessionView.optional() }),
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
