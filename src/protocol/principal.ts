import { z } from 'zod';
import { code, stationId, text, ticketId } from './ids.ts';

export const roles = ['taxpayer', 'station', 'supervisor', 'department', 'channel', 'reader'] as const;
export type Role = (typeof roles)[number];

const halls = z.union([z.literal('*'), z.array(code).min(1).max(50)]);
const sub = text(64);

/** Who is speaking, from the token's claims. What a session may touch follows from this and never from a message. */
export const principal = z.discriminatedUnion('role', [
  /** `ticket`: a link that was made for one ticket; without it, all tickets of `sub`. */
  z.object({ role: z.literal('taxpayer'), sub, hall: code, ticket: ticketId.optional() }),
  z.object({ role: z.literal('station'), sub, hall: code, station: stationId }),
  z.object({ role: z.literal('supervisor'), sub, halls }),
  z.object({ role: z.literal('department'), sub, department: code }),
  z.object({ role: z.literal('channel'), sub, channel: code, halls }),
  z.object({ role: z.literal('reader'), sub, halls }),
]);
export type Principal = z.output<typeof principal>;

/** An officer who has yet to choose a station: no session and no command, only the token of a station in exchange. */
const officer = z.object({ role: z.literal('officer'), sub, hall: code });
export type Officer = z.output<typeof officer>;

/** Whoever may hold a token. */
export const bearer = z.discriminatedUnion('role', [...principal.options, officer]);
export type Bearer = z.output<typeof bearer>;
