import { DateTime } from 'luxon';
import type { PlanRow } from '../../capacity/plan/rows.ts';

const columns = [
  'time',
  'hall',
  'group',
  'arrivals',
  'required',
  'staffed',
  'gap',
  'serviceLevel',
  'occupancy',
] as const;
const rounded = (n: number, digits: number) => Number(n.toFixed(digits));

/** Numbers as far as they mean something; time as ISO 8601 with the bureau's offset. */
export function told(row: PlanRow, timezone: string) {
  const share = (n: number | null) => (n === null ? null : rounded(n, 4));
  return {
    time: DateTime.fromMillis(row.at, { zone: timezone }).toISO({ suppressMilliseconds: true }) ?? '',
    hall: row.hall,
    group: row.group,
    arrivals: rounded(row.arrivals, 2),
    came: row.came,
    required: row.required,
    staffed: rounded(row.staffed, 2),
    gap: rounded(row.gap, 2),
    serviceLevel: share(row.serviceLevel),
    occupancy: share(row.occupancy),
  };
}

/** RFC 4180: a header, a line a row. */
export function planCsv(rows: readonly PlanRow[], timezone: string): string {
  const lines = rows.map((row) => {
    const line = told(row, timezone);
    return columns.map((name) => line[name] ?? '').join(',');
  });
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}
