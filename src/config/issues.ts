import type { z } from 'zod';

/** What is wrong with a value, and where it stands. */
export interface Issue {
  path: PropertyKey[];
  message: string;
}

/** Notes an issue at a path into `BureauFiles`; the path's first part names the file. */
export type Add = (path: PropertyKey[], message: string) => void;

const nouns: Record<string, string> = {
  object: 'a map',
  record: 'a map',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

/**
 * How the product words zod's findings: what is expected, never the value that was found, which may be a secret.
 * Given to zod as `{ error: wording }`; a schema's own message goes first.
 */
export function wording(issue: z.core.$ZodRawIssue): string | undefined {
  const missing = issue.input === undefined ? 'is missing: ' : '';
  switch (issue.code) {
    case 'invalid_type':
      return `${missing}expected ${nouns[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `${missing}expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'too_small':
      return `expected ${sized(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `expected ${sized(issue.origin, 'at most', issue.maximum)}`;
    default:
      return undefined;
  }
}

function sized(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `${bound} ${limit} character${limit === 1 ? '' : 's'}`;
  if (origin === 'array') return `${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return `${bound} ${limit}`;
}

/** Zod's issues as ours: one for each unknown key, at that key; a faulty key by what is wrong with it. */
export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'there is no such field' }));
    if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path: issue.path, message }));
    return [{ path: issue.path, message: issue.message }];
  });
}

/** `businesses[3].channels.vtax`: how a place is written in a message. */
export function pathText(path: PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`))
    .join('');
}
