import type { Bureau } from '../config/schema.ts';
import { CodedError } from '../protocol/codes.ts';
import type { Principal } from '../protocol/principal.ts';
import type { Hands } from './hands.ts';

/** Who wants other files to rule, and from where; null: the process itself was told to. */
type Who = { by: Principal; from: string } | null;

export interface Adopted {
  version: string;
  changed: boolean;
}

/** The files on disk rule from now on; faulty ones, or those of another bureau, change nothing and say why. */
export async function reload(hands: Hands, who: Who): Promise<Adopted> {
  const { core, stored } = hands;
  const { versions } = hands.ports;
  const disk = await stored(() => versions.read());
  if (disk.code !== core.state.bureau.code)
    throw new CodedError('bad-config', `this is another bureau: ${disk.code} instead of ${core.state.bureau.code}`);
  await stored(() => versions.keep(disk));
  const adopted = await adopt(hands, disk, who, `reload:${disk.version}:${core.state.meta.seq}`);
  await stored(() => versions.followDisk());
  return adopted;
}

/**
 * The files that ruled before rule again, also after a restart. The same question again (its answer may have been lost)
 * does not take that back in turn. Throws `not-found` when those files are not kept.
 */
export async function rollBack(hands: Hands, question: string, who: NonNullable<Who>): Promise<Adopted> {
  const { core, stored } = hands;
  const { versions } = hands.ports;
  const id = `rollBack:${who.by.sub}:${question}`;
  if (core.answers.get(id) === undefined) {
    const { previous } = core.state.meta;
    await adopt(hands, await stored(() => versions.kept(previous)), who, id);
  }
  const { version } = core.state.meta;
  await stored(() => versions.stayAt(version));
  return { version, changed: true };
}

/** In how many places the files differ, and who wanted them, is in the journal. */
async function adopt(
  { core, ports, decide, checkOpen }: Hands,
  bureau: Bureau,
  who: Who,
  id: string,
): Promise<Adopted> {
  checkOpen();
  const { version } = bureau;
  if (version === core.state.meta.version) return { version, changed: false };
  const changes = ports.versions.difference(core.state.orders.files, bureau).length;
  ports.adopting(bureau);
  core.use(bureau);
  const command = { type: 'adopt', id, version, changes } as const;
  await decide(who === null ? command : { ...command, by: who.by }, who?.from ?? null);
  return { version, changed: true };
}

/** The standards in force; against the files on disk what those would change, against the last what has changed. */
export async function standards({ core, ports }: Hands, against: 'files' | 'last' | undefined): Promise<object> {
  const { versions } = ports;
  const { files } = core.state.orders;
  const { version, previous } = core.state.meta;
  const ruling = { version, previous, standards: files.standards };
  if (against === undefined) return ruling;
  if (against === 'files') return { ...ruling, difference: versions.difference(files, await versions.read()) };
  return { ...ruling, difference: versions.difference(await versions.kept(previous), files) };
}
