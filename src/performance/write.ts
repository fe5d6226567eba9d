import type { Sheet } from './sheets.ts';

/**
 * Sheets as CSV by RFC 4180: lines end with CRLF, a field that holds a comma, a quote or a line break is quoted. One
 * header row with the codes of the indicators (their Chinese names stand in the standards, and a second header row would
 * hide the types of the columns from whoever reads the file). Shares and seconds have four decimals at most.
 */
export function toCsv(sheets: readonly Sheet[]): string {
  const codes = [...new Set(sheets.flatMap((sheet) => Object.keys(sheet.figures)))];
  const rows = sheets.map(({ day, per, hall, group, officer, figures }) => [
    ...[day, per, hall, group, officer],
    ...codes.map((code) => rounded(figures[code] ?? null)),
  ]);
  return csvOf([['day', 'per', 'hall', 'group', 'officer', ...codes], ...rows]);
}

type Field = string | number | null;

export function csvOf(rows: readonly (readonly Field[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(value: Field): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** To four decimals: a hundredth of a percent, a tenth of a millisecond. */
export const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 1e4) / 1e4);
