import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { calendarOf, WorkCalendar } from '../../src/bureau/calendar.ts';
import { phaseAt } from '../../src/bureau/hours.ts';
import type { Days, Hours } from '../../src/config/schema.ts';

const hour = 3_600_000;
const zone = 'Asia/Shanghai';
const ms = (text: string, at = zone) => DateTime.fromISO(text, { zone: at }).toMillis();
const office: Hours = { open: '09:00', close: '17:30', days: [1, 2, 3, 4, 5], drain: 30 * 60_000 };
const none: Days = { holidays: [], workdays: [] };
/** 国庆节 2026 with its make-up workdays, a Sunday and a Saturday. */
const october: Days = {
  holidays: [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day}`),
  workdays: ['2026-09-20', '2026-10-10'],
};
const calendar = new WorkCalendar(office, october, zone);

describe('[WCL-1] working time passes in the hours of working days only:', () => {
  test.each([
    ['within a day', '2026-11-23T10:00', 2, '2026-11-23T12:00'],
    ['a day filled ends at its closing', '2026-11-23T09:00', 8.5, '2026-11-23T17:30'],
    ['over night', '2026-11-23T16:30', 2, '2026-11-24T10:00'],
    ['before opening', '2026-11-23T03:00', 1, '2026-11-23T10:00'],
    ['over the weekend', '2026-11-27T17:00', 1, '2026-11-30T09:30'],
    ['from a Saturday on', '2026-11-28T12:00', 1, '2026-11-30T10:00'],
    ['over the holidays', '2026-09-30T17:00', 1, '2026-10-08T09:30'],
    ['on a make-up Saturday', '2026-10-09T17:00', 1, '2026-10-10T09:30'],
    ['seven working days of 8 h', '2026-11-23T09:00', 56, '2026-12-01T14:00'],
    ['none, at night', '2026-11-23T20:00', 0, '2026-11-24T09:00'],
    ['none, at closing', '2026-11-23T17:30', 0, '2026-11-23T17:30'],
  ])('%s', (_, from, hours, to) => {
    expect(calendar.addWorking(ms(from), hours * hour)).toBe(ms(to));
    expect(calendar.workingBetween(ms(from), ms(to))).toBe(hours * hour);
  });

  test('nothing has passed where the end is not later', () => {
    expect(calendar.workingBetween(ms('2026-11-24T10:00'), ms('2026-11-23T10:00'))).toBe(0);
  });
});

const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'America/Havana', 'Australia/Lord_Howe', 'UTC'];
const times = fc.constantFrom('00:00', '01:30', '02:30', '09:00', '13:45');
const closes = fc.constantFrom('03:00', '14:00', '17:30', '23:59', '24:00');
const anyHours = fc.oneof(
  fc.record({ open: times, close: closes }).filter(({ open, close }) => open < close),
  times.map((open) => ({ open, close: open })),
);
const date = fc.integer({ min: 0, max: 364 }).map((day) => DateTime.utc(2026, 1, 1).plus({ days: day }).toISODate()!);
const anyCalendar = fc
  .record({
    hours: anyHours,
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    holidays: fc.uniqueArray(date, { maxLength: 40 }),
    workdays: fc.uniqueArray(date, { maxLength: 10 }),
    zone: fc.constantFrom(...zones),
  })
  .map(({ hours, days, holidays, workdays, zone }) => {
    const whole: Hours = { ...hours, days, drain: 0 };
    const special = { holidays: holidays.filter((day) => !workdays.includes(day)), workdays };
    return { hours: whole, special, zone, calendar: new WorkCalendar(whole, special, zone) };
  });
const moment = fc.integer({ min: ms('2026-01-01'), max: ms('2026-12-31') });
const span = fc.integer({ min: 0, max: 200 * hour });

test('[WCL-2] what was added has passed', () => {
  fc.assert(
    fc.property(anyCalendar, moment, span, ({ calendar }, from, add) => {
      expect(calendar.workingBetween(from, calendar.addWorking(from, add))).toBe(add);
    }),
  );
});

test('[WCL-3] time adds up: in two parts as in one, over two spans as over their sum', () => {
  fc.assert(
    fc.property(anyCalendar, moment, span, span, ({ calendar }, from, a, b) => {
      expect(calendar.addWorking(calendar.addWorking(from, a), b)).toBe(calendar.addWorking(from, a + b));
      const [middle, end] = [from + a, from + a + b];
      expect(calendar.workingBetween(from, middle) + calendar.workingBetween(middle, end)).toBe(
        calendar.workingBetween(from, end),
      );
    }),
  );
});

test('[WCL-4] no time ends outside of working time, nor before it began', () => {
  fc.assert(
    fc.property(anyCalendar, moment, span, ({ calendar }, from, add) => {
      const end = calendar.addWorking(from, add);
      expect(end).toBeGreaterThanOrEqual(from + add);
      expect(calendar.workingBetween(end - 1, end + 1)).toBeGreaterThan(0);
    }),
  );
});

/** Is the minute that begins at `at` worked? By the letter: the local day, weekday and time, from Intl alone. */
function worked(hours: Hours, days: Days, format: Intl.DateTimeFormat, at: number): boolean {
  const local = (time: number) => {
    const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
  };
  const works = (date: string) => {
    const weekday = new Date(`${date}T00:00Z`).getUTCDay() || 7;
    return days.workdays.includes(date) || (hours.days.includes(weekday) && !days.holidays.includes(date));
  };
  const now = local(at);
  if (hours.open === hours.close) {
    const yesterday = new Date(Date.parse(`${now.date}T00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    return now.time >= hours.open ? works(now.date) : works(yesterday);
  }
  return works(now.date) && now.time >= hours.open && now.time < hours.close;
}

test('[WCL-5] agrees with minutes counted one by one, also where clocks change and hours end at midnight', () => {
  // Around the changes of clocks in 2026; opening times that a clock skips or repeats are not among them.
  const around = fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01');
  const hours = fc
    .constantFrom(
      ...[
        ['09:00', '17:30'],
        ['00:00', '24:00'],
        ['06:00', '24:00'],
        ['06:00', '06:00'],
        ['03:30', '23:59'],
      ],
    )
    .map(([open = '', close = '']) => ({ ...office, open, close, days: [1, 2, 3, 5, 7] }));
  fc.assert(
    fc.property(fc.constantFrom(...zones), hours, around, fc.nat(2000), fc.nat(3000), (zone, hours, day, back, on) => {
      const days: Days = { holidays: [day], workdays: [DateTime.fromISO(day).plus({ days: -1 }).toISODate()!] };
      const format = new Intl.DateTimeFormat('en-CA', {
        ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' },
        ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      });
      const from = Date.parse(`${day}T00:00Z`) - back * 60_000;
      let minutes = 0;
      for (let m = 0; m < on; m++) if (worked(hours, days, format, from + m * 60_000)) minutes++;
      const calendar = new WorkCalendar(hours, days, zone);
      expect(calendar.workingBetween(from, from + on * 60_000)).toBe(minutes * 60_000);
    }),
    { numRuns: 40 },
  );
});

describe('[WCL-6] holidays and make-up workdays rule the hours of a hall:', () => {
  test.each([
    ['on a holiday', '2026-10-01T10:00', 'closed', '2026-10-08T09:00'],
    ['on the evening before', '2026-09-30T18:00', 'closed', '2026-10-08T09:00'],
    ['on a make-up Sunday', '2026-09-20T10:00', 'open', '2026-09-20T17:30'],
    ['on the Saturday before it', '2026-09-19T10:00', 'closed', '2026-09-20T09:00'],
  ] as const)('%s', (_, at, state, until) => {
    expect(phaseAt(office, zone, ms(at), october)).toEqual({ state, until: ms(until) });
  });

  test('a hall of one day a week opens after all the holidays that fall on it', () => {
    const mondays = [2, 9, 16, 23, 30].map((day) => `2026-11-${String(day).padStart(2, '0')}`);
    const { until } = phaseAt({ ...office, days: [1] }, zone, ms('2026-11-01'), { holidays: mondays, workdays: [] });
    expect(until).toBe(ms('2026-12-07T09:00'));
  });

  test('a hall that never shuts shuts on a holiday', () => {
    const always: Hours = { ...office, close: '09:00', days: [1, 2, 3, 4, 5, 6, 7] };
    expect(phaseAt(always, zone, ms('2026-10-07T10:00'), october)).toMatchObject({ until: ms('2026-10-08T09:00') });
    expect(phaseAt(always, zone, ms('2026-10-07T10:00'), none)).toEqual({ state: 'open', until: null });
  });
});

test('[WCL-7] a hall is open exactly while working time passes', () => {
  fc.assert(
    fc.property(anyCalendar, moment, ({ hours, special, zone, calendar }, at) => {
      const open = phaseAt(hours, zone, at, special).state === 'open';
      expect(calendar.workingBetween(at, at + 1)).toBe(open ? 1 : 0);
    }),
  );
});

test('[WCL-5] where clocks skip all the hours of a day, nobody works on it', () => {
  const newYork = new WorkCalendar(
    { ...office, open: '02:30', close: '03:00', days: [6, 7, 1] },
    none,
    'America/New_York',
  );
  const at = (text: string) => ms(text, 'America/New_York');
  expect(newYork.addWorking(at('2026-03-07T02:45'), hour / 2)).toBe(at('2026-03-09T02:45'));
  expect(newYork.workingBetween(at('2026-03-08T00:00'), at('2026-03-09T00:00'))).toBe(0);
});

test('[WCL-8] halls that share their hours share a calendar, until other days are read', () => {
  const hours = { ...office };
  const shared = calendarOf(hours, none, zone);
  expect(calendarOf(hours, none, zone)).toBe(shared);
  expect(calendarOf({ ...hours }, none, zone)).not.toBe(shared);
  expect(calendarOf(hours, october, zone).addWorking(ms('2026-10-01T10:00'), hour)).toBe(ms('2026-10-08T10:00'));
  expect(calendarOf(hours, october, 'UTC').addWorking(ms('2026-11-23T10:00'), 0)).toBe(ms('2026-11-23T17:00'));
});
