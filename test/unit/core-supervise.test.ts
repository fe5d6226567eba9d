import { describe, expect, test } from 'vitest';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer, taxpayer } from './desk.ts';
import { restarts } from './restarts.ts';
import { tinyBureau } from './tiny-bureau.ts';

const supervisor = (...halls: string[]): Principal => ({ role: 'supervisor', sub: 'chief', halls });
const centre: Principal = { role: 'supervisor', sub: 'centre', halls: '*' };
const north = supervisor('north');
const [S1, S2, W1] = ['north-s01', 'north-s02', 'north-w01'];

const deskWith = (...stations: string[]) => {
  const desk = new Desk();
  for (const station of stations) desk.open(station);
  return desk;
};
const assign = (desk: Desk, ticket: string, station: string, by = north) =>
  desk.do(by, { type: 'assign', ticket, station });
const pull = (desk: Desk, ticket: string, by = north) => desk.do(by, { type: 'pull', ticket });
const move = (desk: Desk, ticket: string, hall: string, by: Principal = centre) =>
  desk.do(by, { type: 'move', ticket, hall });
const prioritise = (desk: Desk, ticket: string, priority: number, by = north) =>
  desk.do(by, { type: 'prioritise', ticket, priority });
const steer = (desk: Desk, station: string, to: 'paused' | 'ready' | 'signedOut', by = north) =>
  desk.do(by, { type: 'steer', station, to });
const setAside = (desk: Desk, ticket: string) =>
  desk.give({ type: 'quarantine', id: `q${desk.nextId()}`, ticket, station: null, error: 'for a test' });

describe('[SPV-1] who may not direct a ticket is refused, and nothing changes:', () => {
  test.each([
    ['a station', officer(S1), 'forbidden'],
    ['its taxpayer’s channel', channel('phone'), 'forbidden'],
    ['a reader', { role: 'reader', sub: 'board', halls: '*' }, 'forbidden'],
    ['another hall’s supervisor', supervisor('south'), 'not-found'],
    ['a taxpayer', taxpayer('somebody'), 'not-found'],
    ['a department', { role: 'department', sub: 'clerk', department: 'goods' }, 'not-found'],
  ] as [string, Principal, string][])('%s', (_, by, code) => {
    const desk = deskWith(S1, S2);
    const ticket = desk.call();
    desk.accept(ticket);
    const before = desk.events.length;
    const answers = [
      assign(desk, ticket, S2, by),
      pull(desk, ticket, by),
      prioritise(desk, ticket, 1, by),
      move(desk, ticket, 'south', by),
      desk.do(by, { type: 'requeue', ticket }),
    ];
    expect(answers.map((answer) => !answer.ok && answer.code)).toEqual(Array(5).fill(code));
    expect(desk.events.length).toBe(before);
  });

  test('an unknown ticket', () => {
    const desk = deskWith(S1);
    expect(pull(desk, 't9z')).toMatchObject({ code: 'not-found' });
  });
});

describe('assign', () => {
  test('[SPV-2] who waits goes to the named station, whatever its routing step and level say', () => {
    const desk = deskWith('north-w02');
    const ticket = desk.document('north', 'social-fee');
    expect(desk.state(ticket), 'of level 2 where 3 is asked for').toBe('waiting');
    expect(assign(desk, ticket, 'north-w02')).toEqual({ ok: true });
    expect(desk.stationOf(ticket)).toBe('north-w02');
  });

  test('[SPV-3] a live offer is taken back first, and counts for nothing', () => {
    const desk = deskWith(S1, S2);
    const ticket = desk.call();
    expect(desk.stationOf(ticket)).toBe(S1);
    expect(assign(desk, ticket, S2)).toEqual({ ok: true });
    expect(desk.last('offer.rescinded')).toMatchObject({ station: S1, reason: 'reassigned' });
    expect(desk.stationOf(ticket)).toBe(S2);
    expect(desk.seat(S1)).toMatchObject({ value: 'ready', missed: 0 });
    expect(desk.ticket(ticket).avoid).toEqual([]);
  });

  test('[SPV-4] what is served goes from desk to desk in its old due time; both are told, and the first keeps the responsibility', () => {
    const desk = deskWith(S1, S2);
    const ticket = desk.call();
    const { due } = desk.ticket(ticket);
    desk.accept(ticket);
    desk.pass(5_000);
    expect(assign(desk, ticket, S2)).toEqual({ ok: true });
    expect(desk.last('ticket.returned')).toMatchObject({ station: S1, reason: 'pulled' });
    expect(desk.ticket(ticket)).toMatchObject({ station: S2, due, responsible: S1 });
    expect(desk.seat(S1)).toMatchObject({ value: 'ready', work: [] });
    expect(desk.pushes.findLast((p) => p.topic === `station:${S1}` && p.body.type === 'ticket')?.body).toMatchObject({
      ticket: { id: ticket, state: 'offered' },
    });
  });

  test('[SPV-5] it is kept for a station that is busy for the time of the rules, at least an offer’s; then it is anybody’s', () => {
    const files = tinyBureau(({ bureau }) => Object.assign(bureau.rules.voice, { prefer: '5s' }));
    const desk = new Desk(files);
    desk.open(S1);
    desk.accept(desk.call());
    const ticket = desk.call();
    expect(assign(desk, ticket, S1)).toEqual({ ok: true });
    expect(desk.ticket(ticket).prefer).toEqual({ station: S1, until: desk.now + 15_000 });
    desk.open(S2);
    for (const again of [desk, ...restarts(desk, 0, files)]) {
      if (again !== desk) for (const station of [S1, S2]) again.presence(`station:${station}`, true);
      again.pass(14_999);
      expect(again.state(ticket)).toBe('waiting');
      again.pass(1);
      expect(again.stationOf(ticket)).toBe(S2);
    }
  });

  test('[SPV-6] a station of another hall only by who oversees that hall too; the loan stands in the ledger', () => {
    const desk = deskWith('south-s01');
    const ticket = desk.call('north');
    expect(assign(desk, ticket, 'south-s01')).toMatchObject({ code: 'forbidden' });
    expect(assign(desk, ticket, 'south-s01', supervisor('north', 'south'))).toEqual({ ok: true });
    desk.accept(ticket);
    expect([...desk.core.state.ledger.all()]).toMatchObject([{ ticket, from: 'south', to: 'north', until: null }]);
  });

  test('[SPV-7] a station that is unknown, unable, signed out or not at work cannot be assigned to', () => {
    const desk = deskWith(S1, S2);
    const ticket = desk.call();
    desk.accept(ticket);
    desk.pause(S2);
    const before = desk.events.length;
    const codes = ['north-s09', W1, 'east-s01', S2].map((station) => assign(desk, ticket, station, centre));
    expect(codes).toMatchObject([
      { code: 'not-found' },
      { code: 'nobody-able' },
      { code: 'wrong-state' },
      { code: 'wrong-state' },
    ]);
    desk.open(S2);
    desk.presence(`station:${S2}`, false);
    expect(assign(desk, ticket, S2)).toMatchObject({ code: 'wrong-state' });
    expect(desk.events.slice(before).map((e) => e.type)).toEqual(['station.readied', 'station.lost']);
  });

  test('[SPV-8] to whom has it, is offered it or has it kept already is done without a fact', () => {
    const desk = deskWith(S1);
    const ticket = desk.call();
    const facts = () => desk.events.length;
    let n = facts();
    expect(assign(desk, ticket, S1)).toEqual({ ok: true });
    expect(facts()).toBe(n);
    desk.accept(ticket);
    n = facts();
    expect(assign(desk, ticket, S1)).toEqual({ ok: true });
    expect(facts()).toBe(n);
    const next = desk.call();
    assign(desk, next, S1);
    n = facts();
    desk.pass(1_000);
    expect(assign(desk, next, S1)).toEqual({ ok: true });
    expect(facts()).toBe(n);
  });

  test('[SPV-9] what is wrapped up, parked or set aside cannot be assigned, and the answer says what it is', () => {
    const desk = deskWith(S1, S2);
    const ticket = desk.call();
    desk.accept(ticket);
    desk.end(ticket);
    expect(assign(desk, ticket, S2)).toMatchObject({ code: 'wrong-state', detail: expect.stringContaining('wrapUp') });
    setAside(desk, ticket);
    expect(assign(desk, ticket, S2)).toMatchObject({ code: 'wrong-state' });
  });
});

describe('pull', () => {
  test('[SPV-10] what is pulled waits in its old place and is not offered to the same station for a while', () => {
    const desk = deskWith(S1);
    const ticket = desk.call();
    const { due } = desk.ticket(ticket);
    desk.accept(ticket);
    desk.pass(1_000);
    const later = desk.call();
    expect(pull(desk, ticket)).toEqual({ ok: true });
    expect(desk.last('ticket.returned')).toMatchObject({
      station: S1,
      reason: 'pulled',
      avoidUntil: desk.now + 30_000,
    });
    expect(desk.ticket(ticket)).toMatchObject({ due, station: null, summon: false });
    expect(desk.stationOf(later), 'the station goes on with the next').toBe(S1);
    desk.serve(later);
    for (const again of [desk, ...restarts(desk)]) {
      if (again !== desk) again.presence(`station:${S1}`, true);
      again.pass(29_999);
      expect(again.stationOf(ticket)).toBeNull();
      again.pass(1);
      expect(again.stationOf(ticket)).toBe(S1);
    }
  });

  test('[SPV-11] who helped with it is free too, and a wrap-up can be pulled: the taxpayer is called again', () => {
    const desk = deskWith(S1, S2);
    const ticket = desk.call();
    desk.accept(ticket);
    desk.do(officer(S1), { type: 'consult', ticket, station: S2 });
    desk.accept(ticket);
    expect(desk.seat(S2).work).toHaveLength(1);
    pull(desk, ticket);
    expect(desk.last('invite.closed')).toMatchObject({ guest: S2, reason: 'released' });
    expect(desk.stationOf(ticket)).toBe(S2);
    desk.accept(ticket);
    desk.end(ticket);
    expect(pull(desk, ticket)).toEqual({ ok: true });
    expect(desk.ticket(ticket)).toMatchObject({ summon: true, wrapUpUntil: null });
  });

  test('[SPV-12] who waits already is done; an offer is nobody’s work yet', () => {
    const desk = deskWith();
    const ticket = desk.call();
    const before = desk.events.length;
    expect(pull(desk, ticket)).toEqual({ ok: true });
    expect(desk.events.length).toBe(before);
    desk.open(S1);
    expect(pull(desk, ticket)).toMatchObject({ code: 'wrong-state', detail: expect.stringContaining('offered') });
    desk.accept(ticket);
    setAside(desk, ticket);
    expect(pull(desk, ticket)).toMatchObject({ code: 'wrong-state' });
  });
});

describe('prioritise', () => {
  test('[SPV-13] other credit moves the due time by the difference, and with it the place in line', () => {
    const desk = deskWith();
    const [first, second] = [desk.call(), desk.call('north', 'invoice-claim', 1)];
    desk.pass(1_000);
    const third = desk.call();
    const place = (ticket: string) => desk.core.place(ticket)?.position;
    expect([first, second, third].map(place)).toEqual([2, 1, 3]);
    const { due } = desk.ticket(third);
    expect(prioritise(desk, third, 2)).toEqual({ ok: true });
    expect(desk.ticket(third)).toMatchObject({ priority: 2, due: due - 90_000 });
    expect(prioritise(desk, second, 0)).toEqual({ ok: true });
    expect([first, second, third].map(place)).toEqual([2, 3, 1]);
    for (const again of restarts(desk)) expect(again.core.place(third)?.position).toBe(1);
    desk.open(S1);
    expect(desk.stationOf(third)).toBe(S1);
  });

  test('[SPV-14] a live offer stands, and the new due time holds if nobody takes it', () => {
    const desk = deskWith(S1);
    const ticket = desk.call();
    const { due } = desk.ticket(ticket);
    expect(prioritise(desk, ticket, 1)).toEqual({ ok: true });
    expect(desk.state(ticket)).toBe('offered');
    desk.reject(ticket);
    expect(desk.ticket(ticket)).toMatchObject({ priority: 1, due: due - 30_000 });
  });

  test('[SPV-15] the same priority is done; one beyond the table, or of what is served, is refused', () => {
    const desk = deskWith();
    const ticket = desk.call();
    const before = desk.events.length;
    expect(prioritise(desk, ticket, 0)).toEqual({ ok: true });
    expect(prioritise(desk, ticket, 3)).toEqual({ ok: false, code: 'bad-message', detail: 'priority: 0 to 2' });
    expect(desk.events.length).toBe(before);
    desk.open(S1);
    desk.accept(ticket);
    expect(prioritise(desk, ticket, 1)).toMatchObject({ code: 'wrong-state' });
  });
});

describe('move', () => {
  test('[SPV-16] who waits, or is offered, goes to another hall in the old due time, with the line as it is', () => {
    const desk = deskWith('south-s01');
    const ticket = desk.call('north');
    const { due } = desk.ticket(ticket);
    desk.pass(12_000);
    expect(move(desk, ticket, 'south', supervisor('north', 'south'))).toEqual({ ok: true });
    expect(desk.ticket(ticket)).toMatchObject({
      hall: 'south',
      due,
      station: 'south-s01',
      summon: false,
      stepIndex: 0,
    });
    desk.open('east-s01');
    expect(move(desk, ticket, 'east')).toEqual({ ok: true });
    expect(desk.last('offer.rescinded')).toMatchObject({ station: 'south-s01', reason: 'reassigned' });
    expect(desk.ticket(ticket)).toMatchObject({ hall: 'east', due, station: 'east-s01' });
    const away = desk.video('north');
    move(desk, away, 'south');
    expect(desk.ticket(away)).toMatchObject({ hall: 'south', awayUntil: desk.now + 30_000 });
    desk.pass(30_000);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket: away, outcome: 'abandoned' });
  });

  test('[SPV-17] not to a hall that is unknown, another’s, unable, or closed to who waits for a voice', () => {
    const closed = tinyBureau(({ halls }) => {
      Object.assign(halls[1] ?? {}, { hours: { open: '12:00', close: '13:00', days: [1], drain: '0s' } });
    });
    const desk = new Desk(closed);
    const [ticket, document] = [desk.call('north', 'vat-return'), desk.document('north')];
    const before = desk.events.length;
    expect(move(desk, ticket, 'nowhere')).toMatchObject({ code: 'unknown-hall' });
    expect(move(desk, ticket, 'south', north)).toMatchObject({ code: 'forbidden' });
    expect(move(desk, ticket, 'east')).toMatchObject({ code: 'nobody-able' });
    expect(move(desk, ticket, 'south')).toMatchObject({ code: 'hall-closed' });
    expect(move(desk, ticket, 'north')).toEqual({ ok: true });
    expect(desk.events.length).toBe(before);
    expect(move(desk, document, 'south')).toEqual({ ok: true });
    desk.open(S1);
    desk.accept(ticket);
    expect(move(desk, ticket, 'south')).toMatchObject({ code: 'wrong-state' });
  });
});

describe('requeue', () => {
  test('[SPV-18] what was set aside goes back to its place, kept for its responsible station; the caller is called', () => {
    const desk = deskWith(S1, S2);
    const ticket = desk.call();
    const { due } = desk.ticket(ticket);
    desk.accept(ticket);
    setAside(desk, ticket);
    desk.pass(60_000);
    expect(desk.do(north, { type: 'requeue', ticket })).toEqual({ ok: true });
    expect(desk.last('ticket.preferred'), 'though the other is idle for longer').toMatchObject({
      prefer: { station: S1 },
    });
    expect(desk.ticket(ticket)).toMatchObject({ due, stepIndex: 0, summon: true, station: S1 });
    desk.accept(ticket);
    expect(desk.last('ticket.called')).toMatchObject({ ticket, station: S1, call: 1 });
    expect(desk.core.figures(desk.now).imbalance).toBe(0);
  });

  test('[SPV-19] only what is set aside, and no caller into a closed hall', () => {
    const desk = deskWith();
    const [ticket, document] = [desk.call(), desk.document()];
    expect(desk.do(north, { type: 'requeue', ticket })).toMatchObject({ code: 'wrong-state' });
    setAside(desk, ticket);
    setAside(desk, document);
    desk.do(north, { type: 'order', order: { of: 'hall', hall: 'north', set: 'closed' } });
    expect(desk.do(north, { type: 'requeue', ticket })).toEqual({ ok: false, code: 'hall-closed', detail: 'north' });
    expect(desk.do(north, { type: 'requeue', ticket: document })).toEqual({ ok: true });
  });
});

describe('steer', () => {
  test('[SPV-20] a paused station gets no more, its offer goes to another, and it is told why', () => {
    const desk = deskWith(S1, S2);
    const ticket = desk.call();
    expect(steer(desk, S1, 'paused')).toEqual({ ok: true });
    expect(desk.seat(S1)).toMatchObject({ value: 'paused', reason: 'supervisor' });
    expect(desk.stationOf(ticket)).toBe(S2);
    expect(desk.pushes.findLast((p) => p.topic === `station:${S1}` && p.body.type === 'station')?.body).toMatchObject({
      station: { state: 'paused', reason: 'supervisor' },
    });
    desk.accept(ticket);
    steer(desk, S2, 'paused');
    expect(desk.seat(S2)).toMatchObject({ value: 'serving', wants: 'paused' });
    const before = desk.events.length;
    expect(steer(desk, S2, 'paused')).toEqual({ ok: true });
    expect(desk.events.length).toBe(before);
    expect(steer(desk, S1, 'ready')).toEqual({ ok: true });
    expect(desk.seat(S1).value).toBe('ready');
  });

  test('[SPV-21] who is signed out leaves nothing behind: work goes back to its place, wrap-ups are closed', () => {
    const desk = deskWith(W1);
    const [one, two] = [desk.document(), desk.document()];
    desk.pass(5_000);
    expect(desk.seat(W1).work.map((w) => w.ticket)).toEqual([one, two]);
    desk.end(two);
    expect(steer(desk, W1, 'signedOut')).toEqual({ ok: true });
    expect(desk.last('ticket.returned')).toMatchObject({ ticket: one, reason: 'signed-out' });
    expect(desk.last('ticket.closed')).toMatchObject({ ticket: two, outcome: 'resolved', auto: true });
    expect(desk.last('station.signedOut')).toMatchObject({ station: W1, reason: 'supervisor' });
    expect(desk.core.state.station(W1)).toBeUndefined();
    expect(steer(desk, W1, 'signedOut')).toEqual({ ok: true });
    const seat = deskWith(S1, S2);
    const ticket = seat.call();
    steer(seat, S1, 'signedOut');
    expect(seat.stationOf(ticket)).toBe(S2);
  });

  test('[SPV-22] by a supervisor of its hall only, and only who is signed in', () => {
    const desk = deskWith(S1);
    expect(steer(desk, S1, 'paused', supervisor('south'))).toMatchObject({ code: 'forbidden' });
    expect(steer(desk, S1, 'paused', officer(S1) as Principal)).toMatchObject({ code: 'forbidden' });
    expect(steer(desk, 'north-s09', 'paused')).toMatchObject({ code: 'not-found' });
    expect(steer(desk, S2, 'ready')).toMatchObject({ code: 'wrong-state' });
    expect(desk.seat(S1).value).toBe('ready');
  });
});
