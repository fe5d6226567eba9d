import { createHash } from 'node:crypto';
import { CodedError } from '../protocol/codes.ts';
import type { Modality } from '../protocol/modality.ts';
import { checkFiles } from './check.ts';
import { pathText } from './issues.ts';
import {
  type Bureau,
  type BureauFiles,
  type HallConfig,
  type Rules,
  type StationConfig,
  usualPractice,
} from './schema.ts';
import { noStandards } from './standards.ts';

/**
 * Makes a bureau of its files' content: official names, station ids, each hall's hours and reserve, rules by lookup.
 * Throws `bad-config`, naming every contradiction, when the files do not fit together.
 */
export function expandBureau(files: BureauFiles): Bureau {
  const issues = checkFiles(files);
  if (issues.length > 0)
    throw new CodedError('bad-config', issues.map(({ path, message }) => `${pathText(path)}: ${message}`).join('\n'));

  const { bureau, halls } = files;
  return {
    code: bureau.code,
    name: bureau.name,
    en: bureau.en,
    timezone: bureau.timezone,
    version: versionOf(files),
    files,
    channels: new Map(Object.entries(bureau.channels)),
    groups: new Map(Object.entries(bureau.groups)),
    halls: byKey(
      halls.map((hall) => hallOf(hall, bureau)),
      'code',
    ),
    businesses: byKey(files.businesses, 'code'),
    departments: byKey(files.departments, 'code'),
    stations: byKey(halls.flatMap(stationsOf), 'id'),
    policy: bureau.policy,
    days: bureau.days ?? { holidays: [], workdays: [] },
    standards: files.standards ?? noStandards,
    rulesOf: rulesLookup(files),
  };
}

function byKey<K extends string, T extends Record<K, string>>(entries: T[], key: K): Map<string, T> {
  return new Map(entries.map((entry) => [entry[key], entry]));
}

function hallOf(
  { stations: _, hours, lend, ...hall }: BureauFiles['halls'][number],
  bureau: BureauFiles['bureau'],
): HallConfig {
  return {
    ...hall,
    officialName: bureau.officialName.replaceAll('{short}', () => hall.short),
    hours: hours ?? bureau.hours,
    reserve: lend === 'off' ? Number.POSITIVE_INFINITY : (lend ?? bureau.policy.lend).reserve,
  };
}

/** Ids are `<hall>-<prefix>NN`, numbered from 01 in each row. */
function stationsOf({ code, stations }: BureauFiles['halls'][number]): StationConfig[] {
  return stations.flatMap(({ prefix, count, ...station }) =>
    Array.from({ length: count }, (_, i) => ({
      id: `${code}-${prefix}${String(i + 1).padStart(2, '0')}`,
      hall: code,
      ...station,
    })),
  );
}

/** A business that has left the catalogue while its tickets are open keeps the rules of their modality. */
function rulesLookup({ bureau, businesses }: BureauFiles): Bureau['rulesOf'] {
  const catalogue = byKey(businesses, 'code');
  const known = new Map<string, Rules>();
  return (code: string, channel: string, modality: Modality): Rules => {
    const key = `${code}|${channel}|${modality}`;
    let rules = known.get(key);
    if (rules === undefined) {
      const business = catalogue.get(code);
      rules = {
        ...usualPractice,
        ...bureau.rules[modality],
        ...business?.rules,
        ...business?.channelRules?.[channel],
      } as Rules;
      known.set(key, rules);
    }
    return rules;
  };
}

/** Short hash of the content; the order of keys in a file does not matter, the order of lists does. */
function versionOf(files: BureauFiles): string {
  const sorted = (_key: string, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash('sha256').update(JSON.stringify(files, sorted)).digest('hex').slice(0, 12);
}
