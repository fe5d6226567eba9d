import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../protocol/codes.ts';
import { checkFiles, checkServed } from './check.ts';
import { expandBureau } from './expand.ts';
import { issuesOf, pathText, wording } from './issues.ts';
import { type Bureau, bureauFiles } from './schema.ts';
import { readSource, type Source } from './source.ts';
import { standards } from './standards.ts';

const parts = ['bureau', 'halls', 'businesses', 'departments'];
const folderName = 'standards';
const standardParts = Object.keys(standards.shape).map((part) => `${folderName}/${part}`);

interface Fault {
  file: string;
  line: number;
  text: string;
}

/**
 * Reads `bureau.yaml`, `halls.yaml`, `businesses.yaml` and `departments.yaml` of a folder, and the files of its folder
 * `standards` if there is one. Throws `bad-config` with all that is wrong, one line each:
 * `businesses.yaml:41 businesses[3].channels.vtax: expected one of …`. What the files say of each other is looked at
 * once each of them is well-formed.
 */
export async function loadBureau(folder: string): Promise<Bureau> {
  const faults: Fault[] = [];
  const sources = new Map<string, Source>();
  const read = [...parts, ...(await namesOfStandards(folder, faults))];
  for (const part of read) {
    const file = `${part}.yaml`;
    const source = await readFile(join(folder, file), 'utf8').then(readSource, unreadable);
    if (source.faults.length === 0) sources.set(part, source);
    for (const { line, message } of source.faults) faults.push({ file, line, text: message });
  }

  const files = bureauFiles.safeParse(dataOf(sources), { error: wording });
  const issues = files.success ? [...checkFiles(files.data), ...checkServed(files.data)] : issuesOf(files.error);
  for (const { path, message } of issues) {
    const depth = path[0] === folderName ? 2 : 1;
    const part = path.slice(0, depth).map(String).join('/');
    const line = sources.get(part)?.lineOf(path.slice(depth));
    // No source: the file could not be read, which was said above.
    if (line !== undefined) faults.push({ file: `${part}.yaml`, line, text: `${pathText(path)}: ${message}` });
  }

  if (!files.success || faults.length > 0) {
    faults.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
    throw new CodedError('bad-config', faults.map(({ file, line, text }) => `${file}:${line} ${text}`).join('\n'));
  }
  return expandBureau(files.data);
}

/** The files of standards to be read: all when there is the folder, none when there is not. */
async function namesOfStandards(folder: string, faults: Fault[]): Promise<string[]> {
  const unread = (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    faults.push({ file: folderName, line: 1, text: `the folder cannot be read: ${error.code ?? error.name}` });
    return null;
  };
  const found = await readdir(join(folder, folderName)).catch(unread);
  if (found === null) return [];
  for (const name of found.filter((name) => /\.ya?ml$/.test(name))) {
    const file = `${folderName}/${name}`;
    if (!standardParts.some((part) => `${part}.yaml` === file))
      faults.push({ file, line: 1, text: `there is no such standard; known: ${standardParts.join(', ')}` });
  }
  return standardParts;
}

function dataOf(sources: Map<string, Source>): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  const standards: Record<string, unknown> = {};
  for (const [part, source] of sources)
    if (part.startsWith(`${folderName}/`)) standards[part.slice(folderName.length + 1)] = source.data;
    else data[part] = source.data;
  return Object.keys(standards).length > 0 ? { ...data, standards } : data;
}

/** A file that could not be read, as a text with one fault. The reason is the system's code: no path of this machine. */
function unreadable(error: NodeJS.ErrnoException): Source {
  return {
    data: undefined,
    faults: [{ line: 1, message: `the file cannot be read: ${error.code ?? error.name}` }],
    lineOf: () => 1,
  };
}
