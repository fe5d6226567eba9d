import { readFile, writeFile } from 'node:fs/promises';
import { asyncApiText } from '../protocol/asyncapi.ts';

const FILE = new URL('../../docs/asyncapi.json', import.meta.url);

/** Writes the AsyncAPI document of the schemas, or with `check` says whether the committed one is still theirs. */
export async function asyncapi({ check }: { check?: boolean }): Promise<void> {
  if (check !== true) return writeFile(FILE, asyncApiText());
  if ((await readFile(FILE, 'utf8').catch(() => '')) === asyncApiText()) return;
  process.stderr.write('docs/asyncapi.json is not what the schemas say: npm run -s yunting -- asyncapi\n');
  process.exitCode = 1;
}
