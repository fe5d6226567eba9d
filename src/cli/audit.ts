import { DateTime } from 'luxon';
import type { AuditLine } from '../archive/audit-line.ts';
import { findAudit } from '../archive/find.ts';
import { csvOf } from '../performance/write.ts';
import { CodedError } from '../protocol/codes.ts';
import { withJournal } from './with-journal.ts';

export interface AuditArgs {
  /** ISO dates or times, in the bureau's timezone unless they name one; `to` is not included. */
  from?: string;
  to?: string;
  by?: string;
  ticket?: string;
  limit?: number;
  dir?: string;
  json?: boolean;
  csv?: boolean;
}

/** Who did what, newest first, from the archive and the journal. */
export function auditCommand({ json, csv, dir: folder, limit = 100, ...args }: AuditArgs): Promise<void> {
  return withJournal(folder, async ({ bureau, journal, dir }) => {
    const time = (name: 'from' | 'to') => {
      const text = args[name];
      return text === undefined ? {} : { [name]: timeOf(text, bureau.timezone, name) };
    };
    const { by, ticket } = args;
    const lines = await findAudit({
      ...{ dir, journal, limit, ...time('from'), ...time('to') },
      ...(by !== undefined && { by }),
      ...(ticket !== undefined && { ticket }),
    });
    if (json) process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    else if (csv) process.stdout.write(csvOf([columns, ...lines.map((line) => columns.map((c) => field(line[c])))]));
    else process.stdout.write(lines.map(text).join(''));
  });
}

function timeOf(text: string, timezone: string, name: string): number {
  const time = DateTime.fromISO(text, { zone: timezone });
  if (!time.isValid) throw new CodedError('bad-message', `--${name}: expected a date or time such as 2026-11-23T09:00`);
  return time.toMillis();
}

const columns = [
  ...(['seq', 'at', 'by', 'from', 'command', 'id', 'result', 'detail'] as const),
  ...(['tickets', 'stations', 'halls', 'events'] as const),
];
const field = (value: AuditLine[keyof AuditLine]) => (Array.isArray(value) ? value.join(' ') : value);

function text(line: AuditLine): string {
  const whom = [...line.tickets, ...line.stations, ...line.halls].join(' ');
  const result = line.detail === null ? line.result : `${line.result} (${line.detail})`;
  return `${[line.at, line.by ?? '-', line.from ?? '-', line.command, whom, result].join('  ')}\n`;
}
