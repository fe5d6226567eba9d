import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { archiveDays } from '../../src/archive/archive.ts';
import { erlangA } from '../../src/capacity/erlang/a.ts';
import { HalfHours, halfHourMs, noHalfHours, sum } from '../../src/capacity/forecast/half-hours.ts';
import { type Papers, paperNeed, paperOutlook } from '../../src/capacity/plan/documents.ts';
import { limitsOf, signedInFor } from '../../src/capacity/plan/limits.ts';
import { liveNeed, liveOutlook } from '../../src/capacity/plan/live.ts';
import { Planner } from '../../src/capacity/plan/plan.ts';
import { targetsOf } from '../../src/capacity/plan/targets.ts';
import { readRoster, rostered } from '../../src/capacity/roster/file.ts';
import { Presences } from '../../src/capacity/roster/presence.ts';
import { shareOut } from '../../src/capacity/roster/share.ts';
import { archivedSignIns, signInsOf } from '../../src/capacity/roster/sign-ins.ts';
import { configured, signedIn, until } from '../../src/capacity/roster/staff.ts';
import { days as dates, folder, journalOf, midnight, someDays } from './archive-rig.ts';
import { firstDay, office, phone, synthetic } from './capacity-rig.ts';
import { tinyStandards } from './tiny-bureau.ts';

const targets = [{ share: 1, withinS: 20, goal: 0.8 }];
const limits = { occupancy: 0.85, adherence: 0.92 };

test('[PLN-1] the stations for a call group meet the goal and the limit by Erlang A, and one less does not', () => {
  const loads = fc.record({
    arrivals: fc.double({ min: 0.5, max: 200, noNaN: true }),
    serviceS: fc.double({ min: 30, max: 900, noNaN: true }),
    patienceS: fc.double({ min: 20, max: 3600, noNaN: true }),
  });
  const check = fc.property(loads, ({ arrivals, serviceS, patienceS }) => {
    const need = liveNeed(arrivals, { serviceS, patienceS }, targets, limits);
    const meets = (n: number) => {
      const { serviceLevel, occupancy } = erlangA({ arrivals: arrivals / 1800, serviceS, patienceS }, n, 20);
      return serviceLevel! >= 0.8 && occupancy <= 0.85;
    };
    expect(meets(need)).toBe(true);
    if (need > 1) expect(meets(need - 1)).toBe(false);
  });
  fc.assert(check, { numRuns: 60 });
});

test('[PLN-2] nobody is needed where nobody comes; nobody there answers nobody; without patience overload answers nobody', () => {
  const work = { serviceS: 200, patienceS: null };
  expect(liveNeed(0, work, targets, limits)).toBe(0);
  expect(liveOutlook(0, work, targets, 3)).toEqual({ serviceLevel: null, occupancy: 0 });
  expect(liveOutlook(10, work, targets, 0)).toEqual({ serviceLevel: 0, occupancy: null });
  expect(liveOutlook(36, work, targets, 4)).toEqual({ serviceLevel: 0, occupancy: 1 });
  const need = liveNeed(36, work, targets, limits);
  expect(need).toBeGreaterThan(4);
  expect(liveOutlook(36, work, targets, need).serviceLevel).toBeGreaterThanOrEqual(0.8);
});

const day = noHalfHours().map((_, slot) => (slot >= 18 && slot < 35 ? 1 : 0));
const papers = (arrivals: readonly number[], overnight = 0): Papers => ({
  ...{ arrivals, overnight, open: day, serviceS: 300 },
  targets: [{ share: 1, withinS: 7200, goal: 0.9 }],
});
const some = fc.tuple(fc.array(fc.nat(80), { minLength: 17, maxLength: 17 }), fc.nat(60)).map(([counts, overnight]) =>
  papers(
    noHalfHours().map((_, slot) => counts[slot - 18] ?? 0),
    overnight,
  ),
);

test('[PLN-3] the stations for documents begin each in time', () => {
  const check = fc.property(some, (day) => {
    const need = paperNeed(day, limits);
    for (const { serviceLevel } of paperOutlook(day, need))
      if (serviceLevel !== null) expect(serviceLevel).toBeCloseTo(1);
  });
  fc.assert(check, { numRuns: 60 });
});

test('[PLN-4] no other staffing with a lower peak begins every document in time', () => {
  const check = fc.property(some, (day) => {
    const need = paperNeed(day, { occupancy: 1, adherence: 1 });
    // As many as the peak at every half hour is the best that a lower peak could hope for.
    const flat = noHalfHours().fill(Math.max(...need) - 1);
    const late = paperOutlook(day, flat).some(({ serviceLevel }) => serviceLevel !== null && serviceLevel < 1 - 1e-6);
    expect(late || Math.max(...need) === 0).toBe(true);
  });
  fc.assert(check, { numRuns: 60 });
});

test('[PLN-5] a rush of documents is spread over the time that they may wait, and what came overnight is due in time', () => {
  const rush = noHalfHours();
  rush[20] = 96;
  // 96 documents of 5 min in what is left of 2 h: 8 h of work, of which half an hour passes while they come.
  const need = paperNeed(papers(rush), { occupancy: 1, adherence: 1 });
  expect(Math.max(...need)).toBeLessThanOrEqual(5);
  expect(need.findIndex((n) => n > 0)).toBe(20);
  expect(sum(need) / 2).toBeGreaterThanOrEqual(8);
  const morning = paperNeed(papers(noHalfHours(), 24), { occupancy: 1, adherence: 1 });
  expect(morning.slice(18, 22)).toEqual([1, 1, 1, 1]);
  expect(sum(morning.slice(22))).toBe(0);
});

test('[PLN-6] each station counts once: where nobody else can be, where it is missing, then by need', () => {
  const pool = (groups: string[], n: number) => ({ hall: 'north', groups, stations: noHalfHours().fill(n) });
  const pools = [pool(['vtax', 'etax'], 6), pool(['etax'], 2), pool(['phone'], 3)];
  const share = (vtax: number, etax: number) =>
    Object.fromEntries(
      shareOut(pools, 0, [
        { group: 'phone', stations: 1 },
        { group: 'vtax', stations: vtax },
        { group: 'etax', stations: etax },
      ]),
    );
  expect(share(4, 4)).toEqual({ phone: 3, vtax: 4, etax: 4 });
  expect(share(7, 4)).toEqual({ phone: 3, vtax: 6, etax: 2 });
  expect(share(2, 2)).toEqual({ phone: 3, vtax: 4, etax: 4 });
  expect(share(0, 0)).toEqual({ phone: 3, vtax: 3, etax: 5 });
});

test('[PLN-7] the standards’ limits of occupancy and adherence raise what is needed', () => {
  const standards = tinyStandards();
  const target = (formula: 'occupancy' | 'adherence', value: number) => ({
    ...{ code: formula, name: { zh: formula, en: formula }, formula, unit: 'share' as const, target: value },
  });
  const strict = office((files) => {
    files.standards = { ...standards, indicators: [target('occupancy', 0.6), target('adherence', 0.8)] };
  });
  expect(limitsOf(strict)).toEqual({ occupancy: 0.6, adherence: 0.8 });
  expect(limitsOf(office())).toEqual({ occupancy: 1, adherence: 1 });
  expect([8, 9].map((n) => signedInFor(n, limitsOf(strict)))).toEqual([10, 12]);
  expect(Math.max(...planned(strict).required)).toBeGreaterThan(Math.max(...planned(office()).required));
});

/** Four weeks of calls of 240 s at the north hall, and the plan of the Monday after. */
function planned(bureau = office()) {
  const { days, history, end } = synthetic(28, { north: 150 }, 7, bureau);
  for (let i = 0; i < 100; i++) history.served(phone, days.of(firstDay).from, 240);
  history.waited(phone, days.of(firstDay).from, 1200, true);
  const next = days.later(firstDay, 28);
  const plan = new Planner(bureau, days, history).day(next, end, configured(bureau, days, next));
  return plan.lines.find((line) => line.hall === 'north' && line.group === 'phone')!;
}

test('[PLN-8] a plan needs more at the peak than at noon, nobody at night, and shows what is missing', () => {
  const { required, staffed, outlook, basis } = planned();
  expect(basis).toBe('history');
  expect(required[20]!).toBeGreaterThan(required[25]!);
  expect(sum(required.slice(0, 18)) + sum(required.slice(35))).toBe(0);
  // Two seats, as the configuration has it.
  expect(staffed.slice(18, 35)).toEqual(new Array(17).fill(2));
  for (const [slot, { serviceLevel }] of outlook.entries())
    if (serviceLevel !== null) expect(serviceLevel >= 0.8).toBe(staffed[slot]! >= required[slot]!);
});

test('[PLN-9] the targets are those of what people come for', () => {
  const bureau = office((files) => {
    files.businesses[0]!.channelRules = { phone: { target: '60s', goal: 0.5 } };
  });
  const { history } = synthetic(0, {}, 1, bureau);
  for (const business of ['invoice-claim', 'vat-return', 'vat-return', 'vat-return'])
    history.asked(phone, business, 'phone');
  expect(targetsOf(bureau, history, [phone])).toEqual([
    { share: 0.25, withinS: 60, goal: 0.5 },
    { share: 0.75, withinS: 20, goal: 0.8 },
  ]);
  const unknown = targetsOf(bureau, history, [{ hall: 'south', group: 'phone' }]);
  expect(unknown.map(({ share }) => share)).toEqual([1 / 3, 2 / 3]);
});

test('[PLN-10] who was signed in counts for the part of each half hour that it was there, the rest is as planned', () => {
  const bureau = office();
  const days = new HalfHours(bureau);
  const { from } = days.of(firstDay);
  const at = (slot: number) => from + slot * halfHourMs;
  const there = [
    { station: 'north-s01', from: at(18.5), to: at(20) },
    { station: 'north-s02', from: at(18), to: null },
    { station: 'gone-s01', from: at(18), to: null },
  ];
  const now = at(20.5);
  const [seats] = signedIn(bureau, days, firstDay, there, now);
  expect(seats).toMatchObject({ hall: 'north', groups: ['phone'] });
  expect(seats!.stations.slice(17, 22)).toEqual([0, 1.5, 2, 1, 0]);
  const mixed = until(20, [seats!], configured(bureau, days, firstDay)).find(
    (pool) => pool.groups[0] === 'phone' && pool.hall === 'north',
  );
  expect(mixed!.stations.slice(17, 22)).toEqual([0, 1.5, 2, 2, 2]);
});

test('[PLN-15] the archive’s audit tells who was signed in as the journal does', async () => {
  const { bureau, steps } = someDays(4);
  const dir = await folder();
  await archiveDays({ bureau, dir, journal: await journalOf(steps), now: midnight(3) });
  const [whole, archived] = [new Presences(), new Presences()];
  for (const step of steps) if (step.at < midnight(2)) signInsOf(step, whole);
  for (const day of dates.slice(0, 3)) await archivedSignIns(dir, day, archived);
  expect(whole.all.some(({ to }) => to !== null)).toBe(true);
  expect(archived.all).toEqual(whole.all);
});

test('[PLN-11] a roster is read from CSV and YAML, by day and by the clock; a wrong row is named', async () => {
  const bureau = office();
  const days = new HalfHours(bureau);
  const dir = await folder();
  const write = async (name: string, text: string) => {
    await writeFile(join(dir, name), text);
    return join(dir, name);
  };
  const csv = await write(
    'r.csv',
    'day,hall,group,from,to,stations\r\n,north,phone,09:00,17:30,2\r\n2026-03-03,north,phone,10:00,11:15,1\r\n',
  );
  const yaml = await write('r.yaml', '- { hall: north, group: phone, from: "09:00", to: "17:30", stations: 2 }\n');
  const rows = await readRoster(csv, bureau);
  const on = (day: string, some = rows) =>
    rostered(some, days, day).reduce((all, { stations }) => all.map((n, i) => n + stations[i]!), noHalfHours());
  expect(on('2026-03-03').slice(17, 24)).toEqual([0, 2, 2, 3, 3, 2.5, 2]);
  expect(sum(on('2026-03-18'))).toBe(0);
  expect(on('2026-03-03', await readRoster(yaml, bureau))).toEqual(on('2026-03-04'));
  for (const [bad, why] of [
    ['hall,group,from,to,stations\nwest,phone,09:00,10:00,1', /row 1.*no hall west/],
    ['hall,group,from,to,stations\nnorth,phone,10:00,09:00,1', /row 1.*before it begins/],
    ['hall,group,from,to\nnorth,phone,09:00,10:00', /row 1: stations/],
  ] as const)
    await expect(readRoster(await write('bad.csv', bad), bureau)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(why),
    });
});
