import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Bureau } from '../../config/schema.ts';
import { CodedError } from '../../protocol/codes.ts';
import { type HalfHours, halfHourMs, halfHours } from '../forecast/half-hours.ts';
import { presentShare } from './presence.ts';
import type { Pool } from './staff.ts';

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time of day such as 09:00');
const row = z.strictObject({
  /** Without it: every day on which the hall works. */
  day: z.iso.date().optional(),
  hall: z.string(),
  group: z.string(),
  from: time,
  to: time,
  stations: z.coerce.number('expected a number').min(0).max(999),
});
type Row = z.output<typeof row>;

/**
 * Reads a roster: rows of hall, group, from, to and stations, with a day or without, as CSV (with a header) or as a list in
 * YAML. Rows add up. Throws `bad-file` with the row that is wrong.
 */
export async function readRoster(path: string, bureau: Bureau): Promise<Row[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new CodedError('bad-file', error.message);
  });
  const rows = /\.ya?ml$/i.test(path) ? fromYaml(text) : fromCsv(text);
  return rows.map((written, i) => {
    const wrong = (what: string) => new CodedError('bad-file', `${path}, row ${i + 1}: ${what}`);
    const parsed = row.safeParse(written);
    if (!parsed.success) throw wrong(parsed.error.issues.map((e) => `${e.path.join('.')}: ${e.message}`).join('; '));
    const { hall, group, from, to } = parsed.data;
    if (!bureau.halls.has(hall)) throw wrong(`there is no hall ${hall}`);
    if (!bureau.groups.has(group))
      throw wrong(`there is no group ${group}; known: ${[...bureau.groups.keys()].join(', ')}`);
    if (from >= to) throw wrong(`it ends at ${to}, before it begins at ${from}`);
    return parsed.data;
  });
}

function fromYaml(text: string): unknown[] {
  try {
    const list: unknown = parse(text, { schema: 'failsafe' });
    if (Array.isArray(list)) return list;
  } catch (error) {
    throw new CodedError('bad-file', (error as Error).message);
  }
  throw new CodedError('bad-file', 'expected a list of rows');
}

function fromCsv(text: string): unknown[] {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const names = head.split(',').map((name) => name.trim());
  return lines.map((line) => {
    const fields = line.split(',').map((field) => field.trim());
    return Object.fromEntries(names.map((name, i) => [name, fields[i]] as const).filter(([, field]) => field !== ''));
  });
}

/** The stations of a roster on a day. */
export function rostered(rows: readonly Row[], days: HalfHours, day: string): Pool[] {
  const { from } = days.of(day);
  return rows
    .filter((row) => (row.day === undefined ? days.kind(row.hall, day) !== 'rest' : row.day === day))
    .map(({ hall, group, stations, ...row }) => {
      const shift = { station: '', from: from + msOf(row.from), to: from + msOf(row.to) };
      const share = presentShare(shift, from, from + halfHours * halfHourMs);
      return { hall, groups: [group], stations: share.map((part) => part * stations) };
    });
}

const msOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
};
