import { randomUUID } from 'node:crypto';
import * as nodeFs from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** The part of `node:fs/promises` that the archive writes with. */
export type Fs = Pick<typeof nodeFs, 'open' | 'rename' | 'rm' | 'mkdir' | 'readdir'>;
export const realFs: Fs = nodeFs;

const compress = promisify(gzip);
/** Text gathered before it is compressed, characters: large enough for gzip, small enough for the memory. */
const MEMBER = 1 << 20;
const TEMP = /^\..*\.tmp$/;

/**
 * A file of lines, compressed, that is there whole or not at all: it is written under another name, brought to disk, and
 * then renamed. The compressed text is a row of gzip members, which every reader of gzip takes for one (RFC 1952, 2.2).
 */
export class LineFile {
  readonly #fs: Fs;
  readonly #dir: string;
  readonly #name: string;
  #temp: { path: string; handle: nodeFs.FileHandle } | null = null;
  #text: string[] = [];
  #length = 0;

  constructor(fs: Fs, dir: string, name: string) {
    this.#fs = fs;
    this.#dir = dir;
    this.#name = name;
  }

  async write(value: unknown): Promise<void> {
    const line = `${JSON.stringify(value)}\n`;
    this.#text.push(line);
    this.#length += line.length;
    if (this.#length >= MEMBER) await this.#flush();
  }

  /** Puts the file in its place. A file without lines is none. */
  async commit(): Promise<void> {
    await this.#flush();
    if (this.#temp === null) return;
    const { path, handle } = this.#temp;
    await handle.sync();
    await handle.close();
    await this.#fs.rename(path, join(this.#dir, this.#name));
    this.#temp = null;
    await syncFolder(this.#fs, this.#dir);
  }

  /** Lets go of what was not committed. */
  async discard(): Promise<void> {
    const temp = this.#temp;
    this.#temp = null;
    if (temp === null) return;
    await temp.handle.close();
    await this.#fs.rm(temp.path, { force: true });
  }

  async #flush(): Promise<void> {
    if (this.#text.length === 0) return;
    const member = await compress(this.#text.join(''));
    this.#text = [];
    this.#length = 0;
    this.#temp ??= await create(this.#fs, this.#dir, this.#name);
    await this.#temp.handle.writeFile(member);
  }
}

/** Writes a small file whole or not at all, in place of the one that was there. */
export async function writeWhole(fs: Fs, dir: string, name: string, text: string): Promise<void> {
  const { path, handle } = await create(fs, dir, name);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(path, join(dir, name));
  await syncFolder(fs, dir);
}

/** Removes what a process that was killed had begun to write. */
export async function sweep(fs: Fs, dir: string): Promise<void> {
  for (const name of await fs.readdir(dir)) if (TEMP.test(name)) await fs.rm(join(dir, name), { force: true });
}

/** Readable by the operator's group, so that others than the server may analyse it; see docs/archive.md. */
async function create(fs: Fs, dir: string, name: string) {
  const path = join(dir, `.${name}.${randomUUID()}.tmp`);
  return { path, handle: await fs.open(path, 'wx', 0o640) };
}

/** A rename is durable once its folder is. */
async function syncFolder(fs: Fs, dir: string): Promise<void> {
  const folder = await fs.open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
