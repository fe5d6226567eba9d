import { expect, test } from 'vitest';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer } from './desk.ts';
import { poison } from './poison.ts';
import { tinyBureau } from './tiny-bureau.ts';

const SEAT = 'north-s01';
const supervisor: Principal = { role: 'supervisor', sub: 'chief', halls: '*' };

test('[QRT-1] an actor that throws once is started again and given the event once more', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const ticket = desk.call();
  poison(desk.core, 'ticket', ticket, 1);
  desk.reject(ticket);
  expect(desk.core.figures(desk.now)).toMatchObject({ actorErrors: 1, states: { waiting: 1, quarantined: 0 } });
  expect(desk.ticket(ticket).avoid).toEqual([{ station: SEAT, until: desk.now + 30_000 }]);
});

test('[QRT-2] a ticket that throws again is set aside; its station is free and the hall goes on', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const [bad, good] = [desk.call(), desk.call()];
  poison(desk.core, 'ticket', bad, 2);
  desk.reject(bad);
  expect(desk.last('ticket.quarantined')).toMatchObject({ ticket: bad, error: 'Error: a fault for a test' });
  expect(desk.core.figures(desk.now)).toMatchObject({ actorErrors: 1, imbalance: 0, states: { quarantined: 1 } });
  expect(desk.stationOf(good)).toBe(SEAT);
  desk.serve(good);
  desk.pass(3_600_000);
  expect(desk.state(bad)).toBe('quarantined');
});

test('[QRT-3] a supervisor, and nobody else, cancels what was set aside', () => {
  const desk = new Desk();
  const ticket = desk.call();
  desk.give({ type: 'quarantine', id: 'q', ticket, station: null, error: 'for a test' });
  expect(desk.do(channel('phone'), { type: 'cancel', ticket })).toMatchObject({ code: 'wrong-state' });
  expect(desk.do(supervisor, { type: 'cancel', ticket })).toEqual({ ok: true });
  expect(desk.core.figures(desk.now)).toMatchObject({
    imbalance: 0,
    closed: { cancelled: 1 },
    states: { quarantined: 0 },
  });
});

test('[QRT-4] who holds a ticket that is set aside is freed, whatever it was doing with it', () => {
  const acts: ((desk: Desk, ticket: string) => unknown)[] = [
    () => {},
    (desk, ticket) => desk.accept(ticket),
    (desk, ticket) => [desk.accept(ticket), desk.end(ticket)],
  ];
  for (const act of acts) {
    const desk = new Desk();
    desk.open(SEAT);
    const ticket = desk.call();
    act(desk, ticket);
    desk.give({ type: 'quarantine', id: 'q', ticket, station: null, error: 'for a test' });
    expect(desk.seat(SEAT)).toMatchObject({ value: 'ready', offer: null, work: [] });
    expect(desk.ticket(ticket)).toMatchObject({ station: null, offerDeadline: null, wrapUpUntil: null });
  }
});

test('[QRT-5] a ticket that cannot take an offer does not hold the station that it was offered to', () => {
  const desk = new Desk();
  const [bad, good] = [desk.call(), desk.call()];
  poison(desk.core, 'ticket', bad, 2);
  desk.open(SEAT);
  expect(desk.last('ticket.quarantined')).toMatchObject({ ticket: bad, station: SEAT });
  expect(desk.stationOf(good)).toBe(SEAT);
});

test('[QRT-6] a station that throws is paused and told, instead of drawing in one ticket after the other', () => {
  const desk = new Desk();
  const by = desk.open(SEAT);
  poison(desk.core, 'station', SEAT, 2);
  const tickets = [desk.call(), desk.call(), desk.call()];
  expect(tickets.map((t) => desk.state(t))).toEqual(['quarantined', 'waiting', 'waiting']);
  expect(desk.seat(SEAT)).toMatchObject({ value: 'paused', reason: 'fault', offer: null });
  desk.do(by, { type: 'ready', station: SEAT });
  expect(desk.stationOf(tickets[1] ?? '')).toBe(SEAT);
});

test('[QRT-8] a station that throws draws in no more than one ticket of a backlog', () => {
  const lends = (on: boolean) =>
    tinyBureau(({ bureau }) => {
      bureau.policy.lend = { on, reserve: 0, goal: 0.8 };
      bureau.rules.voice.steps = [{ scope: 'lending' }];
    });
  const desk = new Desk(lends(false));
  desk.open(SEAT);
  const tickets = [desk.call('east'), desk.call('east'), desk.call('east')];
  poison(desk.core, 'station', SEAT, 2);
  desk.use(lends(true));
  expect(tickets.map((t) => desk.state(t))).toEqual(['quarantined', 'waiting', 'waiting']);
  expect(desk.seat(SEAT)).toMatchObject({ value: 'paused', reason: 'fault' });
});

test('[QRT-7] a fault that is replayed is seen to by the quarantine that follows it', () => {
  const desk = new Desk();
  const ticket = desk.call();
  desk.core.state.faults.push({ ticket, station: null, error: 'for a test' });
  desk.core.apply({
    ...{
      seq: desk.core.state.meta.seq + 1,
      at: desk.now,
      id: 'q',
      type: 'quarantine',
      by: null,
      from: null,
      on: null,
      print: null,
    },
    answer: { ok: true },
    events: [{ type: 'ticket.quarantined', ticket, station: null, error: 'for a test', at: desk.now }],
  });
  expect(desk.core.takeFaults()).toEqual([]);
});

test('[QRT-9] a decision that fails half way is answered as such, and what it did until then is in its step', () => {
  const tiny = tinyBureau();
  let broken = false;
  const rulesOf: typeof tiny.rulesOf = (...about) => {
    if (broken) throw new Error('for a test');
    return tiny.rulesOf(...about);
  };
  const desk = new Desk({ ...tiny, rulesOf });
  const call = desk.call();
  broken = true;
  // The seat is made ready, and then the rules of the call that it should be offered cannot be had.
  desk.do(officer(SEAT), { type: 'signIn', station: SEAT });
  expect(desk.do(officer(SEAT), { type: 'ready', station: SEAT })).toEqual({ ok: false, code: 'internal' });
  broken = false;
  expect([desk.seat(SEAT)?.value, desk.state(call)]).toEqual(['ready', 'waiting']);

  const again = new BureauCore(tiny);
  for (const step of desk.steps) again.apply(step);
  expect(again.hash()).toBe(desk.core.hash());
});
