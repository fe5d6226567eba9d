import { z } from 'zod';
import { code, commandId, offerId, stationId, text, ticketId } from './ids.ts';

/** How a ticket may end by a station's word. The others (`abandoned`, `cancelled`, …) are the bureau's. */
export const stationOutcomes = ['resolved', 'refused', 'unreachable'] as const;
export const outcomes = [...stationOutcomes, 'cancelled', 'abandoned', 'lostLine', 'hallClosed'] as const;
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
});
export const cancel = command('cancel', { ticket: ticketId, reason: text(200).optional() });
/** The taxpayer is there again, or has gone for good (hung up, gave up). */
export const join = command('join', { ticket: ticketId });
export const leave = command('leave', { ticket: ticketId });

export const signIn = command('signIn', { station: stationId });
export const signOut = command('signOut', { station: stationId });
export const ready = command('ready', { station: stationId });
export const pause = command('pause', { station: stationId, reason: z.enum(pauseReasons) });
export const accept = command('accept', { offer: offerId });
export const reject = command('reject', { offer: offerId, reason: text(200).optional() });
/** Service has ended; wrap-up begins. */
export const end = command('end', { ticket: ticketId });
export const complete = command('complete', {
  ticket: ticketId,
  outcome: z.enum(stationOutcomes),
  reply: text(2000).optional(),
});

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
]);
export type WireCommand = z.output<typeof wireCommand>;
export type CommandType = WireCommand['type'];
