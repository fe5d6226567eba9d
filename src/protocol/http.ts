import { z } from 'zod';
import { code, text, ticketId } from './ids.ts';
import { person } from './material.ts';

/** What a page may ask of the server over HTTP, and what it is answered. Times are ms of real time unless said. */

/** `POST /api/tickets`: a taxpayer takes a number. The page makes the id, so that asking again gives the same ticket. */
export const newTicket = z.strictObject({
  id: z.uuid(),
  business: code,
  channel: code,
  hall: code,
  /** An appointment: the beginning of a free slot, ms of the bureau's time. */
  slot: z.int().optional(),
  /** Nobody holds the line: the taxpayer is called when the turn comes. */
  callback: z.boolean().optional(),
  person: person.optional(),
});
export type NewTicket = z.input<typeof newTicket>;

/** `token`: what the taxpayer of this ticket signs in with. */
export const takenTicket = z.object({ ticket: z.string(), token: z.string(), expiresAt: z.int() });
export type TakenTicket = z.output<typeof takenTicket>;

/** `GET /api/slots`. */
export const slotsAsked = z.strictObject({
  business: code,
  channel: code,
  hall: code,
  from: z.coerce.number().int().optional(),
  days: z.coerce.number().int().min(1).max(31).default(7),
});
export const slotView = z.object({ slot: z.int(), until: z.int(), free: z.int() });
export type SlotView = z.output<typeof slotView>;

/** `GET /api/session`: whose token it is, and until when. */
export const bearerView = z.object({
  role: z.string(),
  sub: z.string().optional().describe('absent for taxpayers'),
  hall: z.string().optional(),
  halls: z.union([z.literal('*'), z.array(z.string())]).optional(),
  station: z.string().optional(),
  ticket: z.string().optional(),
  department: z.string().optional(),
  channel: z.string().optional(),
  expiresAt: z.int(),
});
export type BearerView = z.output<typeof bearerView>;

/** For what a taxpayer supplies that stands in no list of materials. */
export const otherItem = 'other';
export const materialsAsked = z.strictObject({ ticket: ticketId });
export const fileName = text(100);
/** A file that a taxpayer supplied. `ref`, `sha256` and `bytes` go into `supply`. */
export const materialView = z.object({
  ref: z.string(),
  item: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  contentType: z.string(),
  at: z.int(),
});
export type MaterialView = z.output<typeof materialView>;

/** `GET /api/stations`: where an officer may sit. */
export const stationChoice = z.object({
  id: z.string(),
  kind: z.enum(['seat', 'window']),
  state: z.string(),
  /** Nobody is signed in. */
  free: z.boolean(),
  /** This officer is signed in there. */
  own: z.boolean(),
  groups: z.array(z.string()),
});
export type StationChoice = z.output<typeof stationChoice>;

/** `POST /api/stations/:id/token`. */
export const stationToken = z.object({
  token: z.string(),
  station: z.string(),
  hall: z.string(),
  expiresAt: z.int(),
});
export type StationToken = z.output<typeof stationToken>;
