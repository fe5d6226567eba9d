import { type Difference, diffBureau } from '../config/diff.ts';
import { expandBureau } from '../config/expand.ts';
import type { Bureau, BureauFiles } from '../config/schema.ts';
import { CodedError } from '../protocol/codes.ts';

/** Where the content of files is kept by version. Every method rejects when the store is away. */
export interface FileStore {
  get(field: string): Promise<string | null>;
  set(field: string, value: string): Promise<void>;
  remove(field: string): Promise<void>;
}

/** Field of the store: the version on disk that was taken back, and the one that rules in its place. */
const BACK = 'back';

/**
 * The files that ruled the bureau, by version: a change can be shown before it is taken, and taken back after. What was
 * taken back stays so over a restart, for as long as the disk holds just that.
 */
export class Versions {
  readonly #store: FileStore;
  /** Reads the files on disk; throws a `bad-config` that says what is wrong. */
  readonly read: () => Promise<Bureau>;

  constructor(store: FileStore, read: () => Promise<Bureau>) {
    this.#store = store;
    this.read = read;
  }

  /** What rules when a process begins and finds `disk`. */
  async first(disk: Bureau): Promise<Bureau> {
    const back = JSON.parse((await this.#store.get(BACK)) ?? 'null') as { disk: string; to: string } | null;
    if (back?.disk === disk.version) return (await this.#find(back.to)) ?? disk;
    if (back !== null) await this.followDisk();
    return disk;
  }

  /** Keeps the content, so that it can be found by its version. */
  async keep({ version, files }: Bureau): Promise<void> {
    await this.#store.set(version, JSON.stringify(files));
  }

  /** The files of a version. Throws `not-found` when they are not kept. */
  async kept(version: string): Promise<Bureau> {
    const bureau = await this.#find(version);
    if (bureau === null) throw new CodedError('not-found', 'no version that ruled before is kept');
    return bureau;
  }

  /** What a process finds on disk rules. */
  followDisk(): Promise<void> {
    return this.#store.remove(BACK);
  }

  /** This version goes on to rule, whatever stands on disk now. */
  async stayAt(version: string): Promise<void> {
    const disk = await this.read().catch(() => null);
    if (disk === null || disk.version === version) await this.followDisk();
    else await this.#store.set(BACK, JSON.stringify({ disk: disk.version, to: version }));
  }

  /** What `after` changes of `before`. */
  difference(before: Bureau, after: Bureau): Difference[] {
    return diffBureau(before.files, after.files);
  }

  async #find(version: string): Promise<Bureau | null> {
    const json = await this.#store.get(version);
    return json === null ? null : expandBureau(JSON.parse(json) as BureauFiles);
  }
}
