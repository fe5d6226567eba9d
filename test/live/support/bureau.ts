import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { tinyFiles, type WrittenFiles } from '../../unit/tiny-bureau.ts';

/**
 * Writes the tiny bureau as the YAML files of a folder, on a clock by which it is about noon wherever the test
 * runs, so that no hall closes under it.
 */
export async function writeBureau(folder: string, change: (files: WrittenFiles) => void = () => {}): Promise<void> {
  const files = tinyFiles();
  files.bureau.timezone = noonZone();
  change(files);
  const { standards = {}, ...parts } = files;
  await mkdir(join(folder, ...(files.standards === undefined ? [] : ['standards'])), { recursive: true });
  for (const [part, data] of Object.entries(parts)) await writeFile(join(folder, `${part}.yaml`), stringify(data));
  for (const [part, data] of Object.entries(standards))
    await writeFile(join(folder, 'standards', `${part}.yaml`), stringify(data));
}

/** Zones of this family are written with the sign of what is to be added to local time. */
function noonZone(): string {
  const hours = new Date().getUTCHours() - 12;
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '+' : ''}${hours}`;
}
