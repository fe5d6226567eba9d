import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { diffBureau } from '../../src/config/diff.ts';
import { loadBureau } from '../../src/config/load.ts';
import { formulaNames, noStandards } from '../../src/config/standards.ts';
import { CodedError } from '../../src/protocol/codes.ts';
import { outcomes } from '../../src/protocol/commands.ts';
import { roles } from '../../src/protocol/principal.ts';
import { tinyBureau, tinyFiles, tinyStandards, type WrittenFiles } from './tiny-bureau.ts';

type Written = ReturnType<typeof tinyStandards>;
const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

/** Texts of the folder's files by name; `standards` is its own folder, if there is one. */
function texts(standards: Written | null = tinyStandards()): Map<string, string> {
  const { standards: _, ...files } = tinyFiles();
  const named = Object.entries(standards ?? {}).map(([part, data]) => [`standards/${part}`, data] as const);
  return new Map([...Object.entries(files), ...named].map(([part, data]) => [`${part}.yaml`, stringify(data)]));
}

async function load(files: Map<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'yunting-standards-'));
  folders.push(folder);
  if ([...files.keys()].some((file) => file.startsWith('standards/'))) await mkdir(join(folder, 'standards'));
  for (const [file, text] of files) await writeFile(join(folder, file), text);
  return loadBureau(folder);
}

async function faults(files: Map<string, string>): Promise<string[]> {
  const error = await load(files).then(
    () => expect.unreachable('the files were taken'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CodedError);
  expect(error).toMatchObject({ code: 'bad-config' });
  return (error as CodedError).detail?.split('\n') ?? [];
}

const withStandards = (change: (standards: Written, files: WrittenFiles) => unknown = () => {}) =>
  tinyBureau((files) => {
    files.standards = tinyStandards();
    change(files.standards, files);
  });
const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('a folder of standards', () => {
  test('[STD-1] may be missing: the bureau then has none', async () => {
    expect((await load(texts(null))).standards).toEqual(noStandards);
  });

  test('[STD-1] is a part of the bureau and of its version', async () => {
    const loaded = await load(texts());
    expect(loaded.standards.templates.map(({ code }) => code)).toContain('quota');
    expect(loaded.version).toBe(withStandards().version);
    expect(loaded.version).not.toBe(tinyBureau().version);
    expect(withStandards(({ templates }) => Object.assign(templates[0]!.text, { zh: '新' })).version).not.toBe(
      loaded.version,
    );
  });

  test('[STD-2] a fault is named by file, line and field', async () => {
    const files = texts();
    const file = 'standards/templates.yaml';
    files.set(file, files.get(file)!.replace('type: date', 'type: day').replace('{note}', '{nota}'));
    files.set('standards/indicators.yaml', files.get('standards/indicators.yaml')!.replace('serviceCount', 'services'));
    const [formula, kind] = await faults(files);
    expect(formula).toMatch(
      /^standards\/indicators\.yaml:\d+ standards\.indicators\[0\]\.formula: expected one of serviceCount, /,
    );
    const line = lineOf(files.get(file)!, 'type: day');
    expect(kind).toBe(
      `${file}:${line} standards.templates[9].fields.from.type: expected one of text, number, date, choice`,
    );
  });

  test('[STD-2] what does not fit together is named by file, line and field too', async () => {
    const files = texts();
    const file = 'standards/templates.yaml';
    files.set(file, files.get(file)!.replace('{note}', '{nota}'));
    const at = `${file}:${lineOf(files.get(file)!, '{nota}')} standards.templates[9].text.zh`;
    expect(await faults(files)).toEqual([
      `${at}: there is no field {nota}; known: kind, copies, from, note, ticket, hall, business, today`,
      `${at}: the field {note} does not stand in the text`,
    ]);
  });

  test('[STD-3] a file that is missing, or that nobody knows, is refused', async () => {
    const files = texts();
    files.delete('standards/ratings.yaml');
    files.set('standards/rating.yaml', 'grades: []\n');
    expect(await faults(files)).toEqual([
      expect.stringMatching(/^standards\/rating\.yaml:1 there is no such standard; known: standards\/duties, /),
      'standards/ratings.yaml:1 the file cannot be read: ENOENT',
    ]);
  });

  test('[STD-4] every outcome has an answer', async () => {
    const standards = tinyStandards();
    delete standards.defaults.outcomes.noShow;
    expect(await faults(texts(standards))).toEqual([
      'standards/defaults.yaml:1 standards.defaults.outcomes: expected a template for every outcome; missing: noShow',
    ]);
  });

  test('[STD-2] whatever is struck out of a file, it is taken or refused with file and line', async () => {
    const whole = texts();
    const names = [...whole.keys()].filter((file) => file.startsWith('standards/'));
    const cut = fc.record({
      file: fc.constantFrom(...names),
      at: fc.nat(4000),
      length: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(cut, async ({ file, at, length }) => {
        const text = whole.get(file)!;
        const from = at % text.length;
        const changed = new Map(whole).set(file, text.slice(0, from) + text.slice(from + length));
        const outcome = await load(changed).catch((error: unknown) => error);
        if (outcome instanceof CodedError)
          for (const line of outcome.detail!.split('\n')) expect(line).toMatch(/^standards\/[a-z]+\.yaml:\d+ \S/);
        else expect(outcome).toHaveProperty('version');
      }),
      { numRuns: 60 },
    );
  });
});

const codes = 'resolved, refused, unreachable, cancelled, abandoned, lostline, hallclosed, noshow, notsupplied, quota';
const quotaField = ({ templates }: Written, name: string) => templates[9]!.fields![name]!;
const contradictions: [string, (standards: Written, files: WrittenFiles) => unknown, string][] = [
  [
    'a default that is not there',
    ({ defaults }) => Object.assign(defaults.outcomes, { refused: 'no' }),
    `standards.defaults.outcomes.refused: there is no template no; known: ${codes}`,
  ],
  [
    'a default for another outcome',
    ({ defaults }) => Object.assign(defaults.outcomes, { refused: 'resolved' }),
    'standards.defaults.outcomes.refused: template resolved is not for refused: expected one that is (resolved: resolved)',
  ],
  [
    'a default that needs fields',
    ({ defaults }) => Object.assign(defaults, { businesses: { 'invoice-claim': { resolved: 'quota' } } }),
    'standards.defaults.businesses.invoice-claim.resolved: template quota needs kind, copies, from: a default is sent without fields',
  ],
  [
    'a default of all for one business only',
    ({ templates }) => Object.assign(templates[1]!, { businesses: ['vat-return'] }),
    'standards.defaults.outcomes.refused: template refused is only for vat-return',
  ],
  [
    'a default whose newest version is for another outcome',
    ({ templates }) => templates.push({ ...templates[2]!, version: 2, outcomes: ['noShow'] }),
    'standards.defaults.outcomes.unreachable: template unreachable is not for unreachable: expected one that is (unreachable: noShow)',
  ],
  [
    'defaults of an unknown business',
    ({ defaults }) => Object.assign(defaults, { businesses: { magic: {} } }),
    'standards.defaults.businesses.magic: there is no business magic; known: invoice-claim, vat-return, social-fee',
  ],
  [
    'a template of an unknown business',
    ({ templates }) => Object.assign(templates[9]!, { businesses: ['magic'] }),
    'standards.templates[9].businesses[0]: there is no business magic; known: invoice-claim, vat-return, social-fee',
  ],
  [
    'one version twice',
    ({ templates }) => templates.push(templates[9]!),
    'standards.templates[10].version: quota has a version 1 already: templates[9]',
  ],
  [
    'a text without one of its fields, in English alone',
    ({ templates }) => Object.assign(templates[9]!.text, { en: '{kind}, {copies}, {from}' }),
    'standards.templates[9].text.en: the field {note} does not stand in the text',
  ],
  [
    'a brace alone',
    ({ templates }) => Object.assign(templates[0]!.text, { zh: '{business' }),
    'standards.templates[0].text.zh: a brace stands alone: expected {field}',
  ],
  [
    'a field named like what the bureau fills in',
    ({ templates }) =>
      Object.assign(templates[0]!, {
        fields: { ticket: { name: { zh: '号', en: 'No.' }, type: 'date', required: false } },
      }),
    'standards.templates[0].fields.ticket: ticket is filled in by the bureau: expected another name',
  ],
  [
    'a choice of one',
    (standards) => Object.assign(quotaField(standards, 'kind'), { options: { one: { zh: '一', en: 'one' } } }),
    'standards.templates[9].fields.kind.options: expected at least 2 entries',
  ],
  [
    'a number that nothing fits',
    (standards) => Object.assign(quotaField(standards, 'copies'), { min: 51 }),
    'standards.templates[9].fields.copies.min: expected no more than max',
  ],
  [
    'a process of an unknown business',
    ({ processes }) => Object.assign(processes, { magic: processes.default }),
    'standards.processes.magic: there is no business magic; known: invoice-claim, vat-return, social-fee',
  ],
  [
    'an indicator named twice',
    ({ indicators }) => indicators.push(indicators[0]!),
    'standards.indicators[1].code: service-count is named twice',
  ],
  [
    'another name for halls',
    ({ identity }) => Object.assign(identity, { name: '{short}' }),
    'standards.identity.name: expected the same as officialName in bureau.yaml',
  ],
];

test.each(contradictions)('[STD-5] contradictions are refused whole, and named: %s', (_what, change, fault) => {
  expect(() => withStandards(change)).toThrow(CodedError);
  try {
    withStandards(change);
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad-config', detail: fault });
  }
});

describe('what a change of the files changes', () => {
  const before = withStandards().files;
  const diff = (change: (standards: Written, files: WrittenFiles) => unknown) =>
    diffBureau(before, withStandards(change).files);

  test('[STD-6] is told leaf by leaf, before and after, entries by their code', () => {
    const changes = diff(({ templates, identity }, { bureau, businesses, halls }) => {
      bureau.rules.voice.target = '30s';
      businesses.splice(0, 1);
      businesses[0]!.rules = { wrapUp: '3m' };
      halls[0]!.stations[1]!.count = 4;
      templates[0]!.version = 2;
      templates[9]!.businesses = ['vat-return'];
      identity.colours.primary = '#000000';
    });
    expect(changes.map(({ path, before, after }) => [path, typeof before === 'object' ? '…' : before, after])).toEqual([
      ['bureau.rules.voice.target', 20_000, 30_000],
      ['halls.north.stations.w.count', 2, 4],
      ['businesses.invoice-claim', '…', undefined],
      ['businesses.vat-return.rules', undefined, { wrapUp: 180_000 }],
      ['standards.templates.resolved@1', '…', undefined],
      ['standards.templates.quota@1.businesses', '…', ['vat-return']],
      ['standards.templates.resolved@2', undefined, expect.objectContaining({ version: 2 })],
      ['standards.identity.colours.primary', '#1a4f9c', '#000000'],
    ]);
  });

  test('[STD-6] another order is one difference', () => {
    const codes = ['north', 'south', 'east'];
    expect(diff((_, { halls }) => halls.reverse())).toEqual([
      { path: 'halls', before: codes, after: [...codes].reverse() },
    ]);
  });

  test('[STD-6] standards that came or went are one difference', () => {
    expect(diffBureau(tinyBureau().files, before)).toEqual([
      { path: 'standards', before: undefined, after: before.standards },
    ]);
  });

  const edits: ((standards: Written, files: WrittenFiles) => unknown)[] = [
    (_, { bureau }) => Object.assign(bureau.policy, { pace: '6s' }),
    (_, { bureau }) => Object.assign(bureau, { days: { holidays: ['2026-10-01'], workdays: [] } }),
    (_, { bureau }) => Object.assign(bureau, { skills: Object.fromEntries(Object.entries(bureau.skills).reverse()) }),
    (_, { bureau }) => bureau.rules.video.steps.splice(0, 1),
    (_, { halls }) => halls.push(halls.shift()!),
    (_, { halls }) => halls[0]!.stations.reverse(),
    (_, { businesses }) => businesses.reverse(),
    (_, { departments }) => departments.push({ code: 'law', name: '法规处', en: 'Law' }),
    ({ templates }) => Object.assign(templates[9]!.fields!, { note: { ...templates[9]!.fields!.note, max: 21 } }),
    ({ processes }) => processes.default!.push(processes.default![0]!),
    ({ indicators }) => Object.assign(indicators[0]!, { target: 3 }),
  ];
  test('[STD-7] is nothing exactly when the versions are equal', () => {
    const some = fc.subarray(edits, { minLength: 0 });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [one, other] = [a, b].map((some) =>
          withStandards((...args) => some.forEach((edit) => void edit(...args))),
        );
        expect(diffBureau(one!.files, other!.files).length === 0).toBe(one!.version === other!.version);
      }),
    );
  });
});

describe('the standards of Guangzhou', async () => {
  const { standards, businesses } = await loadBureau('config/guangzhou');

  test('[STD-8] give every role its duties and rights', () => {
    expect(Object.keys(standards.duties).sort()).toEqual([...roles].sort());
    for (const { duties, rights } of Object.values(standards.duties)) {
      expect(duties.length).toBeGreaterThan(1);
      expect(rights.length).toBeGreaterThan(0);
    }
  });

  test('[STD-8] measure by every formula once, each in its code', () => {
    const camel = (code: string) => code.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    expect(standards.indicators.map(({ formula }) => formula)).toEqual([...formulaNames]);
    for (const { code, formula } of standards.indicators) expect(camel(code)).toBe(formula);
  });

  test('[STD-8] give every grade a reason, and the default process to all other businesses', () => {
    const reasons = Object.values(standards.ratings.reasons);
    for (const grade of [1, 2, 3, 4, 5]) expect(reasons.some(({ grades }) => grades.includes(grade))).toBe(true);
    expect(Object.keys(standards.processes).filter((code) => businesses.has(code)).length).toBeGreaterThanOrEqual(6);
    expect(standards.processes.default).toBeDefined();
  });

  test('[STD-8] have templates of their own for the ways of being served and for important businesses', () => {
    const of = (code: string) => standards.templates.filter((t) => t.businesses?.includes(code));
    for (const outcome of ['resolved', 'refused', 'unreachable'] as const)
      for (const modality of ['document', 'video', 'voice'])
        expect(standards.templates.find(({ code }) => code === `${outcome}-${modality}`)?.outcomes).toEqual([outcome]);
    for (const code of ['invoice-approval', 'overpaid-refund', 'vat-credit-refund', 'export-refund'])
      expect(of(code).flatMap((t) => t.outcomes)).toEqual(expect.arrayContaining(['resolved', 'refused']));
    expect(standards.templates.flatMap((t) => t.outcomes).filter((o) => outcomes.includes(o)).length).toBeGreaterThan(
      20,
    );
  });

  test('[STD-9] say everything in Chinese and in English', () => {
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { zh, en } = value as { zh?: unknown; en?: unknown };
      if (typeof zh === 'string' && !/^\{?[a-z]/.test(zh)) expect(zh, path).toMatch(/[一-鿿]/);
      if (typeof en === 'string') expect(en, path).not.toMatch(/[一-鿿]/);
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    };
    walk(standards, 'standards');
  });
});
