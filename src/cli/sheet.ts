import { DateTime } from 'luxon';
import { SheetReader } from '../archive/sheet-reader.ts';
import type { Bureau } from '../config/schema.ts';
import type { Per } from '../performance/cells.ts';
import type { Sheet } from '../performance/sheets.ts';
import { rounded, toCsv } from '../performance/write.ts';
import { CodedError } from '../protocol/codes.ts';
import { withJournal } from './with-journal.ts';

export interface SheetArgs {
  per?: Per;
  csv?: boolean;
  json?: boolean;
  /** Folder of the archive. */
  dir?: string;
}

/** The performance sheets of a day (ISO date): as CSV, as JSON, or as text to be read. */
export function sheetCommand(day: string, { per = 'hall', csv, json, dir: folder }: SheetArgs): Promise<void> {
  return withJournal(folder, async ({ bureau, journal, dir }) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || !DateTime.fromISO(day).isValid)
      throw new CodedError('bad-message', 'expected a day such as 2026-11-23');
    const reader = new SheetReader({ dir, journal, bureau: () => bureau });
    const sheets = (await reader.sheets(day, Date.now())).filter((sheet) => sheet.per === per);
    if (csv) process.stdout.write(toCsv(sheets));
    else if (json) process.stdout.write(`${JSON.stringify(sheets)}\n`);
    else process.stdout.write(text(sheets, bureau));
  });
}

/** One block a row: fourteen columns are more than a terminal is wide. */
function text(sheets: Sheet[], { standards }: Pick<Bureau, 'standards'>): string {
  const named = new Map(standards.indicators.map((i) => [i.code, i]));
  const line = ([code, value]: [string, number | null]) => {
    const indicator = named.get(code);
    const shown = value === null ? '-' : indicator?.unit === 'share' ? `${rounded(value * 100)} %` : rounded(value);
    return `  ${code.padEnd(16)} ${String(shown).padStart(12)}  ${indicator?.name.zh ?? ''}`.trimEnd();
  };
  const block = (s: Sheet) =>
    [[s.day, s.hall, s.group ?? s.officer ?? ''].join(' ').trimEnd(), ...Object.entries(s.figures).map(line)].join(
      '\n',
    );
  return sheets.length === 0 ? 'nothing was counted on that day\n' : `${sheets.map(block).join('\n\n')}\n`;
}
