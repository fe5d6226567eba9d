import { isDeepStrictEqual } from 'node:util';
import type { BureauFiles } from './schema.ts';

/** One place in which two bureaus differ; what was not there, or is there no more, is undefined. */
export interface Difference {
  /** `businesses.vat-return.rules.limit`, `standards.templates.resolved@2`: entries of lists are named by their code. */
  path: string;
  before: unknown;
  after: unknown;
}

/**
 * What a change of the files changes, in the order of the files. An entry that came or went is one difference, a list
 * that only changed its order is one. There is none exactly when the versions are equal.
 */
export function diffBureau(before: BureauFiles, after: BureauFiles): Difference[] {
  const found: Difference[] = [];
  compare('', before, after, found);
  return found;
}

type Fields = Map<string, unknown>;

function compare(path: string, before: unknown, after: unknown, found: Difference[]): void {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  if (was === null || is === null || Array.isArray(before) !== Array.isArray(after)) {
    if (!isDeepStrictEqual(before, after)) found.push({ path, before, after });
    return;
  }
  for (const key of new Set([...was.keys(), ...is.keys()]))
    compare(path === '' ? key : `${path}.${key}`, was.get(key), is.get(key), found);
  if (Array.isArray(before)) compareOrder(path, [...was.keys()], [...is.keys()], found);
}

/** Lists of named entries: the same names in another order are a change too. */
function compareOrder(path: string, before: string[], after: string[], found: Difference[]): void {
  const stayed = before.filter((key) => after.includes(key));
  const stays = after.filter((key) => before.includes(key));
  if (stayed.some((key, index) => stays[index] !== key)) found.push({ path, before, after });
}

/** What a value is made of, by name; null when it is compared as a whole: plain values, and lists of them. */
function fieldsOf(value: unknown): Fields | null {
  if (Array.isArray(value)) {
    const names = value.map(nameOf);
    const unique = new Set(names).size === names.length && !names.includes(null);
    return unique ? new Map(value.map((entry, index) => [names[index] ?? '', entry])) : null;
  }
  return isObject(value) ? new Map(Object.entries(value)) : null;
}

function nameOf(entry: unknown): string | null {
  if (!isObject(entry)) return null;
  const name = entry.code ?? entry.prefix;
  if (typeof name !== 'string') return null;
  return entry.version === undefined ? name : `${name}@${String(entry.version)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
