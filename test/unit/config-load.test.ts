import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadBureau } from '../../src/config/load.ts';
import { CodedError } from '../../src/protocol/codes.ts';
import { tinyBureau, tinyFiles, type WrittenFiles } from './tiny-bureau.ts';

type Texts = Record<Exclude<keyof WrittenFiles, 'standards'>, string | null>;
const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

function texts(files: WrittenFiles = tinyFiles()): Texts {
  const { bureau, halls, businesses, departments } = files;
  return {
    bureau: stringify(bureau),
    halls: stringify(halls),
    businesses: stringify(businesses),
    departments: stringify(departments),
  };
}

async function load(files: Texts) {
  const folder = await mkdtemp(join(tmpdir(), 'yunting-config-'));
  folders.push(folder);
  for (const [part, text] of Object.entries(files))
    if (text !== null) await writeFile(join(folder, `${part}.yaml`), text);
  return loadBureau(folder);
}

/** The lines of the error that the files are refused with. */
async function faults(files: Texts): Promise<string[]> {
  const error = await load(files).then(
    () => expect.unreachable('the files were taken'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CodedError);
  expect(error).toMatchObject({ code: 'bad-config' });
  return (error as CodedError).detail?.split('\n') ?? [];
}

const changed = (change: (files: WrittenFiles) => void) => {
  const files = tinyFiles();
  change(files);
  return texts(files);
};
/** The line of `text` that holds `part` for the n-th time. */
const lineOf = (text: string | null, part: string, nth = 1) =>
  text!.split('\n').flatMap((line, i) => (line.includes(part) ? [i + 1] : []))[nth - 1];

/** Each line holds the one before it ten times. */
const bomb = [
  '- &a0 x',
  ...[1, 2, 3, 4, 5, 6].map(
    (n) =>
      `- &a${n} [${Array(10)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
  ),
].join('\n');

describe('a bureau read from its files', () => {
  test('[CFG-1] is the same as one made in memory of the same content', async () => {
    const loaded = await load(texts());
    expect(loaded.version).toBe(tinyBureau().version);
    expect([...loaded.stations.values()]).toEqual([...tinyBureau().stations.values()]);
  });

  test('[CFG-2] a value of the wrong kind is named by file, line and field', async () => {
    const files = texts();
    files.businesses = files.businesses!.replace('vtax: video', 'vtax: vidio');
    expect(await faults(files)).toEqual([
      `businesses.yaml:${lineOf(files.businesses, 'vidio')} businesses[0].channels.vtax: expected one of document, video, voice`,
    ]);
  });

  test('[CFG-2] a field that does not exist is named at its own line', async () => {
    const files = changed(({ businesses }) => Object.assign(businesses[1]!, { skil: 'declare' }));
    expect(await faults(files)).toEqual([
      `businesses.yaml:${lineOf(files.businesses, 'skil:')} businesses[1].skil: there is no such field`,
    ]);
  });

  test('[CFG-2] a field that is missing is named at the entry that lacks it', async () => {
    const files = texts();
    files.halls = files.halls!.replace('- code: south\n  name', '- name');
    expect(await faults(files)).toEqual([
      `halls.yaml:${lineOf(files.halls, '- name: 南区')} halls[1].code: is missing: expected text`,
    ]);
  });

  test('[CFG-2] a fault behind an alias is named at its anchor', async () => {
    const files = texts();
    files.departments = '- &one { code: goods, name: 3, en: Goods }\n- *one\n';
    expect(await faults(files)).toEqual([
      'departments.yaml:1 departments[0].name: expected text',
      'departments.yaml:1 departments[1].name: expected text',
    ]);
  });

  test('[CFG-3] faults of several files come together, in order of file and line', async () => {
    const files = changed(({ bureau, halls }) => {
      bureau.rules.voice.target = '20x';
      bureau.policy.missedLimit = 0;
      halls[0]!.since = '2021-13';
    });
    files.departments = null;
    expect(await faults(files)).toEqual([
      expect.stringMatching(/^bureau.yaml:\d+ bureau.policy.missedLimit: expected at least 1$/),
      expect.stringMatching(
        /^bureau.yaml:\d+ bureau.rules.voice.target: expected a duration such as 20s, 5m, 2h or 3d$/,
      ),
      'departments.yaml:1 the file cannot be read: ENOENT',
      expect.stringMatching(/^halls.yaml:\d+ halls\[0\].since: expected a month such as 2021-10$/),
    ]);
  });

  test.each([
    ['a bracket that is not closed', '- { code: goods', 1],
    ['a tab as indent', '- code: goods\n\tname: x', 2],
    ['a key named twice', '- code: goods\n  name: a\n  name: b\n  en: c', 3],
    ['an alias without its anchor', '- code: goods\n  name: *nobody', 2],
    ['aliases that multiply', bomb, 1],
    ['a tag nobody knows', '- !secret x', 1],
  ])('[CFG-4] broken YAML is refused with its line: %s', async (_what, text, line) => {
    const files = texts();
    files.departments = text;
    const found = await faults(files);
    expect(found[0]).toMatch(new RegExp(`^departments.yaml:${line} not valid YAML: `));
  });

  test('[CFG-4] an empty file is refused', async () => {
    expect(await faults({ ...texts(), halls: '' })).toEqual(['halls.yaml:1 halls: expected a list']);
  });

  test('[CFG-5] a business that no station can serve is refused', async () => {
    const files = changed(({ halls }) => {
      for (const row of halls.flatMap(({ stations }) => stations)) if (row.kind === 'seat') delete row.skills.social;
    });
    expect(await faults(files)).toEqual([
      `businesses.yaml:${lineOf(files.businesses, 'phone:', 3)} businesses[2].channels.phone: no station of the bureau has skill social for voice`,
    ]);
  });

  test('[CFG-6] whatever is struck out of a file, it is taken or refused with file and line', async () => {
    const whole = texts();
    const parts = Object.keys(whole) as (keyof Texts)[];
    const cut = fc.record({
      part: fc.constantFrom(...parts),
      at: fc.nat(4000),
      length: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(cut, async ({ part, at, length }) => {
        const text = whole[part]!;
        const from = at % text.length;
        const outcome = await load({ ...whole, [part]: text.slice(0, from) + text.slice(from + length) }).catch(
          (error: unknown) => error,
        );
        if (outcome instanceof CodedError)
          for (const line of outcome.detail!.split('\n')) expect(line).toMatch(/^[a-z]+\.yaml:\d+ \S/);
        else expect(outcome).toHaveProperty('version');
      }),
      { numRuns: 150 },
    );
  });
});
