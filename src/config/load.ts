import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../protocol/codes.ts';
import { checkFiles, checkServed } from './check.ts';
import { expandBureau } from './expand.ts';
import { issuesOf, pathText, wording } from './issues.ts';
import { type Bureau, bureauFiles } from './schema.ts';
import { readSource, type Source } from './source.ts';

const parts = ['bureau', 'halls', 'businesses', 'departments'] as const;

/**
 * Reads `bureau.yaml`, `halls.yaml`, `businesses.yaml` and `departments.yaml` of a folder. Throws `bad-config` with
 * all that is wrong, one line each: `businesses.yaml:41 businesses[3].channels.vtax: expected one of …`. What the
 * files say of each other is looked at once each of them is well-formed.
 */
export async function loadBureau(folder: string): Promise<Bureau> {
  const faults: { file: string; line: number; text: string }[] = [];
  const sources = new Map<PropertyKey, Source>();
  for (const part of parts) {
    const file = `${part}.yaml`;
    const source = await readFile(join(folder, file), 'utf8').then(readSource, unreadable);
    if (source.faults.length === 0) sources.set(part, source);
    for (const { line, message } of source.faults) faults.push({ file, line, text: message });
  }

  const data = Object.fromEntries([...sources].map(([part, source]) => [part, source.data]));
  const files = bureauFiles.safeParse(data, { error: wording });
  const issues = files.success ? [...checkFiles(files.data), ...checkServed(files.data)] : issuesOf(files.error);
  for (const { path, message } of issues) {
    const part = path[0] ?? '';
    const line = sources.get(part)?.lineOf(path.slice(1));
    // No source: the file could not be read, which was said above.
    if (line !== undefined) faults.push({ file: `${String(part)}.yaml`, line, text: `${pathText(path)}: ${message}` });
  }

  if (!files.success || faults.length > 0) {
    faults.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
    throw new CodedError('bad-config', faults.map(({ file, line, text }) => `${file}:${line} ${text}`).join('\n'));
  }
  return expandBureau(files.data);
}

/** A file that could not be read, as a text with one fault. The reason is the system's code: no path of this machine. */
function unreadable(error: NodeJS.ErrnoException): Source {
  return {
    data: undefined,
    faults: [{ line: 1, message: `the file cannot be read: ${error.code ?? error.name}` }],
    lineOf: () => 1,
  };
}
