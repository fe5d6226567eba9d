import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { phaseAt } from '../../src/bureau/hours.ts';
import type { Bureau, Hours } from '../../src/config/schema.ts';
import { channel, Desk } from './desk.ts';
import { tinyBureau } from './tiny-bureau.ts';

const zone = 'Asia/Shanghai';
const ms = (text: string) => DateTime.fromISO(text, { zone }).toMillis();
const office: Hours = { open: '09:00', close: '17:30', days: [1, 2, 3, 4, 5], drain: 30 * 60_000 };
const late: Hours = { ...office, open: '08:00', close: '23:50' };

/** 2026-11-23 is a Monday. */
describe('[HRS-1] the hours of a hall, in the time of its city:', () => {
  test.each([
    ['before opening', office, '2026-11-23T08:59:59.999', 'closed', '2026-11-23T09:00'],
    ['at opening', office, '2026-11-23T09:00', 'open', '2026-11-23T17:30'],
    ['at closing', office, '2026-11-23T17:30', 'draining', '2026-11-23T18:00'],
    ['after draining', office, '2026-11-23T18:00', 'closed', '2026-11-24T09:00'],
    ['on Friday evening', office, '2026-11-27T18:00', 'closed', '2026-11-30T09:00'],
    ['on Saturday', office, '2026-11-28T12:00', 'closed', '2026-11-30T09:00'],
    ['one day a week', { ...office, days: [1] }, '2026-11-23T19:00', 'closed', '2026-11-30T09:00'],
    ['draining past midnight', late, '2026-11-24T00:10', 'draining', '2026-11-24T00:20'],
    [
      'draining ends at the next opening',
      { ...late, open: '00:05' },
      '2026-11-24T00:01',
      'draining',
      '2026-11-24T00:05',
    ],
    ['open goes before draining', { ...late, open: '00:05' }, '2026-11-24T00:05', 'open', '2026-11-24T23:50'],
    ['round the clock on weekdays', { ...office, close: '09:00' }, '2026-11-24T03:00', 'open', '2026-11-25T09:00'],
  ] as const)('%s', (_, hours, at, state, until) => {
    const days = [...hours.days];
    if (hours.open === hours.close) {
      expect(phaseAt({ ...hours, days }, zone, ms('2026-11-28T12:00')).state).toBe('closed');
      expect(phaseAt({ ...hours, days }, zone, ms('2026-11-24T23:59:59.999')).state).toBe('open');
      expect(phaseAt({ ...hours, days }, zone, ms(at)).state).toBe(state);
    } else expect(phaseAt({ ...hours, days }, zone, ms(at))).toEqual({ state, until: ms(until) });
  });

  test('round the clock on all days', () => {
    const hours = { ...office, close: '09:00', days: [1, 2, 3, 4, 5, 6, 7] };
    expect(phaseAt(hours, zone, ms('2026-11-28T03:00'))).toEqual({ state: 'open', until: null });
  });
});

const bureau = (change: Partial<Record<'open' | 'close', string>> = {}): Bureau =>
  tinyBureau((files) => {
    Object.assign(files.bureau, {
      hours: { open: '09:00', close: '17:30', days: [1, 2, 3, 4, 5], drain: '30m', ...change },
    });
  });
const call = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim', priority: 0 } as const;

test('[HRS-2] a hall opens, drains and closes by itself, and opens again after the weekend', () => {
  const desk = new Desk(bureau(), ms('2026-11-27T08:00'));
  const seen: string[] = [];
  for (const at of ['T08:59:59.999', 'T09:00', 'T17:29:59.999', 'T17:30', 'T18:00'].map((t) => ms(`2026-11-27${t}`))) {
    desk.pass(at - desk.now);
    seen.push(desk.core.state.hall('north')?.value ?? '');
  }
  expect(seen).toEqual(['closed', 'open', 'open', 'draining', 'closed']);
  desk.pass(ms('2026-11-30T09:00') - desk.now);
  expect(desk.last('hall.opened')).toMatchObject({ at: ms('2026-11-30T09:00'), until: ms('2026-11-30T17:30') });
});

test('[HRS-3] out of hours no call or video is taken in, and the answer says until when; documents always are', () => {
  const desk = new Desk(bureau(), ms('2026-11-23T17:30'));
  expect(desk.do(channel('phone'), call)).toEqual({
    ...{ ok: false, code: 'hall-closed', detail: `north, until ${new Date(ms('2026-11-23T18:00')).toISOString()}` },
  });
  expect(desk.do(channel('booth'), { ...call, channel: 'booth' })).toMatchObject({ code: 'hall-closed' });
  expect(desk.state(desk.document())).toBe('waiting');
});

test('[HRS-4] who waits when the doors shut is served while the hall drains, and told when it closes', () => {
  const desk = new Desk(bureau(), ms('2026-11-23T17:29'));
  desk.open('north-s01');
  const [first, second, third] = [desk.call(), desk.call(), desk.call()];
  const document = desk.document();
  desk.accept(first);
  desk.pass(5 * 60_000);
  desk.complete(first);
  expect(desk.state(second)).toBe('offered');
  desk.accept(second);
  desk.pass(30 * 60_000);
  expect(desk.last('ticket.closed')).toMatchObject({ ticket: third, outcome: 'hallClosed', auto: true });
  expect([desk.state(second), desk.state(document)]).toEqual(['serving', 'waiting']);
});

test('[HRS-5] an offer that is open when the hall closes is taken back', () => {
  const desk = new Desk(bureau(), ms('2026-11-23T17:29:59'));
  const ticket = desk.call();
  desk.pass(30 * 60_000 - 4_000);
  desk.open('north-s01');
  expect(desk.state(ticket)).toBe('offered');
  desk.pass(5_000);
  expect(desk.last('offer.rescinded')).toMatchObject({ ticket, reason: 'hall-closed' });
  expect(desk.state(ticket)).toBe('closed');
  expect(desk.seat('north-s01').value).toBe('ready');
});

test('[HRS-7] a process that begins while a hall drains closes and opens it at its times', () => {
  const desk = new Desk(bureau(), ms('2026-11-23T17:45'));
  expect(desk.core.state.hall('north')).toMatchObject({
    value: 'draining',
    context: { until: ms('2026-11-23T18:00') },
  });
  desk.pass(ms('2026-11-24T09:00') - desk.now);
  expect(desk.core.state.hall('north')?.value).toBe('open');
});

test('[HRS-6] other hours rule as soon as they are read', () => {
  const desk = new Desk(bureau(), ms('2026-11-23T17:00'));
  desk.use(bureau({ close: '12:00' }));
  expect(desk.core.state.hall('north')?.value).toBe('closed');
  desk.use(bureau({ close: '20:00' }));
  expect(desk.last('hall.opened')).toMatchObject({ until: ms('2026-11-23T20:00') });
  desk.pass(30 * 60_000);
  expect(desk.core.state.hall('north')?.value).toBe('open');
});
