import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { folder } from './archive-rig.ts';

const root = join(import.meta.dirname, '../..');
const fixture = join(root, 'test/fixtures/bank-calls-1999-08-01.csv');
const recorded = join(root, '../shared/data/bank-calls-1999-08-01_21.csv.gz');

async function plan(...args: string[]): Promise<string> {
  // Where CI is set, pipes are coloured too.
  const env = { ...process.env, NO_COLOR: '1' };
  const { stdout } = await promisify(execFile)(process.execPath, ['src/main.ts', 'plan', ...args], { cwd: root, env });
  return stdout;
}

test('[PLN-12] the command prints the same plan as a table, as CSV and as JSON, and draws it', async () => {
  const dir = await folder();
  const svg = join(dir, 'plan.svg');
  const from = ['1999-08-02', '--from', fixture];
  const [table, csv, json] = await Promise.all([
    plan(...from, '--hall', 'bank', '--lang', 'en', '--svg', svg),
    plan(...from, '--csv'),
    plan(...from, '--json'),
  ]);
  const { rows, lines } = JSON.parse(json) as { rows: Record<string, string | number | null>[]; lines: object[] };
  expect(lines).toEqual([{ hall: 'bank', group: 'phone', basis: 'history', days: 1 }]);
  expect(rows.length).toBeGreaterThan(20);
  const [head = '', ...written] = csv.trimEnd().split('\r\n');
  expect(written).toEqual(
    rows.map((row) =>
      head
        .split(',')
        .map((name) => row[name] ?? '')
        .join(','),
    ),
  );
  for (const { time, required } of rows) {
    const clock = String(time).slice(11, 16);
    expect(table).toMatch(new RegExp(`^${clock} +[\\d.]+ +${required} `, 'm'));
  }
  const picture = await readFile(svg, 'utf8');
  expect(picture).toMatch(/^<svg/);
  expect(picture).toContain('Stations needed 1999-08-02');
});

test('[PLN-13] what cannot be planned is refused with a reason', async () => {
  const refused = (...args: string[]) =>
    plan(...args).then(
      () => '',
      (error: { stderr: string }) => error.stderr,
    );
  const [nothing, noDay, noHall, noCalls] = await Promise.all([
    refused('--from', fixture),
    refused('31.12.1999', '--from', fixture),
    refused('1999-08-02', '--from', fixture, '--hall', 'north'),
    refused('1999-08-02', '--from', join(root, 'package.json')),
  ]);
  expect([nothing, noDay]).toEqual([expect.stringContaining('bad-message'), expect.stringContaining('bad-message')]);
  expect(noHall).toMatch(/not-found.*known: bank/);
  expect(noCalls).toContain('bad-file');
});

test.skipIf(!existsSync(recorded))(
  '[FCT-9] on three weeks of recorded calls the forecast is measured, and better than its peers (skipped without ../shared/data)',
  async () => {
    const { days, common } = JSON.parse(await plan('--check', '--json', '--from', recorded));
    expect(days).toHaveLength(20);
    for (const { forecast } of days)
      expect(Number.isFinite(forecast.wape) && Number.isFinite(forecast.bias)).toBe(true);
    expect(common.days).toBe(14);
    expect(common.forecast.wape).toBeLessThan(common.lastWeek.wape);
    expect(common.forecast.wape).toBeLessThan(common.lastDays.wape);
    expect(await plan('--check', '--from', recorded, '--lang', 'en')).toContain('14 common days');
  },
);
