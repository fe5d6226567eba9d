import { z } from 'zod';
import type { Outcome, WireCommand } from '../protocol/commands.ts';
import { code } from '../protocol/ids.ts';

type Unnumbered<C> = C extends unknown ? Omit<C, 'id'> : never;
/** What a channel's event asks of the bureau. `taxpayer` is the channel's own name of it, not yet a pseudonym. */
export type Intake = Unnumbered<Extract<WireCommand, { type: 'submit' | 'cancel' | 'join' | 'leave' }>>;

/** A ticket that was closed, as far as its channel may know of it. */
export interface Result {
  ticket: string;
  ref: string | null;
  outcome: Outcome;
  reply: string | null;
  /** Milliseconds since the Unix epoch, in the time of the bureau. */
  closedAt: number;
}

/** A way by which work arrives and results go back. */
export interface Channel {
  readonly code: string;
  /** Its webhook's body, in its own words. */
  readonly schema: z.ZodType;
  /** Throws a ZodError that names the field. */
  intake(body: unknown): Intake;
  /** A closed ticket, in its own words. */
  result(closed: Result): Record<string, unknown>;
}

export function channel<S extends z.ZodType>(of: {
  code: string;
  schema: S;
  intake(event: z.output<S>): Intake;
  result(closed: Result): Record<string, unknown>;
}): Channel {
  return { ...of, intake: (body) => of.intake(of.schema.parse(body)) };
}

/** What every channel says of a new request besides its own fields. */
export const request = {
  tax_unit: code.describe('code of the hall, e.g. huangpu'),
  matter: code.describe('code of the business, e.g. invoice-issue'),
  priority: z.int().min(0).max(9).default(0).describe('index into the table of credited time'),
};
