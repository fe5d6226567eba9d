import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bureau } from '../config/schema.ts';
import { Days } from '../performance/days.ts';
import { type Sheet, Sheets } from '../performance/sheets.ts';
import type { Journal } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';
import { readCarried, readCursor } from './cursor.ts';
import { stepsAfter } from './journal.ts';
import { breather } from './lines.ts';
import { fileNames } from './names.ts';

export interface SheetReaderOptions {
  dir: string;
  journal: Pick<Journal, 'read'>;
  /** The files now in force. */
  bureau: () => Pick<Bureau, 'timezone' | 'channels' | 'standards' | 'version'>;
}

/** A fold that stands at a step, made by these files on top of what was archived until that day. */
interface Fold {
  sheets: Sheets;
  seq: number;
  version: string;
  archived: string | null;
}

/**
 * The sheets of any day, on demand: an archived day's from its file, a later one's from the journal. The fold is kept
 * between two questions, so that the second reads only what has come since.
 */
export class SheetReader {
  readonly #options: SheetReaderOptions;
  #fold: Fold | null = null;
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: SheetReaderOptions) {
    this.#options = options;
  }

  /** The rows of a day (ISO date) as of `now` (the bureau's time, ms). Throws `bad-file`; `not-found` for a day to come. */
  sheets(day: string, now: number): Promise<Sheet[]> {
    // One after the other: two questions may not go on with one fold.
    const asked = this.#running.then(() => this.#sheets(day, now));
    this.#running = asked.catch(() => {});
    return asked;
  }

  async #sheets(day: string, now: number): Promise<Sheet[]> {
    const { dir, bureau } = this.#options;
    const wanted = new Days(bureau().timezone).of(day);
    if (wanted.from > now) throw new CodedError('not-found', `${day} has not begun`);
    const cursor = await readCursor(dir);
    if (cursor !== null && day <= cursor.day) return archivedSheets(dir, day);
    const fold = await this.#catchUp(cursor);
    fold.sheets.settle(now);
    return fold.sheets.sheets(day);
  }

  async #catchUp(cursor: { day: string; seq: number } | null): Promise<Fold> {
    const { dir, journal, bureau } = this.#options;
    const archived = cursor?.day ?? null;
    if (this.#fold?.version !== bureau().version || this.#fold.archived !== archived) {
      const kept = cursor === null ? undefined : (await readCarried(dir, cursor.day)).sheets;
      const sheets = new Sheets(bureau(), bureau().timezone, kept);
      this.#fold = { sheets, seq: cursor?.seq ?? 0, version: bureau().version, archived };
    }
    const fold = this.#fold;
    const breathe = breather();
    for await (const steps of stepsAfter(journal, fold.seq, () => {})) {
      for (const step of steps) {
        fold.sheets.add(step);
        fold.seq = step.seq;
        await breathe();
      }
    }
    return fold;
  }
}

async function archivedSheets(dir: string, day: string): Promise<Sheet[]> {
  const name = fileNames.sheetsJson(day);
  const text = await readFile(join(dir, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new CodedError('not-found', `no sheets of ${day} are kept`);
    throw error;
  });
  return (JSON.parse(text) as { sheets: Sheet[] }).sheets;
}
