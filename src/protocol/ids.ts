import { z } from 'zod';

/** Made by the client, unique: a UUID or anything as hard to repeat. The same id again gives the same answer. */
export const commandId = z.string().min(8).max(64);
export const ticketId = z.string().regex(/^t[0-9a-z]{1,12}(-\d)?$/);
/** `<ticket>.<n>`: the n-th offer of a ticket. */
export const offerId = z.string().regex(/^t[0-9a-z]{1,12}(-\d)?\.\d{1,6}$/);
/** `<hall>-<prefix><number>`, e.g. `huangpu-w01`. */
export const stationId = z.string().regex(/^[a-z][a-z0-9-]{1,47}$/);
export const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export const text = (max: number) => z.string().trim().min(1).max(max);
