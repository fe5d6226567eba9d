import { z } from 'zod';
import type { WireCommand } from '../protocol/commands.ts';
import { code, text, ticketId } from '../protocol/ids.ts';
import { attachment } from '../protocol/material.ts';

type Unnumbered<C> = C extends unknown ? Omit<C, 'id'> : never;
type Spoken =
  | ('submit' | 'cancel' | 'join' | 'leave' | 'hold' | 'callBack' | 'unanswered')
  | ('rebook' | 'checkIn' | 'supply' | 'rate');
/** What a channel's event asks of the bureau. `taxpayer` is the channel's own name of it, not yet a pseudonym. */
export type Intake = Unnumbered<Extract<WireCommand, { type: Spoken }>>;

/** One event of a channel: its fields, and what it asks of the bureau. */
export interface Said {
  readonly shape: z.ZodRawShape;
  command(fields: unknown): Intake;
}

export function said<S extends z.ZodRawShape>(shape: S, command: (fields: z.output<z.ZodObject<S>>) => Intake): Said {
  return { shape, command: (fields) => command(fields as z.output<z.ZodObject<S>>) };
}

const time = z.iso.datetime({ offset: true }).transform((written) => Date.parse(written));
const slot = time.describe('beginning of a free slot, e.g. 2026-11-23T10:00:00+08:00');

/** What every channel says of a new request besides its own fields. */
export const request = {
  tax_unit: code.describe('code of the hall, e.g. huangpu'),
  matter: code.describe('code of the business, e.g. invoice-issue'),
  priority: z.int().min(0).max(9).default(0).describe('index into the table of credited time'),
  slot: slot.optional(),
  name: text(60).optional(),
  id_number: text(30).optional(),
  phone: text(30).optional().describe('number to call'),
};
/** Documents by reference: they stay where they are. */
export const attachments = z.array(attachment).max(20);

type Request = z.output<z.ZodObject<typeof request>>;
type Submit = Extract<Intake, { type: 'submit' }>;
type Own = { [K in 'ref' | 'taxpayer' | 'attachments' | 'callback']?: Submit[K] | undefined };

/** A new request; `own` is what only its channel says. */
export function submission(channel: string, fields: Request, own: Own): Submit {
  const { tax_unit: hall, matter: business, priority, slot, name, id_number: idNumber, phone } = fields;
  const person = present({ name, idNumber, phone });
  return {
    type: 'submit',
    channel,
    business,
    hall,
    priority,
    ...present({ slot, ...own }),
    ...(Object.keys(person).length > 0 && { person }),
  };
}

const present = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** The ticket that was answered to the request. */
export const of = { ticket: ticketId };

/** A later event that says no more than which ticket it is about. */
export const about = (type: 'join' | 'hold' | 'callBack' | 'unanswered', more: z.ZodRawShape = {}): Said =>
  said({ ...more, ...of }, ({ ticket }) => ({ type, ticket }));

/** Gone for good, or (`dropped`) cut off. */
export const gone = (more: z.ZodRawShape = {}): Said =>
  said({ ...more, ...of, cause: z.enum(['ended', 'dropped']).default('ended') }, ({ ticket, cause }) => ({
    type: 'leave',
    ticket,
    ...(cause === 'dropped' && { dropped: true }),
  }));

/** What every channel may say of a ticket later on. */
export const afterwards = {
  moved: said({ ...of, slot }, ({ ticket, slot }) => ({ type: 'rebook', ticket, slot })),
  checked_in: said(of, ({ ticket }) => ({ type: 'checkIn', ticket })),
  withdrawn: said({ ...of, reason: text(200).optional() }, ({ ticket, reason }) => ({
    type: 'cancel',
    ticket,
    ...present({ reason }),
  })),
  supplied: said(
    {
      ...of,
      materials: attachments,
      note: text(500).optional(),
      done: z.boolean().default(false).describe('this is all that will come'),
    },
    ({ ticket, materials, note, done }) => ({ type: 'supply', ticket, materials, done, ...present({ note }) }),
  ),
  rated: said(
    {
      ...of,
      grade: z.int().min(1).max(5).describe('5 very satisfied … 1 very dissatisfied'),
      reasons: z.array(code).max(5).default([]),
      comment: text(500).optional(),
    },
    ({ ticket, grade, reasons, comment }) => ({ type: 'rate', ticket, grade, reasons, ...present({ comment }) }),
  ),
};
