import { DateTime } from 'luxon';

const days = ['一', '二', '三', '四', '五', '六', '日'];

/** A time of the city (ms) as it stands on its clocks. */
export function clockTime(at: number): string {
  const time = DateTime.fromMillis(at, { zone: 'Asia/Shanghai' });
  return `${time.toFormat('yyyy-MM-dd')} 周${days[time.weekday - 1]} ${time.toFormat('HH:mm:ss')}`;
}

export const count = (n: number): string => n.toLocaleString('en');
export const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
export const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, n) => all + n, 0);
/** `etax 3 · phone 5`. */
export const each = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, n]) => `${name} ${count(n)}`)
    .join(' · ');

/** Columns that a text takes in a terminal: a Chinese character takes two. */
const width = (text: string) => [...text].reduce((columns, char) => columns + (char >= '\u2e80' ? 2 : 1), 0);
export const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));
export const padStart = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - width(text))) + text;

/** Labels in one column, values in the next. */
export function listing(rows: readonly (readonly [label: string, value: string])[]): string {
  const columns = Math.max(...rows.map(([label]) => width(label)));
  return rows.map(([label, value]) => `  ${padEnd(label, columns)}  ${value}\n`).join('');
}
