import { z } from 'zod';
import type { CodedError } from '../../protocol/codes.ts';

/** Where a written path ends: the schema of the value there, its whole path, and the value in the schema's words. */
export interface Found {
  schema: z.ZodType;
  path: string[];
  value: unknown;
}

const switches: Record<string, boolean> = { on: true, off: false, yes: true, no: false };
const span = /^(\d\d:\d\d)-(\d\d:\d\d)$/;

/**
 * Follows names into a schema, beside what is there now. Short ways of writing are put into the schema's words: `on`
 * and `off` of a switch or of what has one, `09:00-18:00` of hours. Throws what `wrong` makes of the reason.
 */
export function descend(
  root: z.ZodType,
  now: unknown,
  names: readonly string[],
  value: unknown,
  wrong: (why: string) => CodedError,
): Found {
  let schema = bare(root);
  let there: unknown = now;
  const path: string[] = [];
  for (const name of names) {
    const next = childOf(schema, name);
    if (next === null) throw wrong(`there is no ${[...path, name].join('.')}; known: ${knownNames(schema).join(', ')}`);
    // What is absent, and is not made by one of its fields alone, must be set as a whole.
    if (there === undefined && !schema.safeParse({}).success)
      throw wrong(
        `${path.join('.')} is not there yet: set it as a whole, e.g. ${path.join('.')}={${knownNames(schema).join(': …, ')}: …}`,
      );
    path.push(name);
    schema = bare(next);
    there = there === undefined ? undefined : Reflect.get(Object(there), name);
  }
  if (names.length === 0) throw wrong(`expected a name; known: ${knownNames(schema).join(', ')}`);
  return shorthand(schema, path, there, value);
}

function shorthand(schema: z.ZodType, path: string[], there: unknown, value: unknown): Found {
  if (schema instanceof z.ZodBoolean && typeof value === 'string' && value in switches)
    return { schema, path, value: switches[value] };
  if (
    schema instanceof z.ZodObject &&
    'on' in schema.shape &&
    (typeof value === 'boolean' || String(value) in switches)
  )
    return shorthand(bare(schema.shape.on as z.ZodType), [...path, 'on'], undefined, value);
  const [, open, close] =
    schema instanceof z.ZodObject && 'close' in schema.shape ? (span.exec(String(value)) ?? []) : [];
  // Lengths that are there already are in the program's words: what is not said stays out of the schema's sight.
  if (open !== undefined && typeof there === 'object') {
    const times = (schema as z.ZodObject).pick({ open: true, close: true });
    return { schema: times.transform((said) => ({ ...there, ...said })), path, value: { open, close } };
  }
  return { schema, path, value };
}

/** Names that a schema has below it. */
export function knownNames(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  return schema instanceof z.ZodArray ? ['0', '1', '…'] : ['no name below it'];
}

function childOf(schema: z.ZodType, name: string): z.ZodType | null {
  if (schema instanceof z.ZodObject)
    return Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : null;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (schema instanceof z.ZodArray) return /^\d$/.test(name) ? (schema.element as z.ZodType) : null;
  return null;
}

/** Without what only says that it may be absent. */
function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bare(schema.unwrap() as z.ZodType);
  return schema;
}
