import { join } from 'node:path';
import { DateTime } from 'luxon';
import { CodedError } from '../protocol/codes.ts';
import type { Fs } from './files.ts';
import { datedFile } from './names.ts';

/** Six months, whichever they are: nothing that was archived is deleted before. */
export const LEAST_KEEP_DAYS = 184;

/** Throws `bad-config` for a time that is too short. */
export function checkKeepDays(keepDays: number): void {
  if (!(keepDays >= LEAST_KEEP_DAYS))
    throw new CodedError('bad-config', `the archive is kept for ${LEAST_KEEP_DAYS} days or more, not ${keepDays}`);
}

/** Deletes the files of days more than `keepDays` before the last archived day; their names. Throws as above. */
export async function prune(fs: Fs, dir: string, lastDay: string, keepDays: number): Promise<string[]> {
  checkKeepDays(keepDays);
  const first = DateTime.fromISO(lastDay, { zone: 'utc' }).minus({ days: keepDays }).toFormat('yyyy-MM-dd');
  const old = (await fs.readdir(dir)).filter((name) => (datedFile(name) ?? first) < first);
  for (const name of old) await fs.rm(join(dir, name), { force: true });
  return old;
}
