import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Step } from '../bureau/commands.ts';
import type { Bureau } from '../config/schema.ts';
import { type Day, Days } from '../performance/days.ts';
import { Sheets } from '../performance/sheets.ts';
import { toCsv } from '../performance/write.ts';
import type { Journal } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';
import { auditLine } from './audit-line.ts';
import { type Carried, type Cursor, readCarried, readCursor, writeCarried, writeCursor } from './cursor.ts';
import { type Fs, LineFile, realFs, sweep, writeWhole } from './files.ts';
import { stepsAfter } from './journal.ts';
import { checkKeepDays, prune } from './keep.ts';
import { breather, linesOf } from './lines.ts';
import { fileNames, ownFile } from './names.ts';
import type { TicketRecord } from './record.ts';
import { Records } from './records.ts';

export interface ArchiveOptions {
  journal: Pick<Journal, 'read'>;
  bureau: Pick<Bureau, 'code' | 'timezone' | 'channels' | 'standards'>;
  /** Made when it is not there. */
  dir: string;
  /** The bureau's time, ms: days that ended before it are archived. */
  now: number;
  /** Files of older days are deleted; without it all are kept. No fewer than `LEAST_KEEP_DAYS`. */
  keepDays?: number;
  /** These steps were trimmed from the journal before they were archived. */
  onLost?: (from: number, to: number) => void;
  fs?: Fs;
}

/** What a day came to. */
export interface ArchivedDay {
  day: string;
  steps: number;
  closed: number;
  /** Days whose tickets can be rated no more: their files are there now. */
  tickets: string[];
}

/** A step may be on its way to the journal still when its day is over. */
const GRACE_MS = 60_000;

/**
 * Archives every day that is over and was not archived: audit and sheets of the day, and the tickets closed on a day once
 * none of them can be rated any more. It may be killed at any moment and run again: files are put in their places
 * whole, are never written twice, and what was done counts from the moment when the cursor says so. Only one may run at
 * a time. Throws `bad-config` and `bad-file`; passes on what the journal throws.
 */
export async function archiveDays(options: ArchiveOptions): Promise<ArchivedDay[]> {
  if (options.keepDays !== undefined) checkKeepDays(options.keepDays);
  const { journal, bureau, dir, now, onLost = () => {}, fs = realFs } = options;
  await fs.mkdir(dir, { recursive: true, mode: 0o750 });
  const days = new Days(bureau.timezone);
  const cursor = await readCursor(dir, bureau.code);
  await sweep(fs, dir);
  await tidy(fs, dir, cursor);
  const archive = new Archive(options, fs, cursor, cursor === null ? undefined : await readCarried(dir, cursor.day));
  const over = (day: Day) => day.to + GRACE_MS <= now;
  const done: ArchivedDay[] = [];
  let day = cursor === null ? null : days.at(days.of(cursor.day).to);
  const breathe = breather();
  try {
    reading: for await (const steps of stepsAfter(journal, cursor?.seq ?? 0, onLost)) {
      for (const step of steps) {
        day ??= days.at(step.at);
        for (; step.at >= day.to && over(day); day = days.at(day.to)) done.push(await archive.end(day));
        // Nothing more of days that are over can come.
        if (step.at >= day.to || !over(day)) break reading;
        await archive.add(day, step);
        await breathe();
      }
    }
    for (; day !== null && over(day); day = days.at(day.to)) done.push(await archive.end(day));
  } finally {
    await archive.discard();
  }
  return done;
}

/** The folds, and the files of the day that is being read. */
class Archive {
  readonly #options: ArchiveOptions;
  readonly #fs: Fs;
  readonly #sheets: Sheets;
  readonly #records: Records;
  #seq: number;
  #pending: Cursor['pending'];
  #day: { audit: LineFile | null; closed: LineFile | null; steps: number; count: number; until: number } | null = null;

  constructor(options: ArchiveOptions, fs: Fs, cursor: Cursor | null, carried: Carried | undefined) {
    this.#options = options;
    this.#fs = fs;
    this.#seq = cursor?.seq ?? 0;
    this.#pending = cursor?.pending ?? [];
    this.#sheets = new Sheets(options.bureau, options.bureau.timezone, carried?.sheets);
    this.#records = new Records(carried?.records);
  }

  async add(day: Day, step: Step): Promise<void> {
    this.#day ??= await this.#begin(day);
    this.#day.steps++;
    this.#sheets.add(step);
    await this.#day.audit?.write(auditLine(step));
    for (const { record, rateUntil } of this.#records.add(step)) {
      this.#day.count++;
      this.#day.until = Math.max(this.#day.until, rateUntil);
      await this.#day.closed?.write(record);
    }
    this.#seq = step.seq;
  }

  /** Puts the day's files in their places, then says in the cursor that they are there, then tidies up. */
  async end(day: Day): Promise<ArchivedDay> {
    const { dir, bureau, keepDays } = this.#options;
    this.#day ??= await this.#begin(day);
    const { audit, closed, steps, count, until } = this.#day;
    await audit?.commit();
    await closed?.commit();
    this.#day = null;
    this.#sheets.settle(day.to);
    await this.#writeSheets(day.day);
    this.#sheets.forgetBefore(day.to);
    const pending = count === 0 ? this.#pending : [...this.#pending, { day: day.day, until }];
    const settled = pending.filter((p) => p.until <= day.to).map((p) => p.day);
    for (const name of settled) await this.#writeTickets(name);
    this.#pending = pending.filter((p) => p.until > day.to);
    this.#forgetRatings();
    const carried = { records: this.#records.keep(), sheets: this.#sheets.keep() };
    await writeCarried(this.#fs, dir, day.day, carried);
    const before = await readCursor(dir);
    if (before !== null && before.day >= day.day) throw new CodedError('data-in-use', 'another archive run goes on');
    const cursor = { version: 1 as const, bureau: bureau.code, day: day.day, seq: this.#seq, pending: this.#pending };
    await writeCursor(this.#fs, dir, cursor);
    await tidy(this.#fs, dir, cursor);
    if (keepDays !== undefined) await prune(this.#fs, dir, day.day, keepDays);
    return { day: day.day, steps, closed: count, tickets: settled };
  }

  /** Lets go of a day that was begun and not ended. */
  async discard(): Promise<void> {
    await this.#day?.audit?.discard();
    await this.#day?.closed?.discard();
  }

  async #begin({ day }: Day) {
    const { audit, closed } = fileNames;
    return { audit: await this.#fresh(audit(day)), closed: await this.#fresh(closed(day)), ...nothing };
  }

  /** A file to write; null when it is there: what is archived stays as it is. */
  async #fresh(name: string): Promise<LineFile | null> {
    const { dir } = this.#options;
    return (await isThere(join(dir, name))) ? null : new LineFile(this.#fs, dir, name);
  }

  async #writeSheets(day: string): Promise<void> {
    const { dir, bureau } = this.#options;
    const { indicators } = bureau.standards;
    const sheets = this.#sheets.sheets(day);
    const whole = JSON.stringify({ bureau: bureau.code, timezone: bureau.timezone, day, indicators, sheets });
    const write = async (name: string, text: string) => {
      if (!(await isThere(join(dir, name)))) await writeWhole(this.#fs, dir, name, text);
    };
    await write(fileNames.sheetsCsv(day), toCsv(sheets));
    await write(fileNames.sheetsJson(day), `${whole}\n`);
  }

  /** The tickets closed on a day, with the ratings that they were given since. */
  async #writeTickets(day: string): Promise<void> {
    const file = await this.#fresh(fileNames.tickets(day));
    if (file === null) return;
    const breathe = breather();
    try {
      for await (const line of linesOf(join(this.#options.dir, fileNames.closed(day)))) {
        const record = JSON.parse(line) as TicketRecord;
        await file.write({ ...record, ...this.#records.ratings.get(record.ticket) });
        await breathe();
      }
      await file.commit();
    } finally {
      await file.discard();
    }
  }

  /** A rating that is older than the first day that still waits for its ratings is in its file. */
  #forgetRatings(): void {
    const days = new Days(this.#options.bureau.timezone);
    const [first] = this.#pending;
    const from = first === undefined ? Number.POSITIVE_INFINITY : days.of(first.day).from;
    const { ratings } = this.#records;
    for (const { ticket, ratedAt } of ratings.values()) if (Date.parse(ratedAt ?? '') < from) ratings.delete(ticket);
  }
}

/** Removes the archive's own files of days that are done with, which a run that was killed may have left. */
async function tidy(fs: Fs, dir: string, cursor: Cursor | null): Promise<void> {
  if (cursor === null) return;
  for (const name of await fs.readdir(dir)) {
    const own = ownFile(name);
    if (own === null || own.day > cursor.day) continue;
    const needed = own.kind === 'carried' ? own.day === cursor.day : cursor.pending.some((p) => p.day === own.day);
    if (!needed) await fs.rm(join(dir, name), { force: true });
  }
}

const nothing = { steps: 0, count: 0, until: 0 };

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
