import { parse } from 'yaml';
import { z } from 'zod';
import { issuesOf, wording } from '../../config/issues.ts';
import { type Bureau, type BureauFiles, bureauFiles } from '../../config/schema.ts';
import { CodedError } from '../../protocol/codes.ts';
import { grammar } from './grammar.ts';
import { descend, knownNames } from './schema-path.ts';

/** One thing that is otherwise in the other world. Plain data. */
export type Change = StationChange | ValueChange;

/** More or fewer stations of a group at work in a hall: by so many, or so many in all. */
export interface StationChange {
  kind: 'stations';
  text: string;
  hall: string;
  group: string;
  by: number | null;
  to: number | null;
}

/** Another value at a place of the bureau's files, as the files' schema has read it. */
export interface ValueChange {
  kind: 'value';
  text: string;
  path: (string | number)[];
  value: unknown;
}

const parts = ['policy', 'rules', 'hours'] as const;
const isPart = (name: string): name is (typeof parts)[number] => parts.some((part) => part === name);

/** Reads a change as it is written after `--set`. Throws `bad-config`, which says what would be right. */
export function parseChange(text: string, bureau: Bureau): Change {
  const wrong = (why: string) => new CodedError('bad-config', `--set ${text}: ${why}`);
  const equals = text.indexOf('=');
  const names = text.slice(0, Math.max(equals, 0)).split('.');
  const [first = '', second = ''] = names;
  if (equals < 0 || names.includes('')) throw wrong(`expected ${grammar.map(([form]) => form).join(', or ')}`);
  const written = text.slice(equals + 1);
  const { files } = bureau;

  if (isPart(first)) {
    const path = ['bureau', ...names];
    return { kind: 'value', text, ...valueAt(bureauFiles.shape.bureau, files.bureau, path, 1, written, wrong) };
  }
  if (first === 'businesses') {
    const index = files.businesses.findIndex(({ code }) => code === second);
    if (index < 0) throw wrong(`there is no business ${second}; known: ${[...bureau.businesses.keys()].join(', ')}`);
    const path = ['businesses', index, ...names.slice(2)];
    const schema = bureauFiles.shape.businesses.element;
    return { kind: 'value', text, ...valueAt(schema, files.businesses[index], path, 2, written, wrong) };
  }
  const index = files.halls.findIndex(({ code }) => code === first);
  if (index < 0)
    throw wrong(
      `there is no ${first}; expected ${parts.join(', ')}, businesses, or a hall: ${[...bureau.halls.keys()].join(', ')}`,
    );
  if (names.length === 2 && bureau.groups.has(second)) return stations(text, first, second, written, wrong);
  const settings = bureauFiles.shape.halls.element.pick({ hours: true, lend: true, maturity: true });
  if (!(second in settings.shape))
    throw wrong(
      `${first} has no ${second}; it has the groups ${[...bureau.groups.keys()].join(', ')}, and ${knownNames(settings).join(', ')}`,
    );
  const path = ['halls', index, ...names.slice(1)];
  const hall = { ...files.halls[index], hours: files.halls[index]?.hours ?? files.bureau.hours };
  return { kind: 'value', text, ...valueAt(settings, hall, path, 2, written, wrong) };
}

type Wrong = (why: string) => CodedError;

function stations(text: string, hall: string, group: string, written: string, wrong: Wrong): StationChange {
  if (!/^[+-]?\d{1,3}$/.test(written)) throw wrong('expected a number of stations such as +2, -1 or 12');
  const n = Number(written);
  const relative = written.startsWith('+') || written.startsWith('-');
  return { kind: 'stations', text, hall, group, by: relative ? n : null, to: relative ? null : n };
}

/** `path` is where the value stands in the files; the schema and what is there now begin at its part `depth`. */
function valueAt(
  root: z.ZodType,
  now: unknown,
  path: (string | number)[],
  depth: number,
  written: string,
  wrong: Wrong,
): Pick<ValueChange, 'path' | 'value'> {
  let given: unknown;
  try {
    given = parse(written);
  } catch {
    throw wrong('the value is not valid YAML');
  }
  const found = descend(root, now, path.slice(depth).map(String), given, wrong);
  if (found.schema instanceof z.ZodObject && Object(found.value) !== found.value)
    throw wrong(`${found.path.join('.')} has fields of its own: ${knownNames(found.schema).join(', ')}`);
  const result = found.schema.safeParse(found.value, { error: wording });
  if (!result.success)
    throw wrong(
      issuesOf(result.error)
        .map(({ path: at, message }) => [...at, message].join(' '))
        .join('; '),
    );
  const names = found.path.map((name) => (/^\d+$/.test(name) ? Number(name) : name));
  return { path: [...path.slice(0, depth), ...names], value: result.data };
}

/** The files with a value put in its place; what led there and was absent is made. */
export function withValue(files: BureauFiles, { path, value }: ValueChange): BureauFiles {
  const copy = structuredClone(files);
  let at: object = copy;
  for (const [i, name] of path.slice(0, -1).entries()) {
    // A hall without hours of its own has the bureau's.
    const inherited = name === 'hours' && i === 2 ? structuredClone(files.bureau.hours) : {};
    const next: unknown = Reflect.get(at, name) ?? inherited;
    Reflect.set(at, name, next);
    at = Object(next);
  }
  Reflect.set(at, path.at(-1)!, value);
  return copy;
}
