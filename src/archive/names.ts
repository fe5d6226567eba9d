import { join } from 'node:path';
import type { Settings } from '../config/env.ts';

/** Where the archive lies unless told otherwise: beside the data of the embedded Redis. */
export const archiveDir = ({ dataDir }: Pick<Settings, 'dataDir'>): string => join(dataDir, 'archive');

/** Names of the files of a day (ISO date). The first four are what remains; the others are the archive's own. */
export const fileNames = {
  tickets: (day: string) => `tickets-${day}.ndjson.gz`,
  audit: (day: string) => `audit-${day}.ndjson.gz`,
  sheetsJson: (day: string) => `sheets-${day}.json`,
  sheetsCsv: (day: string) => `sheets-${day}.csv`,
  /** Tickets closed that day, some of which may still be rated. */
  closed: (day: string) => `closed-${day}.ndjson.gz`,
  /** What was open at the end of that day. */
  carried: (day: string) => `carried-${day}.ndjson.gz`,
  cursor: 'cursor.json',
};

/** The day of a file that remains; null for any other name. */
export const datedFile = (name: string): string | null =>
  /^(?:tickets|audit|sheets)-(\d{4}-\d\d-\d\d)\.(?:ndjson\.gz|json|csv)$/.exec(name)?.[1] ?? null;

/** A file of the archive's own, and its day; null for any other name. */
export function ownFile(name: string): { kind: 'closed' | 'carried'; day: string } | null {
  const [, kind, day] = /^(closed|carried)-(\d{4}-\d\d-\d\d)\.ndjson\.gz$/.exec(name) ?? [];
  return day === undefined ? null : { kind: kind === 'closed' ? 'closed' : 'carried', day };
}
