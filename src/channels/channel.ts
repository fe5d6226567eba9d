import { z } from 'zod';
import type { Notice, Result } from './letter.ts';
import type { Intake, Said } from './words.ts';

/** A way by which work arrives and results go back. */
export interface Channel {
  readonly code: string;
  /** Its webhook's body, in its own words. */
  readonly schema: z.ZodType;
  /** Throws a ZodError that names the field. */
  intake(body: unknown): Intake;
  /** A closed ticket, in its own words. */
  result(closed: Result): Record<string, unknown>;
  /** Whatever else it is told, in its own words. */
  notice(notice: Notice): Record<string, unknown>;
}

interface Spoken extends Pick<Channel, 'code' | 'result' | 'notice'> {
  /** The field by which its events are told apart. */
  word: string;
  /** Its events, by what stands in that field. */
  says: Record<string, Said>;
}

export function channel({ word, says, ...told }: Spoken): Channel {
  const events = Object.entries(says).map(([value, { shape }]) =>
    z.strictObject({ [word]: z.literal(value), ...shape }),
  );
  const schema = z.discriminatedUnion(word, events as [(typeof events)[number], ...typeof events]);
  return {
    ...told,
    schema,
    intake(body) {
      const event = schema.parse(body);
      const meant = says[String(event[word])];
      if (meant === undefined) throw new Error(`${told.code} has an event without a meaning`);
      return meant.command(event);
    },
  };
}
