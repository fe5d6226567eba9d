import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../src/bureau/commands.ts';
import type { Honest } from '../../src/capacity/whatif/honest/compare.ts';
import type { WhatIf } from '../../src/capacity/whatif/whatif.ts';
import { readSettings } from '../../src/config/env.ts';
import { loadBureau } from '../../src/config/load.ts';
import { reachRedis } from '../../src/journal/reach.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import { cityDay } from '../../src/simulate/past/city.ts';
import { playDay } from '../../src/simulate/past/play.ts';
import { yunting } from './support/process.ts';

const fixture = new URL('../fixtures/bank-calls-1999-08-01.csv', import.meta.url).pathname;
const guangzhou = new URL('../../config/guangzhou', import.meta.url).pathname;
const batch = 500;

let dir: string;
/** Answered of the day that the journal in `dir` holds. */
let answered = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'yunting-whatif-'));
  const bureau = await loadBureau(guangzhou);
  const steps: Step[] = [];
  const { fates } = playDay(cityDay(bureau.files, 1_500, 4), bureau, { hear: (step) => void steps.push(step) });
  answered = fates.filter(({ end }) => end === 'answered').length;
  const redis = await reachRedis(readSettings({ YUNTING_DATA_DIR: dir }));
  const journal = redisJournal({ bureau: bureau.code, at: redis.at });
  await journal.open();
  for (let i = 0; i < steps.length; i += batch) await journal.append(steps.slice(i, i + batch));
  await journal.close();
  await redis.stop();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const whatif = (...args: string[]) => yunting(['whatif', ...args], { YUNTING_BUREAU_DIR: guangzhou });

describe('yunting whatif', () => {
  test('[WIF-14] plays the last day of a data folder’s journal again, as JSON, as a table and as a report', async () => {
    const report = join(dir, 'report.html');
    const sets = ['--set', 'tianhe.phone=-10', '--set', 'policy.lend=off', '--seeds', '1'];
    const { status, out, err } = await whatif(dir, ...sets, '--json', '--html', report);
    expect([status, err]).toEqual([0, '']);
    const told: WhatIf = JSON.parse(out);
    expect(told).toMatchObject({ bureau: 'guangzhou', day: '2026-11-23', source: 'journal', imbalance: 0 });
    expect(told.happened?.answered).toBe(answered);
    const [whole] = told.rows;
    expect(whole?.figures.answered.before).toBe(answered);
    expect(await readFile(report, 'utf8')).toContain('tianhe.phone=-10');

    const table = await whatif(dir, ...sets, '--lang', 'en');
    expect(table.out).toContain(`Bureau`);
    expect(table.out).toMatch(/Tianhe District Tax Service · Telephone enquiry group/);
    expect(table.out).not.toContain('\u001b[');
  });

  test('[WIF-15] what cannot be read or done is a coded error that says what would be right', async () => {
    const says = async (...args: string[]) => (await whatif(...args)).err;
    expect(await says('nowhere')).toMatch(/^bad-file: .*expected a data folder, a csv of recorded calls, or city/);
    expect(await says(guangzhou)).toMatch(/^bad-file: .*no data folder of a server/);
    expect(await says(fixture, '--day', '1999-09-01')).toMatch(
      /^bad-file: .*no calls of 1999-09-01; there are 1999-08-01/,
    );
    expect(await says(dir, '--day', '2020-01-01')).toMatch(/^bad-file: .*nobody came on 2020-01-01/);
    expect(await says(fixture, '--set', 'bank.phone=-999')).toMatch(/^bad-config: .*were at work in bank/);
    expect(await says(fixture, '--seeds', '0')).toMatch(/Expected a number above 0/);
    expect(await says(fixture, '--compare', '--set', 'bank.phone=+1')).toMatch(/^bad-message: .*leave out --set/);
  });

  test('[WIF-16] --compare sets recorded calls beside the day played again and Erlang A, half hour by half hour', async () => {
    const { status, out } = await whatif(fixture, '--compare', '--seeds', '1', '--json');
    expect(status).toBe(0);
    const { days, total, off, halfHours }: Honest = JSON.parse(out);
    expect(days).toEqual(['1999-08-01']);
    expect(total.happened).toMatchObject({ offered: 2239, answered: 1511, abandoned: 728 });
    for (const way of ['whatIf', 'whole', 'erlangA'] as const) {
      expect(total[way].answered + total[way].abandoned).toBeCloseTo(2239, 6);
      expect(halfHours.reduce((sum, row) => sum + row[way].answered, 0)).toBeCloseTo(total[way].answered, 6);
    }
    expect(total.forecast.offered).toBe(0);
    expect(off.whatIf.answered).toBeLessThan(off.whole.answered);
    const { out: table } = await whatif(fixture, '--compare', '--seeds', '1', '--lang', 'en');
    expect(table).toMatch(/^total +2239 /m);
    expect(table).toMatch(/^10:00 /m);
  });
});
