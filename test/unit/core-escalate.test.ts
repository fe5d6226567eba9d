import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { viewEscalation, viewTicket } from '../../src/bureau/views.ts';
import { sessionView } from '../../src/host/questions.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer, taxpayer } from './desk.ts';
import { restarts } from './restarts.ts';
import { tinyBureau, type WrittenFiles } from './tiny-bureau.ts';

const hour = 3_600_000;
const WINDOW = 'north-w01';
const ms = (text: string) => DateTime.fromISO(text, { zone: 'Asia/Shanghai' }).toMillis();
const of = (department: string): Principal => ({ role: 'department', sub: `clerk-${department}`, department });
const supervisor = (halls: '*' | string[]): Principal => ({ role: 'supervisor', sub: 'chief', halls });
const portal = channel('etax');

/** Office hours from 09:00 to 17:30 on weekdays; a department has four hours of them. */
const bureauWith = (change: (files: WrittenFiles) => void = () => {}) =>
  tinyBureau((files) => {
    files.bureau.hours = { open: '09:00', close: '17:30', days: [1, 2, 3, 4, 5], drain: '30m' };
    Object.assign(files.bureau.rules.document, { escalate: '4h', prefer: '2m' });
    files.departments.push({ code: 'social', name: '社会保险费处', en: 'Social Insurance Fees' });
    change(files);
  });

/** A document on the window's desk: at ten on a Monday, unless another time is given. */
function served(at = '2026-11-23T10:00', bureau = bureauWith()): { desk: Desk; ticket: string } {
  const desk = new Desk(bureau, ms(at));
  desk.open(WINDOW);
  return { desk, ticket: desk.document() };
}
const ask = (desk: Desk, ticket: string, department = 'goods', by: Principal = officer(WINDOW)) =>
  desk.do(by, { type: 'escalate', ticket, department, question: '如何开具' });
const answer = (desk: Desk, ticket: string, by = of('goods')) => desk.do(by, { type: 'answer', ticket, text: '可以' });
const handOn = (desk: Desk, ticket: string, department: string, by = of('goods')) =>
  desk.do(by, { type: 'handOn', ticket, department, note: 'yours' });
const heard = (desk: Desk, topic: string) => desk.pushes.filter((push) => push.topic === topic).map((p) => p.body);
const reminders = (desk: Desk) => desk.of('escalation.reminded').map((e) => [e.share, e.at, e.remindAt]);

test('[ESC-1] a question goes to a department with a clock; its station is free meanwhile and keeps the responsibility', () => {
  const { desk, ticket } = served();
  expect(ask(desk, ticket)).toEqual({ ok: true });
  expect(desk.last('ticket.escalated')).toMatchObject({
    ...{ ticket, station: WINDOW, department: 'goods', question: '如何开具' },
    ...{ until: ms('2026-11-23T14:00'), remindAt: ms('2026-11-23T12:00') },
  });
  expect(desk.seat(WINDOW)).toMatchObject({ value: 'ready', work: [] });
  expect(desk.ticket(ticket)).toMatchObject({ station: null, responsible: WINDOW });
  const answersFor = (at: Desk) => sessionView(at.core, officer(WINDOW), []).tickets.map(({ id }) => id);
  for (const at of [desk, ...restarts(desk)]) expect(answersFor(at)).toEqual([ticket]);
  const [t] = [...desk.core.state.tickets()];
  expect(t && viewTicket(t)).toMatchObject({
    state: 'escalated',
    escalated: { department: 'goods', until: ms('2026-11-23T14:00'), question: '如何开具' },
  });
  expect(heard(desk, 'department:goods')).toEqual([
    {
      type: 'escalation',
      escalation: {
        ...{ ticket, department: 'goods', hall: 'north', business: 'invoice-claim', question: '如何开具' },
        ...{ station: WINDOW, askedAt: desk.now, until: ms('2026-11-23T14:00'), reminded: 0, answered: false },
      },
    },
  ]);
  expect(heard(desk, `ticket:${ticket}`).at(-1)).toMatchObject({ ticket: { state: 'escalated' } });
  const next = desk.document();
  expect(desk.stationOf(next)).toBe(WINDOW);
});

test('[ESC-2] it may be asked in wrap-up too', () => {
  const { desk, ticket } = served();
  desk.end(ticket);
  expect(ask(desk, ticket)).toEqual({ ok: true });
  desk.pass(10 * 60_000);
  expect(desk.state(ticket)).toBe('escalated');
});

describe('[ESC-3] a question that cannot be asked is refused and changes nothing:', () => {
  test.each([
    ['an unknown department', officer(WINDOW), 'police', 'unknown-department'],
    ['by another station', officer('north-w02'), 'goods', 'not-found'],
    ['by another officer', { ...officer(WINDOW), sub: 'somebody' }, 'goods', 'station-taken'],
    ['by the channel', portal, 'goods', 'forbidden'],
    ['by a supervisor', supervisor('*'), 'goods', 'forbidden'],
    ['by a department', of('goods'), 'goods', 'forbidden'],
  ] as const)('%s', (_, by, department, code) => {
    const { desk, ticket } = served();
    desk.open('north-w02');
    expect(ask(desk, ticket, department, by)).toMatchObject({ ok: false, code });
    expect(desk.steps.at(-1)?.events).toEqual([]);
    expect(desk.state(ticket)).toBe('serving');
  });

  test('a ticket that is only offered', () => {
    const bureau = bureauWith((files) => Object.assign(files.bureau.rules.document, { autoAccept: false }));
    const { desk, ticket } = served('2026-11-23T10:00', bureau);
    expect(ask(desk, ticket)).toMatchObject({ code: 'wrong-state' });
  });
});

test('[ESC-4] the department is reminded at 50, 80 and 100 % of its working time; then the supervisors are told, and no more', () => {
  // Half an hour on Friday, three and a half on Monday.
  const { desk, ticket } = served('2026-11-27T17:00');
  ask(desk, ticket);
  const [half, most, end] = ['2026-11-30T10:30', '2026-11-30T11:42', '2026-11-30T12:30'].map(ms) as [
    number,
    number,
    number,
  ];
  desk.pass(half - 1 - desk.now);
  expect(reminders(desk)).toEqual([]);
  desk.pass(end - 1 - desk.now);
  expect(reminders(desk)).toEqual([
    [50, half, most],
    [80, most, end],
  ]);
  expect(heard(desk, 'hall:north').filter((body) => body.type === 'escalation')).toEqual([]);
  desk.pass(1);
  desk.pass(72 * hour);
  expect(reminders(desk).slice(2)).toEqual([[100, end, null]]);
  const shares = (topic: string) =>
    heard(desk, topic).flatMap((body) => (body.type === 'escalation' ? [body.escalation.reminded] : []));
  expect([shares('department:goods'), shares('hall:north')]).toEqual([[0, 50, 80, 100], [100]]);
  expect(desk.state(ticket)).toBe('escalated');
});

test('[ESC-5] after a restart the department is reminded once of all that is over, and not early', () => {
  const { desk, ticket } = served();
  ask(desk, ticket);
  const asked = desk.now;
  for (const again of restarts(desk, 3.5 * hour)) {
    again.pass(0);
    expect(reminders(again)).toEqual([[80, asked + 3.5 * hour, asked + 4 * hour]]);
    again.pass(hour);
    expect(reminders(again).slice(1)).toEqual([[100, asked + 4 * hour, null]]);
  }
  const late = served();
  ask(late.desk, late.ticket);
  for (const again of restarts(late.desk, 9 * hour)) {
    again.pass(0);
    expect(reminders(again)).toEqual([[100, again.now, null]]);
  }
});

test('[ESC-6] other hours than when it was asked leave each reminder to come once, at the time that was set', () => {
  const { desk, ticket } = served();
  ask(desk, ticket);
  const asked = desk.now;
  desk.use(bureauWith((files) => Object.assign(files.bureau.hours, { open: '13:00' })));
  desk.pass(8 * hour);
  const shares = reminders(desk).map(([share]) => share);
  expect(reminders(desk)[0]).toMatchObject([50, asked + 2 * hour, expect.any(Number)]);
  expect(shares).toEqual([50, 80, 100]);
  expect(desk.last('escalation.reminded')?.at).toBe(asked + 4 * hour);
});

test('[ESC-16] where other hours leave no working time before the end, the next reminder is the last', () => {
  const { desk, ticket } = served();
  ask(desk, ticket);
  const asked = desk.now;
  desk.use(bureauWith((files) => Object.assign(files.bureau.hours, { open: '15:00' })));
  desk.pass(8 * hour);
  expect(reminders(desk)).toEqual([
    [50, asked + 2 * hour, asked + 4 * hour],
    [100, asked + 4 * hour, null],
  ]);
});

test('[ESC-7] the answer brings the ticket back to the responsible station, in its old place', () => {
  const { desk, ticket } = served();
  const { due, enteredAt } = desk.ticket(ticket);
  ask(desk, ticket);
  desk.pass(hour);
  expect(answer(desk, ticket)).toEqual({ ok: true });
  expect(desk.last('ticket.answered')).toMatchObject({
    ...{ ticket, department: 'goods', text: '可以', summon: false, awayUntil: null },
    place: { index: 0, step: { scope: 'hall', minLevel: 3 }, until: desk.now + 10_000 },
    prefer: { station: WINDOW, until: desk.now + 120_000 },
  });
  expect(desk.stationOf(ticket)).toBe(WINDOW);
  expect(desk.ticket(ticket)).toMatchObject({ due, enteredAt, answer: '可以', responsible: WINDOW });
  expect(heard(desk, `station:${WINDOW}`)).toContainEqual(
    expect.objectContaining({ type: 'ticket', ticket: expect.objectContaining({ state: 'serving', answer: '可以' }) }),
  );
  const t = desk.core.state.ticket(ticket);
  expect(t && viewEscalation(t)).toBeUndefined();
  expect(t && viewTicket(t).escalated).toBeUndefined();
  // Whoever of the department looks at its list sees that nothing is to be done any more.
  expect(heard(desk, 'department:goods').at(-1)).toMatchObject({ escalation: { ticket, answered: true } });
  desk.pass(24 * hour);
  expect(desk.of('escalation.reminded')).toEqual([]);
  for (const again of restarts(desk)) expect(again.ticket(ticket).answer).toBe('可以');
});

test('[ESC-8] a late answer is told to the supervisors, who were told that it is late', () => {
  const { desk, ticket } = served();
  ask(desk, ticket);
  desk.pass(5 * hour);
  answer(desk, ticket);
  const told = heard(desk, 'hall:north').flatMap((body) =>
    body.type === 'escalation' ? [body.escalation.answered] : [],
  );
  expect(told).toEqual([false, true]);
});

describe('[ESC-9] a question is answered by its department or by a supervisor of the hall, once:', () => {
  test.each([
    ['another department', of('social'), 'not-found'],
    ['a supervisor of another hall', supervisor(['south']), 'not-found'],
    ['another station', officer('north-w02'), 'not-found'],
    ['the responsible station', officer(WINDOW), 'forbidden'],
    ['the channel', portal, 'forbidden'],
    ['another taxpayer', taxpayer('li'), 'not-found'],
    ['a reader', { role: 'reader', sub: 'auditor', halls: '*' }, 'forbidden'],
  ] as const)('not by %s', (_, by, code) => {
    const { desk, ticket } = served();
    ask(desk, ticket);
    expect(answer(desk, ticket, by as Principal)).toMatchObject({ code });
    expect(handOn(desk, ticket, 'social', by as Principal)).toMatchObject({ code });
    expect(desk.state(ticket)).toBe('escalated');
  });

  test('by a supervisor, for the department that was asked', () => {
    const { desk, ticket } = served();
    ask(desk, ticket);
    expect(answer(desk, ticket, supervisor(['north']))).toEqual({ ok: true });
    expect(desk.last('ticket.answered')).toMatchObject({ department: 'goods' });
    expect(heard(desk, 'department:goods').at(-1)).toMatchObject({ escalation: { answered: true } });
  });

  test('not twice, nor what nobody asked', () => {
    const { desk, ticket } = served();
    expect(answer(desk, ticket)).toMatchObject({ code: 'not-found' });
    ask(desk, ticket);
    answer(desk, ticket);
    expect(answer(desk, ticket)).toMatchObject({ code: 'not-found' });
    expect(answer(desk, ticket, supervisor('*'))).toMatchObject({ code: 'wrong-state' });
    expect(answer(desk, 't99')).toMatchObject({ code: 'not-found' });
  });
});

test('[ESC-10] a question is handed on with what is left of its time; both departments hear of it', () => {
  const { desk, ticket } = served();
  ask(desk, ticket);
  desk.pass(3 * hour);
  expect(handOn(desk, ticket, 'social')).toEqual({ ok: true });
  expect(desk.last('escalation.handedOn')).toMatchObject({
    ticket,
    from: 'goods',
    department: 'social',
    note: 'yours',
  });
  const handed = {
    type: 'escalation',
    escalation: { department: 'social', until: ms('2026-11-23T14:00'), reminded: 50, note: 'yours', answered: false },
  };
  for (const department of ['goods', 'social'])
    expect(heard(desk, `department:${department}`).at(-1)).toMatchObject(handed);
  expect(heard(desk, `station:${WINDOW}`).at(-1)).toMatchObject({ ticket: { escalated: { department: 'social' } } });
  expect(answer(desk, ticket)).toMatchObject({ code: 'not-found' });
  for (const again of restarts(desk)) {
    again.pass(hour);
    expect(again.of('escalation.reminded').map((e) => [e.department, e.share])).toEqual([
      ['social', 80],
      ['social', 100],
    ]);
    expect(answer(again, ticket, of('social'))).toEqual({ ok: true });
  }
});

test('[ESC-11] to the department that has it a question is not handed on, and to an unknown one it cannot be', () => {
  const { desk, ticket } = served();
  ask(desk, ticket);
  expect(handOn(desk, ticket, 'police')).toMatchObject({ code: 'unknown-department' });
  expect(handOn(desk, ticket, 'goods')).toEqual({ ok: true });
  expect(desk.of('escalation.handedOn')).toEqual([]);
  expect(handOn(desk, ticket, 'social', supervisor(['north']))).toEqual({ ok: true });
});

test('[ESC-12] a taxpayer may cancel meanwhile; the department hears that nobody waits any more', () => {
  const { desk, ticket } = served();
  ask(desk, ticket);
  expect(desk.do(portal, { type: 'cancel', ticket })).toEqual({ ok: true });
  expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'cancelled' });
  expect(heard(desk, 'department:goods').at(-1)).toMatchObject({
    escalation: { ticket, answered: false, withdrawn: true },
  });
  expect(heard(desk, `station:${WINDOW}`).at(-1)).toMatchObject({ ticket: { id: ticket, outcome: 'cancelled' } });
  expect(answer(desk, ticket)).toMatchObject({ code: 'not-found' });
  desk.pass(24 * hour);
  expect(desk.of('escalation.reminded')).toEqual([]);
});

test('[ESC-13] a ticket that is set aside takes its question with it', () => {
  const { desk, ticket } = served();
  ask(desk, ticket);
  desk.give({ type: 'quarantine', id: 'q', ticket, station: null, error: 'for a test' });
  expect(heard(desk, 'department:goods').at(-1)).toMatchObject({ escalation: { withdrawn: true } });
  expect(answer(desk, ticket)).toMatchObject({ code: 'not-found' });
  desk.pass(24 * hour);
  expect(desk.of('escalation.reminded')).toEqual([]);
});

test('[ESC-14] whoever asked, the answer goes to the station that accepted the ticket first, which hears of every step', () => {
  const { desk, ticket } = served();
  desk.presence(`station:${WINDOW}`, false);
  desk.open('north-w02');
  desk.pass(20_000);
  expect(desk.stationOf(ticket)).toBe('north-w02');
  desk.open(WINDOW);
  expect(ask(desk, ticket, 'goods', officer('north-w02'))).toEqual({ ok: true });
  expect(heard(desk, `station:${WINDOW}`).at(-1)).toMatchObject({ ticket: { id: ticket, state: 'escalated' } });
  answer(desk, ticket);
  expect(desk.last('ticket.answered')?.prefer?.station).toBe(WINDOW);
  expect(desk.stationOf(ticket)).toBe(WINDOW);
});

test('[ESC-15] who was on the line is called when the answer is there and the turn comes', () => {
  const desk = new Desk(bureauWith());
  desk.open('north-s01');
  const call = desk.call();
  desk.accept(call);
  expect(ask(desk, call, 'goods', officer('north-s01'))).toEqual({ ok: true });
  answer(desk, call);
  expect(desk.last('ticket.answered')).toMatchObject({ summon: true, awayUntil: null });
  expect(desk.ticket(call)).toMatchObject({ station: 'north-s01', summon: true });
});

test('[ESC-17] an answered question reminds nobody any more, also while the ticket waits for material', () => {
  const bureau = bureauWith((files) => Object.assign(files.bureau.rules.document, { supplement: '40m' }));
  const { desk, ticket } = served('2026-11-23T10:00', bureau);
  ask(desk, ticket);
  desk.pass(82 * 60_000);
  answer(desk, ticket);
  desk.do(officer(WINDOW), { type: 'supplement', ticket, items: [], note: 'the lease' });
  // At noon half of the question's time would have been over, and nothing is left to remind the taxpayer of.
  desk.pass(39 * 60_000);
  expect(desk.of('ticket.reminded').map((e) => e.at)).toEqual([ms('2026-11-23T11:42'), ms('2026-11-23T11:58')]);
  expect(desk.of('escalation.reminded')).toEqual([]);
});

test('[ESC-18] a colleague who has come to help is free when the ticket goes to a department', () => {
  const { desk } = served();
  desk.open('north-s01');
  desk.open('north-s02');
  const ticket = desk.call();
  desk.accept(ticket);
  const host = desk.stationOf(ticket) ?? '';
  const guest = host === 'north-s01' ? 'north-s02' : 'north-s01';
  desk.do(officer(host), { type: 'consult', ticket, station: guest });
  desk.do(officer(guest), { type: 'accept', offer: `${ticket}.${desk.ticket(ticket).offers}` });
  expect(desk.seat(guest).value).toBe('serving');
  expect(ask(desk, ticket, 'goods', officer(host))).toEqual({ ok: true });
  for (const station of [host, guest]) expect(desk.seat(station)).toMatchObject({ value: 'ready', work: [] });
});
