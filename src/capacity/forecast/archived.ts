import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCarried, readCursor } from '../../archive/cursor.ts';
import { linesOf } from '../../archive/lines.ts';
import { fileNames } from '../../archive/names.ts';
import type { TicketRecord } from '../../archive/record.ts';
import type { Bureau } from '../../config/schema.ts';
import type { Sheet } from '../../performance/sheets.ts';
import { observeRecords } from '../observe-records.ts';
import { type HalfHours, keyOf, type Line } from './half-hours.ts';
import type { History } from './history.ts';

/** Work that was closed on a day: pieces, and what was given to each. */
type Closed = Map<string, { line: Line; pieces: number; seconds: number }>;

/**
 * Writes the archive's days from `first` (ISO date) on into a history; answers the last step that is archived, 0 when
 * nothing is. Work takes what the hall's sheet of the day says, where documents that lie side by side count once, and
 * without such an indicator what stands in the records. Throws `bad-file`.
 */
export async function readArchive(
  history: History,
  halfHours: HalfHours,
  { standards }: Pick<Bureau, 'standards'>,
  dir: string,
  first: string,
): Promise<number> {
  const cursor = await readCursor(dir);
  if (cursor === null) return 0;
  const from = halfHours.of(first).from;
  const code = standards.indicators.find(({ formula }) => formula === 'serviceSeconds')?.code;
  for (let day = first; day <= cursor.day; day = halfHours.later(day, 1)) {
    const closed: Closed = new Map();
    for await (const line of closedOn(dir, day)) take(history, JSON.parse(line), from, closed);
    const { from: at, to } = halfHours.of(day);
    if (closed.size > 0) history.covers(at, to);
    const sheets = code === undefined ? [] : await sheetsOf(dir, day);
    for (const { line, pieces, seconds } of closed.values()) {
      const sheet = sheets.find(({ hall, group }) => hall === line.hall && group === line.group);
      history.served(line, at, (code === undefined ? undefined : sheet?.figures[code]) ?? seconds, pieces);
    }
  }
  for (const { record } of (await readCarried(dir, cursor.day)).records.open) come(history, record, from);
  return cursor.seq;
}

/** Days on which tickets may still be rated have them in a file of another name. */
async function* closedOn(dir: string, day: string): AsyncGenerator<string> {
  let any = false;
  for await (const line of linesOf(join(dir, fileNames.tickets(day)))) {
    any = true;
    yield line;
  }
  if (!any) yield* linesOf(join(dir, fileNames.closed(day)));
}

async function sheetsOf(dir: string, day: string): Promise<Sheet[]> {
  const text = await readFile(join(dir, fileNames.sheetsJson(day)), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{"sheets":[]}';
    throw error;
  });
  return (JSON.parse(text) as { sheets: Sheet[] }).sheets.filter(({ per }) => per === 'group');
}

function take(history: History, record: TicketRecord, from: number, closed: Closed): void {
  come(history, record, from);
  const { waits, services } = observeRecords([record]);
  for (const { at, hall, group, waitS, abandoned } of waits) history.waited({ hall, group }, at, waitS, abandoned);
  for (const { hall, group, seconds } of services) {
    const line = { hall, group };
    const work = closed.get(keyOf(line)) ?? { line, pieces: 0, seconds: 0 };
    closed.set(keyOf(line), work);
    work.pieces++;
    work.seconds += seconds;
  }
}

/** Who came before `from` (ms) and stayed until later is not counted: the rest of that day is not known. */
function come(history: History, record: TicketRecord, from: number): void {
  for (const { at, hall, group, business, channel } of observeRecords([record]).arrivals) {
    if (at < from) continue;
    history.arrived({ hall, group }, at);
    history.asked({ hall, group }, business, channel);
  }
}
