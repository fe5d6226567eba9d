import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeptSheets } from '../performance/sheets.ts';
import { CodedError } from '../protocol/codes.ts';
import { type Fs, LineFile, writeWhole } from './files.ts';
import { linesOf } from './lines.ts';
import { fileNames } from './names.ts';
import type { OpenRecord } from './record.ts';
import type { KeptRecords, RatingOf } from './records.ts';

const cursorFile = z.strictObject({
  version: z.literal(1),
  bureau: z.string(),
  /** The last day that is archived, and the last step that went into it. */
  day: z.iso.date(),
  seq: z.int().min(0),
  /** Days whose closed tickets may still be rated, and until when, ms. */
  pending: z.array(z.strictObject({ day: z.iso.date(), until: z.int() })),
});
export type Cursor = z.output<typeof cursorFile>;

/** How far the archive of a bureau has come; null: it has not begun. Throws `bad-file` when that cannot be read. */
export async function readCursor(dir: string, bureau?: string): Promise<Cursor | null> {
  const text = await readFile(join(dir, fileNames.cursor), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = cursorFile.safeParse(
    await Promise.resolve(text)
      .then(JSON.parse)
      .catch(() => null),
  );
  if (!parsed.success) throw new CodedError('bad-file', `${fileNames.cursor} of the archive: restore it from a backup`);
  if (bureau !== undefined && parsed.data.bureau !== bureau)
    throw new CodedError('bad-config', `the archive is that of ${parsed.data.bureau}, not of ${bureau}`);
  return parsed.data;
}

/** Up to this step (inclusive) the journal is archived: nothing later may be trimmed. 0 before the first day. */
export async function archivedSeq(dir: string): Promise<number> {
  return (await readCursor(dir))?.seq ?? 0;
}

/** What goes on from one day to the next. */
export interface Carried {
  records: KeptRecords;
  sheets: KeptSheets;
}

type CarriedLine =
  | { kind: 'sheets'; value: KeptSheets }
  | { kind: 'officer'; value: [string, string] }
  | { kind: 'ticket'; value: OpenRecord }
  | { kind: 'rating'; value: RatingOf };

export async function writeCarried(fs: Fs, dir: string, day: string, { records, sheets }: Carried): Promise<void> {
  const file = new LineFile(fs, dir, fileNames.carried(day));
  const line = (value: CarriedLine) => file.write(value);
  try {
    await line({ kind: 'sheets', value: sheets });
    for (const value of records.officers) await line({ kind: 'officer', value });
    for (const value of records.open) await line({ kind: 'ticket', value });
    for (const value of records.ratings) await line({ kind: 'rating', value });
    await file.commit();
  } finally {
    await file.discard();
  }
}

/** Throws `bad-file` when it is not there or not whole. */
export async function readCarried(dir: string, day: string): Promise<Carried> {
  const records: KeptRecords = { open: [], officers: [], ratings: [] };
  let sheets: KeptSheets | null = null;
  try {
    for await (const text of linesOf(join(dir, fileNames.carried(day)))) {
      const { kind, value } = JSON.parse(text) as CarriedLine;
      if (kind === 'sheets') sheets = value;
      else if (kind === 'officer') records.officers.push(value);
      else if (kind === 'ticket') records.open.push(value);
      else records.ratings.push(value);
    }
  } catch (error) {
    throw new CodedError('bad-file', `${fileNames.carried(day)} of the archive: ${error}`);
  }
  if (sheets === null) throw new CodedError('bad-file', `${fileNames.carried(day)} of the archive is missing`);
  return { records, sheets };
}

/** From now on the archive has come so far. */
export const writeCursor = (fs: Fs, dir: string, cursor: Cursor): Promise<void> =>
  writeWhole(fs, dir, fileNames.cursor, `${JSON.stringify(cursor)}\n`);
