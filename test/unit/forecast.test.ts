import { expect, test } from 'vitest';
import { archiveDays } from '../../src/archive/archive.ts';
import type { Step } from '../../src/bureau/commands.ts';
import { readArchive } from '../../src/capacity/forecast/archived.ts';
import { bias, check, wape } from '../../src/capacity/forecast/check.ts';
import { Forecaster } from '../../src/capacity/forecast/forecast.ts';
import { HalfHours, halfHourMs, sum } from '../../src/capacity/forecast/half-hours.ts';
import { History } from '../../src/capacity/forecast/history.ts';
import { Listener } from '../../src/capacity/forecast/listener.ts';
import { Past } from '../../src/capacity/plan/past.ts';
import { folder, journalOf, midnight, someDays } from './archive-rig.ts';
import { firstDay, office, phone, synthetic, truth } from './capacity-rig.ts';
import { Desk } from './desk.ts';
import { tinyBureau } from './tiny-bureau.ts';

const live = () => true;
const off = (a: readonly number[], b: readonly number[]) => sum(a.map((n, i) => Math.abs(n - b[i]!)));

test('[FCT-1] a seasonal series is recovered: level, weekday and profile', () => {
  const { days, history, end } = synthetic(42, { north: 400 }, 1);
  const forecaster = new Forecaster(history, days, live);
  for (let ahead = 0; ahead < 7; ahead++) {
    const day = days.later(firstDay, 42 + ahead);
    const [made] = forecaster.day([phone], day, end);
    const rates = truth(days, day, 400);
    expect(made!.basis).toBe('history');
    if (ahead > 4) expect(made!.arrivals).toEqual(rates);
    else expect(off(made!.arrivals, rates) / sum(rates)).toBeLessThan(0.1);
  }
});

test('[FCT-2] days held back are forecast better than by last week or by the mean of the last days', () => {
  const { days, history, end } = synthetic(42, { north: 300, south: 40, east: 8 }, 2);
  const { common } = check(history, days, new Forecaster(history, days, live), end);
  expect(common.days).toBeGreaterThan(20);
  const own = wape(common.forecast)!;
  expect(own).toBeLessThan(wape(common.peers.lastWeek)! * 0.85);
  expect(own).toBeLessThan(wape(common.peers.lastDays)! * 0.95);
  expect(Math.abs(bias(common.forecast)!)).toBeLessThan(0.05);
  // Nobody can do better than chance allows, and there is little else in this series.
  expect(own).toBeLessThan((common.chance / common.forecast.expected) * 1.2);
});

test('[FCT-3] nobody is expected on a holiday, and a working day’s number on a make-up workday', () => {
  const { days, history } = synthetic(14, { north: 400 }, 3);
  const forecaster = new Forecaster(history, days, live);
  const total = (day: string) => sum(forecaster.day([phone], day, days.of('2026-03-16').from)[0]!.arrivals);
  expect(total('2026-03-18')).toBe(0);
  expect(total('2026-03-22')).toBe(0);
  expect(Math.abs(total('2026-03-21') / 400 - 1)).toBeLessThan(0.15);
  expect(total('2026-03-16') / total('2026-03-20')).toBeGreaterThan(1.5);
});

test('[FCT-4] on its first day a bureau is forecast from what came since it opened, and not at all from next to nothing', () => {
  const bureau = office();
  const days = new HalfHours(bureau);
  const history = new History(days);
  const { from } = days.of(firstDay);
  const at = (hour: number) => from + hour * 2 * halfHourMs;
  history.covers(from, at(24));
  const forecaster = new Forecaster(history, days, live);
  const made = (hour: number) => forecaster.day([phone], firstDay, at(hour))[0]!;
  for (let i = 0; i < 20; i++) history.arrived(phone, at(9) + i * 60_000);
  expect(made(9.5)).toMatchObject({ basis: 'none', days: 0 });
  expect(sum(made(9.5).arrivals)).toBe(0);
  for (let i = 0; i < 40; i++) history.arrived(phone, at(9.5) + i * 60_000);
  const { basis, arrivals } = made(10.5);
  expect(basis).toBe('today');
  // 60 in three half hours: 20 in each of the fourteen to come.
  expect(arrivals.slice(18, 21)).toEqual([20, 30, 10]);
  for (const n of arrivals.slice(21, 35)) expect(n).toBeCloseTo(20);
  expect(sum(arrivals.slice(35))).toBe(0);
  const [tomorrow] = forecaster.day([phone], '2026-03-03', at(10.5));
  expect(tomorrow!.basis).toBe('today');
  for (const n of tomorrow!.arrivals.slice(18, 35)) expect(n).toBeCloseTo(20);

  // A server that was first started at three knows nothing of the time before.
  const late = new History(days);
  late.covers(at(15), at(24));
  for (let i = 0; i < 60; i++) late.arrived(phone, at(15) + i * 60_000);
  const [afternoon] = new Forecaster(late, days, live).day([phone], firstDay, at(16));
  expect(afternoon!.arrivals[33]).toBeCloseTo(30);
});

test('[FCT-10] a day of which the afternoon was not recorded is no whole day', () => {
  const { days, history } = synthetic(7, { north: 400 }, 8);
  const cut = new History(days);
  const monday = days.of(firstDay);
  cut.covers(monday.from, monday.from + 26 * halfHourMs);
  history.arrivals(phone, firstDay).forEach((n, slot) => {
    for (let i = 0; i < n && slot < 26; i++) cut.arrived(phone, monday.from + slot * halfHourMs);
  });
  const [made] = new Forecaster(cut, days, live).day([phone], '2026-03-04', monday.to);
  expect(made).toMatchObject({ basis: 'today', days: 0 });
});

test('[FCT-5] as the day goes on what came stands, and moves what is still expected; before, it is not known', () => {
  const { days, history } = synthetic(28, { north: 400 }, 5);
  const day = days.later(firstDay, 28);
  const { from } = days.of(day);
  const forecaster = new Forecaster(history, days, live);
  const made = (hour: number) => forecaster.day([phone], day, from + hour * 2 * halfHourMs)[0]!.arrivals;
  const before = made(0);
  // A day one and a half times as busy.
  before.forEach((n, slot) => {
    for (let i = 0; i < Math.round(1.5 * n); i++) history.arrived(phone, from + (slot + 0.5) * halfHourMs);
  });
  history.covers(from, days.of(day).to);
  expect(made(0)).toEqual(before);
  const noon = made(12);
  expect(noon.slice(18, 24)).toEqual(history.arrivals(phone, day).slice(18, 24));
  const ratio = sum(noon.slice(24)) / sum(before.slice(24));
  expect(ratio).toBeGreaterThan(1.2);
  expect(ratio).toBeLessThan(1.5);
  expect(made(24)).toEqual(history.arrivals(phone, day));
});

test('[FCT-6] what has few arrivals is expected to come like its group, and keeps its own hours', () => {
  const { bureau, days, history, end } = synthetic(14, { north: 400 }, 6);
  const day = days.later(firstDay, 14);
  const south = { hall: 'south', group: 'phone' };
  history.arrived(south, days.of(firstDay).from + 20 * halfHourMs);
  const [large, small] = new Forecaster(history, days, live).day([phone, south], day, end);
  const share = (arrivals: number[]) => arrivals.map((n) => n / sum(arrivals));
  expect(off(share(large!.arrivals), share(small!.arrivals))).toBeLessThan(0.15);
  expect(sum(small!.arrivals)).toBeLessThan(1);
  expect(days.open('south', day).every((open, slot) => open > 0 || small!.arrivals[slot] === 0)).toBe(true);
  expect(bureau.halls.has('south')).toBe(true);
});

test('[FCT-7] a journal tells who came, and gives each of several documents on a desk its share of the time', () => {
  const desk = new Desk(tinyBureau(), Date.parse('2026-11-23T04:00:00Z'));
  desk.open('north-w01');
  const first = desk.document('north');
  desk.pass(10_000);
  const second = desk.document('north');
  desk.pass(90_000);
  desk.complete(first);
  desk.pass(20_000);
  desk.complete(second);
  const line = { hall: 'north', group: 'etax' };
  const history = new History(new HalfHours(desk.core.state.bureau));
  const listener = new Listener(history);
  for (const step of desk.steps) listener.add(step);
  expect(sum(history.arrivals(line, '2026-11-23'))).toBe(2);
  // Alone for 10 s, together for 90 s, alone for 20 s: 120 s of one pair of hands.
  expect(history.work(line, '2026-11-24')).toMatchObject({ services: 2, seconds: 120 });
  expect(history.mix(line)).toMatchObject([{ channel: 'etax', count: 2 }]);
});

test('[FCT-8] the archive and the journal after it tell of the same arrivals as the whole journal', async () => {
  const { bureau, steps } = someDays(3);
  const days = new HalfHours(bureau);
  const dir = await folder();
  await archiveDays({ bureau, dir, journal: await journalOf(steps), now: midnight(2) + 3_600_000 });
  const past = new Past({ bureau, journal: await journalOf(steps), dir, days: 56, now: midnight(3) });
  await past.catchUp();
  const submitted = counted(steps);
  const told = past.history
    .lines()
    .flatMap((line) => past.history.days().map((day) => sum(past.history.arrivals(line, day))));
  // An archived transfer is one arrival, a journaled one two; nobody is lost and nobody counted twice.
  expect(sum(told)).toBeGreaterThanOrEqual(submitted);
  expect(sum(told)).toBeLessThan(submitted * 1.1);
  expect(past.history.days()[0]).toBe('2026-11-23');
  const alone = new History(days);
  expect(await readArchive(alone, days, bureau, dir, '2026-11-25')).toBeGreaterThan(0);
  expect(alone.days()[0]).toBe('2026-11-25');
  const services = past.history.lines().map((line) => past.history.work(line, '2026-12-31').services);
  expect(sum(services)).toBeGreaterThan(0);
});

/** Tickets submitted, without appointments: those may not have begun. */
const counted = (steps: readonly Step[]) =>
  steps.flatMap(({ events }) => events).filter((e) => e.type === 'ticket.submitted' && e.data.slot === null).length;
