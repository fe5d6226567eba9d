import { describe, expect, test } from 'vitest';
import { Turn } from '../../src/bureau/turn.ts';
import { channel, Desk, officer, taxpayer } from './desk.ts';
import { restarts } from './restarts.ts';
import { ask, bureauWith, give, heard, minute, served, supervisor, view, WINDOW } from './supplement-rig.ts';

test('[SUP-9] material that is not yet all is kept, also what was not asked for, and the rest is waited for', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  ask(desk, ticket, ['licence', 'seal']);
  const until = desk.ticket(ticket).parked?.until;
  expect(give(desk, ticket, ['seal', 'lease'], { note: 'the licence will follow' })).toEqual({ ok: true });
  expect(desk.state(ticket)).toBe('parked');
  const has = {
    attachments: [
      { item: 'seal', ref: 'file-seal' },
      { item: 'lease', ref: 'file-lease' },
    ],
    suppliedNote: 'the licence will follow',
  };
  expect(view(desk, ticket)).toMatchObject({ parked: { items: ['licence'], until }, ...has });
  // 首问责任: its station hears of it though the ticket is not on its desk.
  expect(heard(desk, `station:${WINDOW}`).at(-1)).toMatchObject({ ticket: { id: ticket, ...has } });
  for (const again of restarts(desk)) {
    expect(give(again, ticket, ['licence'])).toEqual({ ok: true });
    expect(again.ticket(ticket).attachments).toHaveLength(3);
    expect(again.ticket(ticket)).toMatchObject({ parked: null, suppliedNote: 'the licence will follow' });
  }
});

test('[SUP-10] once all is there the ticket comes back to its station in its old place, from its first routing step', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  const { due, enteredAt } = desk.ticket(ticket);
  ask(desk, ticket, ['licence', 'seal']);
  desk.pass(30 * minute);
  const newer = [desk.document(), desk.document(), desk.document()];
  give(desk, ticket, ['licence', 'seal']);
  expect(desk.last('ticket.unparked')).toMatchObject({
    ...{ ticket, reason: 'supplied', due: null, summon: false, awayUntil: null },
    place: { index: 0, step: { scope: 'hall', minLevel: 3 }, until: desk.now + 10_000 },
    prefer: { station: WINDOW, until: desk.now + 2 * minute },
  });
  expect(desk.ticket(ticket)).toMatchObject({ due, enteredAt, parked: null, responsible: WINDOW });
  const fourth = desk.document();
  expect([desk.state(ticket), desk.state(fourth)]).toEqual(['waiting', 'waiting']);
  desk.complete(newer[0] ?? '');
  desk.pass(10_000);
  expect([desk.state(ticket), desk.state(fourth)]).toEqual(['serving', 'waiting']);
  expect(desk.stationOf(ticket)).toBe(WINDOW);
});

describe('[SUP-11] the ticket goes on as well', () => {
  test.each([
    ['when the taxpayer says that this is all', ['licence', 'seal'], undefined, ['seal'], { done: true }],
    ['when the taxpayer has nothing more', ['seal'], undefined, [], { done: true }],
    ['when a note asked for it, by whatever comes', [], 'the lease', ['lease'], {}],
    ['when a note asked for it, by a note', [], 'the year', [], { note: '2025' }],
  ])('%s', (_, items, note, given, more) => {
    const desk = new Desk(bureauWith());
    const ticket = served(desk);
    ask(desk, ticket, items, note);
    expect(give(desk, ticket, given, more)).toEqual({ ok: true });
    expect(desk.state(ticket)).toBe('serving');
  });
});

describe('[SUP-12] material is taken from the taxpayer or the channel, while it is asked for, and from nobody else:', () => {
  test.each([
    ['the station', officer(WINDOW), 'forbidden'],
    ['a supervisor', supervisor, 'forbidden'],
    ['another station', officer('north-w02'), 'not-found'],
    ['another channel', channel('vtax'), 'not-found'],
    ['another taxpayer', taxpayer('li'), 'not-found'],
    ['a department', { role: 'department', sub: 'zhou', department: 'goods' }, 'not-found'],
  ] as const)('%s', (_, by, code) => {
    const desk = new Desk(bureauWith());
    const ticket = served(desk);
    ask(desk, ticket, ['seal']);
    const command = { type: 'supply', ticket, materials: [{ item: 'seal', ref: 'file' }], done: true } as const;
    expect(desk.do(by, { ...command, materials: [...command.materials] })).toMatchObject({ code });
    expect(desk.state(ticket)).toBe('parked');
  });

  test('the taxpayer by an own session, or by the link of the ticket', () => {
    for (const by of [taxpayer('wang'), { ...taxpayer('link'), ticket: '' }]) {
      const desk = new Desk(bureauWith());
      const video = { type: 'submit', channel: 'vtax', business: 'invoice-claim', priority: 0 } as const;
      const submitted = desk.do(taxpayer('wang'), video);
      const ticket = 'ticket' in submitted ? (submitted.ticket ?? '') : '';
      desk.open(WINDOW);
      desk.accept(ticket);
      ask(desk, ticket, ['seal']);
      const speaker = 'ticket' in by ? { ...by, ticket } : by;
      const materials = [{ item: 'seal', ref: 'file' }];
      expect(desk.do(speaker, { type: 'supply', ticket, materials, done: false })).toEqual({ ok: true });
      // Nobody was on the line: the taxpayer is called when the turn comes.
      expect(desk.last('ticket.unparked')).toMatchObject({ summon: true, awayUntil: null });
    }
  });

  test('nothing at all, an unknown ticket, one that waits, one that is parked for something else', () => {
    const desk = new Desk(bureauWith());
    const ticket = served(desk);
    expect(give(desk, ticket, ['seal'])).toMatchObject({ code: 'wrong-state' });
    ask(desk, ticket, ['seal']);
    expect(give(desk, ticket, [])).toMatchObject({ code: 'bad-message' });
    give(desk, ticket, ['seal']);
    expect(give(desk, ticket, ['seal'])).toMatchObject({ code: 'wrong-state' });
    expect(give(desk, 't99', ['seal'])).toMatchObject({ code: 'not-found' });
    const missing = desk.document('south');
    const turn = new Turn(desk.core.state, desk.now);
    turn.emit({
      ...{ type: 'ticket.parked', ticket: missing, station: null, reason: 'noShow', until: desk.now + minute },
      ...{ remindAt: null, items: [], note: null, limitLeft: null },
    });
    expect(give(desk, missing, ['seal'])).toMatchObject({ code: 'wrong-state' });
  });
});

test('[SUP-14] a station that pauses, is away or has signed out is not waited for', () => {
  const leaves: ((desk: Desk) => void)[] = [
    (desk) => desk.pause(WINDOW),
    (desk) => desk.presence(`station:${WINDOW}`, false),
    (desk) => desk.do(officer(WINDOW), { type: 'signOut', station: WINDOW }),
  ];
  for (const leave of leaves) {
    const desk = new Desk(bureauWith());
    const ticket = served(desk);
    ask(desk, ticket, ['seal']);
    leave(desk);
    desk.open('north-w02');
    give(desk, ticket, ['seal']);
    expect(desk.last('ticket.unparked')?.prefer).toBeNull();
    expect(desk.stationOf(ticket)).toBe('north-w02');
    expect(desk.ticket(ticket).responsible).toBe(WINDOW);
  }
});

test('[SUP-16] a ticket that comes back is offered to nobody but its station, and after a while to the best', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  ask(desk, ticket, ['seal']);
  const others = [desk.document(), desk.document(), desk.document()];
  desk.pass(30_000);
  expect(others.map((id) => desk.stationOf(id))).toEqual([WINDOW, WINDOW, WINDOW]);
  desk.open('north-w02');
  give(desk, ticket, ['seal']);
  expect(desk.state(ticket)).toBe('waiting');
  desk.pass(2 * minute - 1);
  expect(desk.state(ticket)).toBe('waiting');
  desk.pass(1);
  expect(desk.last('ticket.preferred')).toMatchObject({ ticket, prefer: null });
  expect(desk.stationOf(ticket)).toBe('north-w02');
});
test('[SUP-18] a caller who hangs up, or whose line is down, while material is waited for loses nothing', () => {
  const desk = new Desk(bureauWith());
  desk.open('north-s01');
  const call = desk.call();
  desk.accept(call);
  desk.do(officer('north-s01'), { type: 'supplement', ticket: call, items: ['seal'] });
  expect(desk.do(channel('phone'), { type: 'leave', ticket: call })).toEqual({ ok: true });
  desk.presence(`ticket:${call}`, false);
  desk.pass(minute);
  expect(desk.state(call)).toBe('parked');
  const materials = [{ item: 'seal', ref: 'file' }];
  desk.do(channel('phone'), { type: 'supply', ticket: call, materials, done: false });
  expect(desk.ticket(call)).toMatchObject({ station: 'north-s01', summon: true, parked: null });
});
