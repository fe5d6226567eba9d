import { expect, test } from 'vitest';
import type { Step } from '../../src/bureau/commands.ts';
import { formulaNames } from '../../src/config/standards.ts';
import { formulas } from '../../src/performance/formulas.ts';
import { Sheets } from '../../src/performance/sheets.ts';
import { emptyTally, type Tally } from '../../src/performance/tally.ts';
import { toCsv } from '../../src/performance/write.ts';
import { Desk } from './desk.ts';
import { beforeMidnight, inject, played } from './performance-history.ts';
import { countNaively } from './performance-naive.ts';
import { tinyBureau } from './tiny-bureau.ts';

const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];

function rowsOf(sheets: Sheets): Map<string, Tally> {
  return new Map(
    days.flatMap((day) => sheets.tallies(day).map((c) => [`${day} ${c.per} ${c.hall} ${c.id}`, { ...c.tally }])),
  );
}

test('[PRF-1] the figures of seeded histories equal those counted from the raw journal by another way', () => {
  const total = emptyTally();
  for (let seed = 1; seed <= 24; seed++) {
    const { bureau, steps } = played(seed);
    const sheets = new Sheets(bureau, bureau.timezone);
    for (const step of steps) sheets.add(step);
    sheets.settle(steps.at(-1)?.at ?? 0);
    const found = rowsOf(sheets);
    const naive = countNaively(bureau, steps);
    expect([seed, Object.fromEntries(found)]).toEqual([seed, Object.fromEntries(naive)]);
    for (const [key, t] of found) {
      if (!key.includes(' hall ')) continue;
      for (const sum of Object.keys(total) as (keyof Tally)[]) total[sum] += t[sum];
    }
  }
  // The histories have something of everything but ratings, which the core makes of closed tickets only.
  const missing = Object.entries(total).filter(([name, sum]) => sum === 0 && !['ratings', 'satisfied'].includes(name));
  expect(missing).toEqual([]);
});

test('[PRF-2] a fold that is kept and goes on gives the same figures, wherever it was cut', () => {
  for (const seed of [3, 4, 5]) {
    const { bureau, steps } = played(seed, 200);
    const whole = new Sheets(bureau, bureau.timezone);
    for (const step of steps) whole.add(step);
    const cut = steps[Math.floor(steps.length / 2)] as Step;
    const first = new Sheets(bureau, bureau.timezone);
    for (const step of steps) if (step.seq <= cut.seq) first.add(step);
    first.settle(cut.at);
    const second = new Sheets(bureau, bureau.timezone, JSON.parse(JSON.stringify(first.keep())));
    for (const step of steps) if (step.seq > cut.seq) second.add(step);
    for (const sheets of [whole, second]) sheets.settle(steps.at(-1)?.at ?? 0);
    const [a, b, sum] = [rowsOf(first), rowsOf(second), rowsOf(whole)];
    for (const [key, t] of sum) {
      for (const name of Object.keys(t) as (keyof Tally)[]) {
        // What was due follows from all that came, and not from halves of it.
        if (name === 'dueMs') continue;
        const halves = (a.get(key)?.[name] ?? 0) + (b.get(key)?.[name] ?? 0);
        expect([key, name, halves]).toEqual([key, name, t[name]]);
      }
    }
  }
});

test('[PRF-3] each formula, on one officer’s hour', () => {
  const desk = new Desk(tinyBureau(), Date.parse('2026-11-23T02:00:00Z'));
  const station = 'north-s01';
  const began = desk.now;
  const by = desk.open(station);
  desk.pass(600_000);
  const first = desk.call();
  desk.pass(5_000);
  desk.accept(first);
  desk.pass(90_000);
  desk.end(first);
  desk.pass(5_000);
  desk.complete(first);
  // Of the second call nothing comes, as the officer misses it; the caller gives up.
  const second = desk.call();
  desk.pass(15_000);
  desk.do({ role: 'channel', sub: 'phone', channel: 'phone', halls: '*' }, { type: 'leave', ticket: second });
  desk.do(by, { type: 'pause', station, reason: 'break' });
  desk.pass(300_000);
  desk.do(by, { type: 'pause', station, reason: 'training' });
  desk.pass(300_000);
  desk.do(by, { type: 'ready', station });
  desk.pass(began + 3_600_000 - desk.now);
  const line = { hall: 'north', group: 'phone', business: 'invoice-claim', channel: 'phone', comment: null };
  for (const grade of [5, 3, 2, 1]) {
    const officer = `officer-${station}`;
    inject(desk, [{ type: 'rating.given', ticket: first, ...line, officer, grade, reasons: [] }]);
  }
  const sheets = new Sheets(desk.core.state.bureau, 'Asia/Shanghai');
  for (const step of desk.steps) sheets.add(step);
  sheets.settle(desk.now);
  const rows = sheets.sheets('2026-11-23');
  const officer = rows.find((s) => s.per === 'officer')?.figures;
  expect(officer).toEqual({
    serviceCount: 1,
    serviceSeconds: 95,
    ticketsHandled: 1,
    // From a break to a training: stepped away once.
    pauseCount: 1,
    attendance: 1,
    answerRate: 1 / 2,
    firstTimeRate: 1,
    overdueRate: 0,
    satisfaction: 2 / 4,
    serviceLevel: 1,
    speedOfAnswer: 5,
    handleTime: 95,
    occupancy: 95 / (3600 - 600),
    adherence: (3600 - 300) / 3600,
  });
  // The hall knows of the caller who gave up.
  const hall = rows.find((s) => s.per === 'hall' && s.hall === 'north')?.figures;
  expect(hall).toMatchObject({ answerRate: 1 / 2, serviceLevel: 1 / 2, ticketsHandled: 1, satisfaction: 1 / 2 });
  expect(rows.find((s) => s.per === 'group')).toMatchObject({ group: 'phone', figures: { serviceLevel: 1 / 2 } });
});

test('[PRF-4] a state that crosses midnight is split there, in the time of the bureau', () => {
  // Open round the clock: nothing happens at midnight.
  const always = tinyBureau(({ bureau }) => {
    bureau.hours.close = bureau.hours.open;
  });
  const desk = new Desk(always, beforeMidnight);
  desk.open('north-w01');
  desk.pass(40 * 60_000);
  const sheets = new Sheets(desk.core.state.bureau, 'Asia/Shanghai');
  for (const step of desk.steps) sheets.add(step);
  sheets.settle(desk.now);
  const signedIn = days.map((day) => sheets.tallies(day).find((c) => c.per === 'officer')?.tally.signedInMs);
  expect(signedIn).toEqual([15 * 60_000, 25 * 60_000, undefined, undefined]);
  expect(sheets.tallies('2026-11-23').find((c) => c.per === 'officer')?.tally.dueMs).toBe(15 * 60_000);
});

test('[PRF-5] what came after a day was dropped is counted for the next, and nothing of it twice', () => {
  const { bureau, steps } = played(7);
  const sheets = new Sheets(bureau, bureau.timezone);
  const midnight = Date.parse('2026-11-23T16:00:00Z');
  for (const step of steps.filter((s) => s.at < midnight)) sheets.add(step);
  sheets.settle(midnight);
  expect(sheets.sheets('2026-11-23').length).toBeGreaterThan(0);
  sheets.forgetBefore(midnight);
  const late = steps.findLast((s) => s.at < midnight && s.events.some((e) => e.type === 'offer.accepted'));
  sheets.add({ ...(late as Step), events: late?.events.filter((e) => e.type === 'offer.accepted') ?? [] });
  expect(sheets.sheets('2026-11-23')).toEqual([]);
});

test('[PRF-6] every formula of the standards is there, and has no figure where there is nothing to divide by', () => {
  expect(Object.keys(formulas)).toEqual([...formulaNames]);
  const figures = Object.values(formulas).map((formula) => formula(emptyTally()));
  expect(figures.every((figure) => figure === 0 || figure === null)).toBe(true);
  expect(formulas.answerRate(emptyTally())).toBeNull();
});

test('[PRF-7] sheets show the indicators of the standards under their codes', () => {
  const bureau = tinyBureau();
  const words = { zh: '接通率', en: 'Answer rate' };
  const indicators = [
    {
      code: 'answered',
      name: words,
      formula: 'answerRate' as const,
      unit: 'share' as const,
      better: 'higher' as const,
    },
  ];
  const sheets = new Sheets({ ...bureau, standards: { ...bureau.standards, indicators } }, bureau.timezone);
  const { steps } = played(2, 100);
  for (const step of steps) sheets.add(step);
  for (const sheet of sheets.sheets('2026-11-23')) expect(Object.keys(sheet.figures)).toEqual(['answered']);
});

test('[PRF-8] CSV is that of RFC 4180: one header row of codes, CRLF, quotes where they are needed', () => {
  const row = {
    day: '2026-11-23',
    per: 'officer' as const,
    hall: 'north',
    group: null,
    figures: { a: 1 / 3, b: null },
  };
  expect(toCsv([{ ...row, officer: 'o"1", 王' }])).toBe(
    'day,per,hall,group,officer,a,b\r\n2026-11-23,officer,north,,"o""1"", 王",0.3333,\r\n',
  );
});
