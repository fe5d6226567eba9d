import { beforeAll, describe, expect, test } from 'vitest';
import { parseChange } from '../../src/capacity/whatif/change.ts';
import { compared } from '../../src/capacity/whatif/compare.ts';
import { runAll } from '../../src/capacity/whatif/crew.ts';
import { type FigureName, figureNames } from '../../src/capacity/whatif/figures.ts';
import { scopeName, shown, shownDifference } from '../../src/capacity/whatif/format.ts';
import { byErlangA } from '../../src/capacity/whatif/honest/erlang.ts';
import { meanWait } from '../../src/capacity/whatif/honest/outcome.ts';
import { whatIfHtml } from '../../src/capacity/whatif/html.ts';
import { type Job, runJob } from '../../src/capacity/whatif/job.ts';
import type { Source } from '../../src/capacity/whatif/source.ts';
import { type WhatIf, whatIf } from '../../src/capacity/whatif/whatif.ts';
import { worldOf } from '../../src/capacity/whatif/world.ts';
import { loadBureau } from '../../src/config/load.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { CodedError } from '../../src/protocol/codes.ts';
import { type Call, readCalls } from '../../src/simulate/calls/recorded.ts';
import { tinyBureau } from './tiny-bureau.ts';

const fixture = new URL('../fixtures/bank-calls-1999-08-01.csv', import.meta.url).pathname;
const guangzhou = new URL('../../config/guangzhou', import.meta.url).pathname;

let city: Bureau;
let calls: Call[];
beforeAll(async () => {
  city = await loadBureau(guangzhou);
  ({ calls } = await readCalls(fixture));
});
const recorded = (): Source => ({ kind: 'calls', date: '1999-08-01', calls, staff: 'observed' });
const simulated = (tickets: number): Source => ({ kind: 'city', tickets, files: city.files });
const total = ({ rows }: WhatIf) => rows.find(({ hall, group }) => hall === null && group === null)!.figures;

describe('worlds', () => {
  test('[WIF-1] the same world twice differs in nothing, not by the least', async () => {
    const same = await whatIf({ source: simulated(1_500), sets: [], seeds: 2, threads: 2 });
    for (const { figures } of same.rows)
      for (const name of figureNames) {
        expect([0, null]).toContain(figures[name].difference);
        expect(figures[name].after).toBe(figures[name].before);
      }
    expect(same.slots.after).toEqual(same.slots.before);
  });

  test('[WIF-2] more stations lose nothing, within the confidence of the seeds; fewer gain nothing', async () => {
    const at = async (sets: string[]) => total(await whatIf({ source: recorded(), sets, seeds: 4, threads: 2 }));
    for (const n of [1, 3]) {
      const more = await at([`bank.phone=+${n}`]);
      expect(more.serviceLevel.difference! + more.serviceLevel.confidence!).toBeGreaterThanOrEqual(0);
      expect(more.abandoned.difference! - more.abandoned.confidence!).toBeLessThanOrEqual(0);
    }
    const fewer = await at(['bank.phone=-3']);
    expect(fewer.serviceLevel.difference! - fewer.serviceLevel.confidence!).toBeLessThanOrEqual(0);
    expect(fewer.answered.difference).toBeLessThan(0);
  });

  test('[WIF-3] where no routing step and no pool leaves the own hall nobody is lent', async () => {
    const places = city.files.businesses.flatMap(({ code, rules, channelRules }) => [
      ...(rules?.steps === undefined ? [] : [`businesses.${code}.rules`]),
      ...Object.entries(channelRules ?? {}).flatMap(([channel, { steps }]) =>
        steps === undefined ? [] : [`businesses.${code}.channelRules.${channel}`],
      ),
    ]);
    const own = [...['document', 'video', 'voice'].map((modality) => `rules.${modality}`), ...places].map(
      (place) => `${place}.steps=[{ scope: hall }]`,
    );
    // The halls of a pool share their queue.
    const apart = city.files.halls.map(({ code }) => `${code}.maturity=full`);
    const sets = ['policy.lend=off', ...own, ...apart];
    const result = await whatIf({ source: simulated(3_000), sets, seeds: 1, threads: 2 });
    expect(total(result).loans.before).toBeGreaterThan(0);
    for (const { figures } of result.rows) expect([figures.loans.after, figures.lent.after]).toEqual([0, 0]);
  });

  test('[WIF-4] in each world everybody is answered, gave up, was turned away, or still waits', async () => {
    const sets = ['huangpu.hours=09:00-12:00', 'baiyun.phone=-6'];
    const result = await whatIf({ source: simulated(3_000), sets, seeds: 1, threads: 2 });
    expect(result.imbalance).toBe(0);
    for (const side of ['before', 'after'] as const)
      for (const { figures } of result.rows.filter((row) => row.figures.offered.before! > 0)) {
        const parts = (['answered', 'abandoned', 'turnedAway', 'waiting'] as const).map((name) => figures[name][side]!);
        expect(parts.reduce((sum, n) => sum + n, 0)).toBe(figures.offered[side]);
      }
    expect(total(result).turnedAway.after).toBeGreaterThan(total(result).turnedAway.before!);
    const sum = (name: FigureName) =>
      result.rows
        .filter(({ hall, group }) => hall !== null && group === null)
        .reduce((n, row) => n + row.figures[name].after!, 0);
    for (const name of ['offered', 'answered', 'abandoned', 'loans', 'lent'] as const)
      expect(sum(name)).toBe(total(result)[name].after);
  });

  test('[WIF-5] several threads find what one finds', async () => {
    const jobs: Job[] = [1, 2].map((seed) => ({ source: recorded(), seed, changes: [] }));
    const heard: number[] = [];
    expect(await runAll(jobs, 2, (done) => heard.push(done))).toEqual(jobs.map((job) => runJob(job, () => {})));
    expect(heard.at(-1)).toBe(2);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  });
});

describe('--set', () => {
  const at = (files: unknown, path: string): unknown =>
    path.split('.').reduce<unknown>((value, name) => Reflect.get(Object(value), name), files);

  test.each([
    ['policy.lend=off', 'bureau.policy.lend.on', false],
    ['policy.lend.on=no', 'bureau.policy.lend.on', false],
    ['policy.lend.reserve=3', 'bureau.policy.lend.reserve', 3],
    ['policy.pace=7s', 'bureau.policy.pace', 7_000],
    ['policy.interrupts.document=[voice]', 'bureau.policy.interrupts.document', ['voice']],
    ['rules.voice.offer=10s', 'bureau.rules.voice.offer', 10_000],
    ['rules.voice.steps.0.for=5s', 'bureau.rules.voice.steps.0.for', 5_000],
    ['rules.video.goal=0.95', 'bureau.rules.video.goal', 0.95],
    ['hours.close=18:00', 'bureau.hours.close', '18:00'],
    ['north.hours=09:00-17:00', 'halls.0.hours.close', '17:00'],
    ['north.hours.open=08:30', 'halls.0.hours.open', '08:30'],
    ['north.lend=off', 'halls.0.lend', 'off'],
    ['north.maturity=pooled', 'halls.0.maturity', 'pooled'],
    ['businesses.vat-return.rules.target=1h', 'businesses.1.rules.target', 3_600_000],
    ['businesses.vat-return.channelRules.phone.target=30s', 'businesses.1.channelRules.phone.target', 30_000],
  ])('[WIF-6] %s is read by the schema of the files and put in its place', (text, path, value) => {
    const bureau = tinyBureau();
    const world = worldOf(bureau.files, [], [parseChange(text, bureau)]);
    expect(at(world.bureau.files, path)).toEqual(value);
    expect(at(bureau.files, path)).not.toEqual(value);
  });

  test.each([
    ['north.fone=+2', /north has no fone; it has the groups etax, vtax, phone/],
    ['nort.phone=+2', /there is no nort; expected policy, rules, hours, businesses, or a hall: north, south, east/],
    ['policy.lent=off', /there is no policy\.lent; known: missedLimit/],
    ['policy.lend=perhaps', /policy\.lend has fields of its own: on, reserve, goal/],
    ['policy.pace=fast', /expected a duration such as 20s/],
    ['rules.voice.goal=2', /expected at most 1/],
    ['rules.fax.goal=1', /there is no rules\.fax; known: document, video, voice/],
    ['rules.voice.recall.times=1', /rules\.voice\.recall is not there yet: set it as a whole, e\.g\. .*times/],
    ['businesses.tea.rules.goal=1', /there is no business tea; known: invoice-claim/],
    ['north.phone=many', /expected a number of stations such as \+2, -1 or 12/],
    ['north.phone', /expected <hall>\.<group>/],
    ['policy.credit=[1m', /the value is not valid YAML/],
    ['policy=on', /policy has fields of its own/],
    ['rules.voice.steps=[{ scope: hall, for: 5s }]', /the last step lasts to the end/],
  ])('[WIF-7] %s is refused with what would be right', (text, why) => {
    const bureau = tinyBureau();
    const refused = () => worldOf(bureau.files, [], [parseChange(text, bureau)]);
    expect(refused).toThrow(CodedError);
    expect(refused).toThrow(why);
  });
});

describe('stations', () => {
  const bureau = tinyBureau();
  const shifts = [
    { station: 'north-s01', from: 0, to: 10 },
    { station: 'north-s02', from: 0, to: 5 },
    { station: 'north-s02', from: 6, to: 15 },
    { station: 'north-w01', from: 0, to: 100 },
  ];
  const set = (text: string, of = shifts) => worldOf(bureau.files, of, [parseChange(text, bureau)]);
  const own = (world: ReturnType<typeof set>, prefix: string) =>
    world.shifts.filter(({ station }) => station.startsWith(prefix));

  test('[WIF-8] new stations have the commonest skills of their group and hall, and the hours of those who worked longest', () => {
    const world = set('north.phone=+3');
    expect(own(world, 'north-na')).toEqual([
      { station: 'north-na01', from: 0, to: 5 },
      { station: 'north-na01', from: 6, to: 15 },
      { station: 'north-na02', from: 0, to: 10 },
      { station: 'north-na03', from: 0, to: 5 },
      { station: 'north-na03', from: 6, to: 15 },
    ]);
    const { skills, capacity, kind } = bureau.stations.get('north-s01')!;
    expect(world.bureau.stations.get('north-na02')).toMatchObject({ skills, capacity, kind, hall: 'north' });
    expect(set('north.phone=5').shifts).toEqual(world.shifts);
    expect(set('south.phone=+1').bureau.stations.get('south-na01')).toMatchObject({ skills, capacity, kind });
  });

  test('[WIF-9] those that go are at work that day, the highest number first; more than there are is refused', () => {
    expect(own(set('north.phone=-1'), 'north-s').map(({ station }) => station)).toEqual(['north-s01']);
    expect(own(set('north.phone=0'), 'north-s')).toEqual([]);
    expect(own(set('north.phone=-1'), 'north-w')).toHaveLength(1);
    expect(() => set('north.phone=-3')).toThrow(/only 2 of phone were at work in north/);
    expect(() => set('north.phone=+1', [])).toThrow(/nobody of phone was at work/);
  });
});

test('[WIF-10] a difference is the mean of the pairs’ own, with the interval of Student’s t; one pair has none', () => {
  // Student, "The Probable Error of a Mean" (1908): hours of sleep gained by two drugs in ten patients; the 95 %
  // interval of the paired differences, 1.58 ± 0.88, is that of R's t.test(extra ~ group, paired = TRUE) on `sleep`.
  const before = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const after = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const found = compared(before.map((value, i) => [value, after[i]!] as const));
  expect(found.difference).toBeCloseTo(1.58, 10);
  expect(found.difference! - found.confidence!).toBeCloseTo(0.7001142, 3);
  expect(found.difference! + found.confidence!).toBeCloseTo(2.4598858, 3);
  expect(compared([[1, 3]])).toEqual({ before: 1, after: 3, difference: 2, confidence: null });
  expect(compared([[null, 3]])).toEqual({ before: null, after: 3, difference: null, confidence: null });
});

describe('the report', () => {
  let result: WhatIf;
  beforeAll(async () => {
    result = await whatIf({ source: simulated(1_500), sets: ['huangpu.phone=-8'], seeds: 2, threads: 2 });
  });

  test.each(['zh', 'en'] as const)('[WIF-11] holds every figure of the JSON, in %s', (language) => {
    const html = whatIfHtml(result, language);
    for (const row of result.rows) {
      const cells = new RegExp(`<tr class="\\w+" id="${row.hall ?? '\\*'}\\.${row.group ?? '\\*'}">(.*)</tr>`).exec(
        html,
      )?.[1];
      for (const name of figureNames) {
        const { before, after, difference } = row.figures[name];
        if (before === null || after === null || difference === 0) continue;
        expect(cells).toContain(`${shown(name, before)} → ${shown(name, after)}`);
        expect(cells).toContain(`>${shownDifference(name, row.figures[name])}<`);
      }
      if (row.group === null) expect(cells).toContain(scopeName(row, result, language));
    }
  });

  test('[WIF-11] stands alone: pictures as SVG in it, no script, nothing to be fetched', () => {
    const html = whatIfHtml(result, 'zh');
    expect(html.match(/<svg /g)).toHaveLength(1 + 2 * Object.keys(result.slots.before).length);
    expect(html).not.toMatch(/<script|src=|<link|url\(http/);
  });

  test('[WIF-12] a day of a recording says how it was, to hold the day as it was, played again, against', async () => {
    const { happened } = await whatIf({ source: recorded(), sets: [], seeds: 1, threads: 1 });
    expect(happened).toMatchObject({ offered: 2239, answered: 1511, abandoned: 728 });
    expect(result.happened).toBeNull();
  });
});

describe('Erlang A by half hour', () => {
  const load = { offered: 60, serviceS: 180, patienceS: 120 };

  test('[WIF-13] between whole numbers of agents it lies as far between; without any everybody gives up', () => {
    const [six, seven] = [byErlangA({ ...load, agents: 6 }), byErlangA({ ...load, agents: 7 })];
    const between = byErlangA({ ...load, agents: 6.25 });
    expect(between.abandoned).toBeCloseTo(0.75 * six.abandoned + 0.25 * seven.abandoned, 10);
    expect(between.answered + between.abandoned).toBeCloseTo(60, 10);
    expect(byErlangA({ ...load, agents: 0 })).toEqual({ offered: 60, answered: 0, abandoned: 60, waitedS: 60 * 120 });
    expect(byErlangA({ ...load, offered: 0, agents: 3 }).offered).toBe(0);
  });

  test('[WIF-13] all wait of all is the share that gives up times the mean patience', () => {
    // Published: 48 a minute, service 1 min, patience 2 min, 50 servers: P(ab) 0.0309122492.
    const found = byErlangA({ offered: 48 * 30, serviceS: 60, patienceS: 120, agents: 50 });
    expect(found.abandoned / found.offered).toBeCloseTo(0.0309122492, 9);
    expect(meanWait(found)).toBeCloseTo(0.0309122492 * 120, 6);
  });
});
