import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { Turn } from '../../src/bureau/turn.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer } from './desk.ts';
import { restarts } from './restarts.ts';
import { tinyBureau, type WrittenFiles } from './tiny-bureau.ts';

const minute = 60_000;
const hour = 60 * minute;
const WINDOW = 'north-w01';
const SEAT = 'north-s01';
const goods: Principal = { role: 'department', sub: 'clerk', department: 'goods' };
const ms = (text: string) => DateTime.fromISO(text, { zone: 'Asia/Shanghai' }).toMillis();
const monday = '2026-11-23T10:00';

/** Office hours from 09:00 to 17:30 on weekdays; a document is promised in five hours of them, a call in ten seconds. */
const bureauWith = (change: (files: WrittenFiles) => void = () => {}) =>
  tinyBureau((files) => {
    files.bureau.hours = { open: '09:00', close: '17:30', days: [1, 2, 3, 4, 5], drain: '30m' };
    Object.assign(files.bureau.rules.document, { limit: '5h', supplement: '30d', escalate: '40h' });
    Object.assign(files.bureau.rules.voice, { limit: '10s' });
    change(files);
  });
const deskAt = (at: string, bureau = bureauWith()) => new Desk(bureau, ms(at));

/** What was said of promised times, by when. */
const told = (desk: Desk) =>
  desk.events.flatMap((e) =>
    e.type === 'ticket.limitWarned' || e.type === 'ticket.limitBreached'
      ? [[e.type === 'ticket.limitWarned' ? 'warned' : 'breached', e.at]]
      : [],
  );
const heard = (desk: Desk, topic: string) => desk.pushes.filter((push) => push.topic === topic).map((p) => p.body);
const supplement = (desk: Desk, ticket: string) =>
  desk.do(officer(WINDOW), { type: 'supplement', ticket, items: [], note: 'the lease' });
const supply = (desk: Desk, ticket: string) =>
  desk.do(channel('etax'), { type: 'supply', ticket, materials: [{ ref: 'file' }], done: true });

describe('[PRM-1] a ticket is promised in the working time of its hall, warned of at 80 % and breached at 100 % of it:', () => {
  test.each([
    ['within a day', monday, '2026-11-23T14:00', '2026-11-23T15:00'],
    ['over a night', '2026-11-23T16:30', '2026-11-24T12:00', '2026-11-24T13:00'],
    ['over a weekend', '2026-11-27T16:30', '2026-11-30T12:00', '2026-11-30T13:00'],
    ['from a night on', '2026-11-23T22:00', '2026-11-24T13:00', '2026-11-24T14:00'],
    ['over a holiday, to a workday that makes up for it', '2026-12-03T16:30', '2026-12-06T12:00', '2026-12-06T13:00'],
  ])('%s', (_, at, warn, limit) => {
    const desk = deskAt(
      at,
      bureauWith(({ bureau }) => {
        bureau.days = { holidays: ['2026-12-04'], workdays: ['2026-12-06'] };
      }),
    );
    const ticket = desk.document();
    expect(desk.ticket(ticket)).toMatchObject({ warnAt: ms(warn), limitAt: ms(limit), breached: false });
    desk.pass(ms(warn) - 1 - desk.now);
    expect(told(desk)).toEqual([]);
    desk.pass(30 * 24 * hour);
    expect(told(desk)).toEqual([
      ['warned', ms(warn)],
      ['breached', ms(limit)],
    ]);
    expect(desk.ticket(ticket)).toMatchObject({ warnAt: null, limitAt: ms(limit), breached: true });
  });
});

test('[PRM-2] its station, the supervisors of its hall and its responsible station are told, each time', () => {
  const desk = deskAt(monday);
  desk.open(WINDOW);
  const ticket = desk.document();
  desk.presence(`station:${WINDOW}`, false);
  desk.open('north-w02');
  desk.pass(20_000);
  expect([desk.ticket(ticket).responsible, desk.stationOf(ticket)]).toEqual([WINDOW, 'north-w02']);
  desk.pushes.length = 0;
  desk.pass(5 * hour);
  const limitAt = ms('2026-11-23T15:00');
  expect(desk.of('ticket.limitWarned')).toMatchObject([{ ticket, station: 'north-w02', limitAt }]);
  expect(desk.of('ticket.limitBreached')).toMatchObject([{ ticket, station: 'north-w02', limitAt }]);
  for (const topic of ['station:north-w02', 'hall:north', `station:${WINDOW}`]) {
    const views = heard(desk, topic).filter((body) => body.type === 'ticket');
    expect(views).toMatchObject([{ ticket: { id: ticket, limitAt } }, { ticket: { id: ticket, limitAt } }]);
  }
});

test('[PRM-3] while the taxpayer has it the clock stands still, and then it goes on with what was left', () => {
  const desk = deskAt(monday);
  desk.open(WINDOW);
  const ticket = desk.document();
  desk.pass(3 * hour);
  supplement(desk, ticket);
  expect(desk.ticket(ticket)).toMatchObject({ limitAt: null, warnAt: null, parked: { limitLeft: 2 * hour } });
  desk.pass(7 * 24 * hour);
  expect(told(desk)).toEqual([]);
  // On a Monday at 13:00 again: two hours are left, of which the last is after the warning.
  for (const again of [...restarts(desk), desk]) {
    supply(again, ticket);
    again.pass(24 * hour);
    expect(told(again)).toEqual([
      ['warned', ms('2026-11-30T14:00')],
      ['breached', ms('2026-11-30T15:00')],
    ]);
  }
});

test('[PRM-4] time out of hours is not working time when a clock is stopped, either', () => {
  const desk = deskAt('2026-11-27T16:30');
  desk.open(WINDOW);
  const ticket = desk.document();
  desk.pass(40 * hour);
  supplement(desk, ticket);
  expect(desk.ticket(ticket).parked?.limitLeft).toBe(4 * hour);
  supply(desk, ticket);
  expect(desk.ticket(ticket)).toMatchObject({ warnAt: ms('2026-11-30T12:00'), limitAt: ms('2026-11-30T13:00') });
});

test('[PRM-5] a warning that was given, and a breach, are not given again after the ticket was parked', () => {
  const desk = deskAt(monday);
  desk.open(WINDOW);
  const ticket = desk.document();
  desk.pass(4.5 * hour);
  supplement(desk, ticket);
  desk.pass(24 * hour);
  supply(desk, ticket);
  expect(desk.ticket(ticket)).toMatchObject({ warnAt: null, limitAt: desk.now + hour / 2 });
  desk.pass(hour);
  const once = [
    ['warned', ms('2026-11-23T14:00')],
    ['breached', ms('2026-11-24T15:00')],
  ];
  expect(told(desk)).toEqual(once);
  supplement(desk, ticket);
  desk.pass(24 * hour);
  supply(desk, ticket);
  desk.pass(7 * 24 * hour);
  expect(told(desk)).toEqual(once);
  expect(desk.ticket(ticket)).toMatchObject({ limitAt: null, breached: true });
});

describe('[PRM-6] the clock runs in every state in which the bureau has the ticket:', () => {
  test('waiting', () => {
    const desk = deskAt(monday);
    const ticket = desk.document();
    desk.pass(5 * hour);
    expect(told(desk)).toHaveLength(2);
    expect(desk.of('ticket.limitBreached')).toMatchObject([{ station: null }]);
    expect(desk.state(ticket)).toBe('waiting');
  });

  test('offered, in service and in wrap-up', () => {
    const acts: [string, (desk: Desk, ticket: string) => void][] = [
      ['offered', () => {}],
      ['serving', (desk, ticket) => desk.accept(ticket)],
      ['wrapUp', (desk, ticket) => [desk.accept(ticket), desk.end(ticket)]],
    ];
    for (const [state, act] of acts) {
      const desk = deskAt(monday);
      desk.open(SEAT);
      const ticket = desk.call();
      act(desk, ticket);
      desk.pass(10_000);
      expect(desk.state(ticket)).toBe(state);
      expect(told(desk)).toEqual([
        ['warned', ms(monday) + 8_000],
        ['breached', ms(monday) + 10_000],
      ]);
      expect(desk.of('ticket.limitBreached')).toMatchObject([{ station: SEAT }]);
    }
  });

  test('escalated, and after the answer', () => {
    const desk = deskAt(monday);
    desk.open(WINDOW);
    const ticket = desk.document();
    desk.do(officer(WINDOW), { type: 'escalate', ticket, department: 'goods', question: '如何开具' });
    desk.pass(4 * hour);
    expect(told(desk)).toEqual([['warned', ms('2026-11-23T14:00')]]);
    desk.do(goods, { type: 'answer', ticket, text: '可以' });
    desk.pass(hour);
    expect(told(desk).slice(1)).toEqual([['breached', ms('2026-11-23T15:00')]]);
  });

  test('set aside for a supervisor, who is told when it is taken in hand', () => {
    const desk = deskAt(monday);
    const ticket = desk.document();
    desk.give({ type: 'quarantine', id: 'q', ticket, station: null, error: 'for a test' });
    desk.pass(6 * hour);
    expect(told(desk)).toEqual([]);
    const turn = new Turn(desk.core.state, desk.now);
    const step = { scope: 'hall', minLevel: 1 } as const;
    turn.emit({ type: 'ticket.requeued', ticket, place: { index: 0, step, until: null }, awayUntil: null });
    desk.pass(hour);
    expect(told(desk)).toEqual([['breached', ms('2026-11-23T16:00')]]);
  });
});

test('[PRM-7] after a restart what is late is told at once, what is later at its time, and a breach not by a warning first', () => {
  const desk = deskAt(monday);
  desk.document();
  for (const again of restarts(desk, 4.5 * hour)) {
    again.pass(0);
    expect(told(again)).toEqual([['warned', ms('2026-11-23T14:30')]]);
    again.pass(hour);
    expect(told(again).slice(1)).toEqual([['breached', ms('2026-11-23T15:00')]]);
  }
  const late = deskAt(monday);
  late.document();
  for (const again of restarts(late, 24 * hour)) {
    again.pass(hour);
    expect(told(again)).toEqual([['breached', ms('2026-11-24T10:00')]]);
  }
});

test('[PRM-8] a restart between them repeats neither the warning nor the breach', () => {
  for (const passed of [4.5 * hour, 6 * hour]) {
    const desk = deskAt(monday);
    desk.document();
    desk.pass(passed);
    for (const again of restarts(desk)) {
      again.pass(24 * hour);
      expect([...told(desk), ...told(again)].map(([what]) => what)).toEqual(['warned', 'breached']);
    }
  }
});

test('[PRM-9] a ticket that is closed in time is neither warned of nor breached', () => {
  const desk = deskAt(monday);
  desk.open(WINDOW);
  const ticket = desk.document();
  desk.pass(3 * hour);
  desk.complete(ticket);
  desk.pass(24 * hour);
  expect(told(desk)).toEqual([]);
});
