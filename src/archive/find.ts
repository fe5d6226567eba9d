import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Journal } from '../ports.ts';
import { type AuditLine, auditLine } from './audit-line.ts';
import { readCursor } from './cursor.ts';
import { stepsAfter } from './journal.ts';
import { breather, linesOf } from './lines.ts';
import { datedFile, fileNames } from './names.ts';

export interface AuditQuestion {
  dir: string;
  journal: Pick<Journal, 'read'>;
  /** Time of the step, ms: [from, to). */
  from?: number;
  to?: number;
  /** Role and subject, `station:officer-7`, or only one's subject. */
  by?: string;
  ticket?: string;
  /** How many at most. */
  limit: number;
}

/** How far a file's day, in the bureau's time, may be from the same day in UTC, ms. */
const DAY_MS = 24 * 3_600_000;

/**
 * Who did what: audit lines that fit the question, newest first, from the live journal and then from the archive's files,
 * the latest day first. At most `limit` lines are held in memory. May only be asked for a supervisor or reader of all
 * halls: the lines are of the whole bureau.
 */
export async function findAudit({ dir, journal, limit, ...question }: AuditQuestion): Promise<AuditLine[]> {
  const fits = fitting(question);
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = question;
  const archived = (await readCursor(dir))?.seq ?? 0;
  const found = await latestOf(liveLines(journal, archived, to), limit, fits);
  for (const day of await auditDays(dir)) {
    if (found.length >= limit) break;
    const begin = Date.parse(day);
    if (begin - DAY_MS >= to || begin + 2 * DAY_MS <= from) continue;
    const lines = fileLines(join(dir, fileNames.audit(day)), archived, question.ticket ?? question.by ?? '');
    found.push(...(await latestOf(lines, limit - found.length, fits)));
  }
  return found;
}

function fitting({ from, to, by, ticket }: Pick<AuditQuestion, 'from' | 'to' | 'by' | 'ticket'>) {
  return (line: AuditLine): boolean => {
    const at = Date.parse(line.at);
    if ((from !== undefined && at < from) || (to !== undefined && at >= to)) return false;
    if (by !== undefined && line.by !== by && line.by?.slice(line.by.indexOf(':') + 1) !== by) return false;
    return ticket === undefined || line.tickets.includes(ticket);
  };
}

/** The last lines that fit, the newest first. */
async function latestOf(
  lines: AsyncIterable<AuditLine>,
  limit: number,
  fits: (line: AuditLine) => boolean,
): Promise<AuditLine[]> {
  const latest: AuditLine[] = [];
  let next = 0;
  for await (const line of lines) {
    if (!fits(line)) continue;
    latest[next % limit] = line;
    next++;
  }
  const oldest = next % limit;
  return (next <= limit ? latest : [...latest.slice(oldest), ...latest.slice(0, oldest)]).reverse();
}

/** What the archive does not hold yet. */
async function* liveLines(journal: Pick<Journal, 'read'>, after: number, to: number): AsyncGenerator<AuditLine> {
  const breathe = breather();
  for await (const steps of stepsAfter(journal, after, () => {})) {
    for (const step of steps) {
      if (step.at >= to) return;
      yield auditLine(step);
      await breathe();
    }
  }
}

/** Only lines that hold a text are parsed. A file beyond the cursor is of a run that was killed: it is in the journal still. */
async function* fileLines(path: string, archived: number, text: string): AsyncGenerator<AuditLine> {
  const breathe = breather();
  const needle = JSON.stringify(text).slice(1, -1);
  for await (const line of linesOf(path)) {
    await breathe();
    if (!line.includes(needle)) continue;
    const parsed = JSON.parse(line) as AuditLine;
    if (parsed.seq <= archived) yield parsed;
  }
}

/** Days of which there is a file, the latest first. */
async function auditDays(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const days = names.filter((name) => name.startsWith('audit-')).flatMap((name) => datedFile(name) ?? []);
  return days.sort().reverse();
}
