import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { tinyFiles, type WrittenFiles } from '../../unit/tiny-bureau.ts';

/**
 * Writes the tiny bureau as the four YAML files of a folder, on a clock by which it is about noon wherever the test
 * runs, so that no hall closes under it.
 */
export async function writeBureau(folder: string, change: (files: WrittenFiles) => void = () => {}): Promise<void> {
  const files = tinyFiles();
  files.bureau.timezone = noonZone();
  change(files);
  await mkdir(folder, { recursive: true });
  for (const [part, data] of Object.entries(files)) await writeFile(join(folder, `${part}.yaml`), stringify(data));
}

/** Zones of this family are written with the sign of what is to be added to local time. */
function noonZone(): string {
  const hours = new Date().getUTCHours() - 12;
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '+' : ''}${hours}`;
}
