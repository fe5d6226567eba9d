import { randomUUID } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { MaterialFile, Materials } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';
import type { MaterialView } from '../protocol/http.ts';
import { endingOf, typeOf } from './kinds.ts';
import { type FileName, fileOf, readRef, refOf } from './names.ts';
import { writeUpload } from './upload.ts';

export interface MaterialLimits {
  /** Bytes of one file, and of all files of a ticket. */
  fileBytes: number;
  ticketBytes: number;
  ticketFiles: number;
  /** Uploads of one ticket at once. */
  atOnce: number;
  /** Nothing is taken that would leave less of the disk, which the journal may share. */
  spareBytes: number;
}
export const usualLimits: MaterialLimits = {
  fileBytes: 10 * 2 ** 20,
  ticketBytes: 50 * 2 ** 20,
  ticketFiles: 20,
  atOnce: 3,
  spareBytes: 2 ** 29,
};

const partEnding = '.part';
/** Names the hall that a ticket was in when its last file came. */
const hallFile = 'hall';

/** Keeps files by their hash in a folder for each ticket. What a taxpayer called a file is kept nowhere. */
export class MaterialStore implements Materials {
  readonly #dir: string;
  readonly #limits: MaterialLimits;
  readonly #coming = new Map<string, number>();

  /** What an upload left that was cut short with its process is removed. */
  constructor(dir: string, limits: Partial<MaterialLimits> = {}) {
    this.#dir = dir;
    this.#limits = { ...usualLimits, ...limits };
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' }))
      if (path.endsWith(partEnding)) rmSync(join(dir, path));
  }

  async take(
    { ticket, hall, item, mediaType, name }: MaterialFile,
    body: AsyncIterable<Buffer>,
  ): Promise<MaterialView> {
    const ending = endingOf(mediaType, name);
    if (ending === undefined) throw new CodedError('wrong-type', mediaType.slice(0, 80) || 'no content-type');
    const { fileBytes, atOnce } = this.#limits;
    const coming = this.#coming.get(ticket) ?? 0;
    if (coming >= atOnce) throw new CodedError('too-fast', `at most ${atOnce} uploads of a ticket at once`);
    this.#coming.set(ticket, coming + 1);
    const folder = join(this.#dir, ticket);
    const part = join(folder, `${randomUUID()}${partEnding}`);
    try {
      await this.#checkDisk();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { sha256, bytes } = await writeUpload(part, ending, body, fileBytes);
      return this.#keep({ ticket, sha256, item, ending }, part, bytes, hall);
    } catch (error) {
      // The taxpayer was forgotten, and the folder with everything in it, while this came.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new CodedError('not-found', ticket);
      throw error;
    } finally {
      await rm(part, { force: true });
      this.#gone(ticket, folder);
    }
  }

  #gone(ticket: string, folder: string): void {
    const left = (this.#coming.get(ticket) ?? 1) - 1;
    if (left > 0) {
      this.#coming.set(ticket, left);
      return;
    }
    this.#coming.delete(ticket);
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
  }

  /** In one go, so that two uploads cannot both have the last place. */
  #keep(name: FileName, part: string, bytes: number, hall: string): MaterialView {
    const folder = join(this.#dir, name.ticket);
    const kept = this.#filesOf(name.ticket);
    const same = kept.find(({ ref }) => ref === refOf(name));
    if (same !== undefined) return same;
    const { ticketFiles, ticketBytes } = this.#limits;
    if (kept.length >= ticketFiles) throw new CodedError('too-large', `at most ${ticketFiles} files a ticket`);
    if (kept.reduce((sum, file) => sum + file.bytes, bytes) > ticketBytes)
      throw new CodedError('too-large', `at most ${ticketBytes / 2 ** 20} MB a ticket`);
    writeFileSync(join(folder, hallFile), hall, { mode: 0o600 });
    renameSync(part, join(folder, fileOf(name)));
    return this.#look(name);
  }

  async list(ticket: string): Promise<MaterialView[]> {
    return this.#filesOf(ticket).sort((a, b) => a.at - b.at || (a.ref < b.ref ? -1 : 1));
  }

  async open(ref: string) {
    const name = readRef(ref);
    if (name === null) return null;
    try {
      const material = this.#look(name);
      return { material, ending: name.ending, body: createReadStream(join(this.#dir, name.ticket, fileOf(name))) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  hallOf(ticket: string): string | null {
    try {
      return readFileSync(join(this.#dir, ticket, hallFile), 'utf8');
    } catch {
      return null;
    }
  }

  async erase(ticket: string): Promise<void> {
    await rm(join(this.#dir, ticket), { recursive: true, force: true, maxRetries: 5 });
  }

  /** Removes what has lain untouched for `keepMs` and belongs to no open ticket; answers how many tickets that were. */
  async sweep(keepMs: number, isOpen: (ticket: string) => boolean, now = Date.now()): Promise<number> {
    let removed = 0;
    for (const ticket of await readdir(this.#dir)) {
      const { mtimeMs } = await stat(join(this.#dir, ticket));
      if (mtimeMs > now - keepMs || isOpen(ticket)) continue;
      await this.erase(ticket);
      removed++;
    }
    return removed;
  }

  #filesOf(ticket: string): MaterialView[] {
    let names: string[];
    try {
      names = readdirSync(join(this.#dir, ticket));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
    return names.flatMap((file) => {
      const name = readRef(`${ticket}/${file}`);
      return name === null ? [] : [this.#look(name)];
    });
  }

  #look(name: FileName): MaterialView {
    const { size, mtimeMs } = statSync(join(this.#dir, name.ticket, fileOf(name)));
    const { item, sha256, ending } = name;
    return { ref: refOf(name), item, sha256, bytes: size, contentType: typeOf(ending), at: Math.round(mtimeMs) };
  }

  async #checkDisk(): Promise<void> {
    const { bavail, bsize } = await statfs(this.#dir);
    if (bavail * bsize < this.#limits.spareBytes) throw new CodedError('unavailable', 'the disk is nearly full');
  }
}
