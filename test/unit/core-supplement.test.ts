import { describe, expect, test } from 'vitest';
import { remindTaxpayer } from '../../src/bureau/decide/park.ts';
import { Turn } from '../../src/bureau/turn.ts';
import { channel, Desk, officer } from './desk.ts';
import { restarts } from './restarts.ts';
import { ask, bureauWith, give, heard, minute, portal, served, supervisor, view, WINDOW } from './supplement-rig.ts';

test('[SUP-1] all that is missing is asked for at once; the ticket waits for it, its station is free, the taxpayer is told', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  desk.pass(10_000);
  expect(ask(desk, ticket, ['licence', 'seal', 'licence'], 'both sides')).toEqual({ ok: true });
  expect(desk.last('ticket.parked')).toMatchObject({
    ...{ ticket, station: WINDOW, reason: 'supplement', items: ['licence', 'seal'], note: 'both sides' },
    ...{ until: desk.now + 100 * minute, remindAt: desk.now + 50 * minute },
  });
  expect(desk.seat(WINDOW)).toMatchObject({ value: 'ready', work: [] });
  const parked = { for: 'supplement', until: desk.now + 100 * minute, items: ['licence', 'seal'], note: 'both sides' };
  expect(view(desk, ticket)).toMatchObject({ state: 'parked', parked, supplements: 1 });
  expect(heard(desk, `ticket:${ticket}`).at(-1)).toMatchObject({ type: 'ticket', ticket: { state: 'parked', parked } });
});

test('[SUP-2] it may be asked for in wrap-up too, and by a note alone', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  desk.end(ticket);
  expect(ask(desk, ticket, [], 'the last page')).toEqual({ ok: true });
  expect(desk.ticket(ticket)).toMatchObject({ wrapUpUntil: null, parked: { items: [], note: 'the last page' } });
  desk.pass(10 * minute);
  expect(desk.state(ticket)).toBe('parked');
});

describe('[SUP-3] a supplement that cannot be asked for is refused and changes nothing:', () => {
  test.each([
    ['an item that the catalogue does not hold', officer(WINDOW), { items: ['licence', 'passport'] }, 'unknown-item'],
    ['nothing', officer(WINDOW), { items: [] }, 'bad-message'],
    ['by another station', officer('north-w02'), { items: ['seal'] }, 'not-found'],
    ['by another officer', { ...officer(WINDOW), sub: 'somebody' }, { items: ['seal'] }, 'station-taken'],
    ['by the channel', portal, { items: ['seal'] }, 'forbidden'],
    ['by a supervisor', supervisor, { items: ['seal'] }, 'forbidden'],
  ] as const)('%s', (_, by, { items }, code) => {
    const desk = new Desk(bureauWith());
    const ticket = served(desk);
    desk.open('north-w02');
    expect(desk.do(by, { type: 'supplement', ticket, items: [...items] })).toMatchObject({ ok: false, code });
    expect(desk.steps.at(-1)?.events).toEqual([]);
    expect(desk.state(ticket)).toBe('serving');
  });

  test('an item of a business without a catalogue, which takes a note', () => {
    const desk = new Desk(bureauWith());
    const ticket = served(desk, 'vat-return');
    expect(ask(desk, ticket, ['licence'])).toMatchObject({ code: 'unknown-item' });
    expect(ask(desk, ticket, ['constructor'])).toMatchObject({ code: 'unknown-item' });
    expect(ask(desk, ticket, [], 'the licence')).toEqual({ ok: true });
  });

  test('for a ticket that is only offered, or that was parked already', () => {
    const desk = new Desk(bureauWith(({ bureau }) => Object.assign(bureau.rules.document, { autoAccept: false })));
    const ticket = served(desk);
    expect(ask(desk, ticket, ['seal'])).toMatchObject({ code: 'wrong-state' });
    desk.accept(ticket);
    ask(desk, ticket, ['seal']);
    expect(ask(desk, ticket, ['seal'])).toMatchObject({ ok: false });
    expect(desk.of('ticket.parked')).toHaveLength(1);
  });
});

test('[SUP-17] a colleague who was invited, or has come to help, is free when the ticket leaves', () => {
  for (const joined of [true, false]) {
    const desk = new Desk(
      bureauWith(({ bureau }) => Object.assign(bureau.rules.video, { steps: [{ scope: 'bureau' }] })),
    );
    desk.open(WINDOW);
    desk.open('north-w02');
    const ticket = desk.video();
    desk.do(channel('booth'), { type: 'join', ticket });
    desk.accept(ticket);
    const host = desk.stationOf(ticket) ?? '';
    const guest = host === WINDOW ? 'north-w02' : WINDOW;
    desk.do(officer(host), { type: 'consult', ticket, station: guest });
    const offer = `${ticket}.${desk.ticket(ticket).offers}`;
    if (joined) expect(desk.do(officer(guest), { type: 'accept', offer })).toEqual({ ok: true });
    expect(desk.seat(guest).value).toBe('working');
    expect(desk.do(officer(host), { type: 'supplement', ticket, items: ['seal'] })).toEqual({ ok: true });
    expect([desk.seat(host), desk.seat(guest)]).toMatchObject([
      { value: 'ready', work: [], offer: null },
      { value: 'ready', work: [], offer: null },
    ]);
    expect(desk.ticket(ticket).guest).toBeNull();
  }
});

test('[SUP-4] the taxpayer is reminded at half the time and when a tenth of it is left, and no more', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  ask(desk, ticket, ['seal']);
  const asked = desk.now;
  desk.pass(100 * minute - 1);
  expect(desk.of('ticket.reminded')).toEqual([
    { type: 'ticket.reminded', ticket, at: asked + 50 * minute, remindAt: asked + 90 * minute, last: false },
    { type: 'ticket.reminded', ticket, at: asked + 90 * minute, remindAt: null, last: true },
  ]);
  expect(desk.state(ticket)).toBe('parked');
  expect(heard(desk, `ticket:${ticket}`).slice(-2)).toEqual([
    { type: 'ticket', ticket: view(desk, ticket) },
    { type: 'ticket', ticket: view(desk, ticket) },
  ]);
});

test('[SUP-5] the last reminder is at least a second before the end, and the only one where half the time is later', () => {
  const times = ['5s', '1500ms'].map((supplement) => {
    const desk = new Desk(
      bureauWith(({ bureau }) => {
        Object.assign(bureau.rules.document, { supplement });
      }),
    );
    const ticket = served(desk);
    ask(desk, ticket, ['seal']);
    const asked = desk.now;
    desk.pass(10_000);
    return desk.of('ticket.reminded').map(({ at, last }) => [at - asked, last]);
  });
  expect(times).toEqual([
    [
      [2_500, false],
      [4_000, true],
    ],
    [[750, true]],
  ]);
});

test('[SUP-6] whatever a ticket is parked for, its taxpayer is reminded in the same way', () => {
  for (const reason of ['booked', 'noShow'] as const) {
    const desk = new Desk(bureauWith());
    const ticket = desk.document();
    const parked = { type: 'ticket.parked' as const, ticket, station: null, reason, items: [], note: null };
    const until = desk.now + 1_000_000;
    const turn = new Turn(desk.core.state, desk.now);
    turn.emit({ ...parked, until, remindAt: desk.now + 500_000, limitLeft: null });
    const [half, end] = [desk.now + 500_000, until - 100_000].map((at) => new Turn(desk.core.state, at));
    for (const later of [half, end]) if (later !== undefined) remindTaxpayer(later, ticket);
    expect(half?.events).toMatchObject([{ type: 'ticket.reminded', last: false, remindAt: until - 100_000 }]);
    expect(end?.events).toMatchObject([{ type: 'ticket.reminded', last: true, remindAt: null }]);
  }
});

test('[SUP-7] what has not come by its time closes the ticket, not earlier, with the reply of the standard', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  ask(desk, ticket, ['seal']);
  give(desk, ticket, ['licence']);
  desk.pass(100 * minute - 1);
  expect(desk.state(ticket)).toBe('parked');
  desk.pass(1);
  expect(desk.last('ticket.closed')).toMatchObject({
    ...{ ticket, outcome: 'notSupplied', auto: true, station: null, template: { code: 'notsupplied', version: 1 } },
    reply: expect.stringContaining('notSupplied'),
  });
  expect(heard(desk, `ticket:${ticket}`).at(-1)).toMatchObject({ ticket: { outcome: 'notSupplied' } });
  expect(heard(desk, `station:${WINDOW}`).at(-1)).toMatchObject({ ticket: { id: ticket, outcome: 'notSupplied' } });
  for (const again of restarts(desk)) expect(again.core.figures(again.now).imbalance).toBe(0);
});

test('[SUP-8] after a restart what is overdue comes at once: one reminder, or the end without any', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  ask(desk, ticket, ['seal']);
  const asked = desk.now;
  for (const again of restarts(desk, 95 * minute)) {
    again.pass(0);
    expect(again.of('ticket.reminded')).toMatchObject([{ at: asked + 95 * minute, last: true, remindAt: null }]);
    again.pass(5 * minute - 1);
    expect(again.state(ticket)).toBe('parked');
    again.pass(1);
    expect(again.last('ticket.closed')).toMatchObject({ outcome: 'notSupplied', at: asked + 100 * minute });
    expect(again.of('ticket.reminded')).toHaveLength(1);
  }
  const late = new Desk(bureauWith());
  ask(late, served(late), ['seal']);
  for (const again of restarts(late, 200 * minute)) {
    again.pass(0);
    expect(again.of('ticket.reminded')).toEqual([]);
    expect(again.last('ticket.closed')).toMatchObject({ outcome: 'notSupplied', auto: true });
  }
});

test('[SUP-13] a second supplement of a ticket is flagged', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  for (const item of ['seal', 'licence']) {
    ask(desk, ticket, [item]);
    give(desk, ticket, [item]);
  }
  expect(view(desk, ticket)).toMatchObject({ state: 'serving', supplements: 2 });
  for (const again of restarts(desk)) expect(view(again, ticket)?.supplements).toBe(2);
});

test('[SUP-15] a taxpayer may cancel a ticket that waits for material', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  ask(desk, ticket, ['seal']);
  expect(desk.do(portal, { type: 'cancel', ticket })).toEqual({ ok: true });
  expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'cancelled' });
  desk.pass(200 * minute);
  expect(desk.of('ticket.reminded')).toEqual([]);
  expect(desk.core.figures(desk.now).imbalance).toBe(0);
});

test('[MET-39] the oldest wait of a queue counts from when a ticket came back, not from when it first came', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  ask(desk, ticket, ['seal']);
  desk.pass(30 * minute);
  desk.do(officer(WINDOW), { type: 'signOut', station: WINDOW });
  give(desk, ticket, ['seal']);
  expect(desk.state(ticket)).toBe('waiting');
  desk.pass(minute);
  const north = desk.core.figures(desk.now).halls.find((h) => h.hall === 'north');
  expect(north?.waiting.etax).toEqual({ count: 1, oldestMs: minute });
});
