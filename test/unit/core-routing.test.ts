import { expect, test } from 'vitest';
import { Desk } from './desk.ts';
import { tinyBureau } from './tiny-bureau.ts';

/** Everything goes to whoever is able at once: one step, the whole bureau. */
const open = () =>
  tinyBureau(({ bureau }) => {
    for (const rules of Object.values(bureau.rules)) rules.steps = [{ scope: 'bureau' }];
  });

test('[RTE-1] the steps widen with time from the skilled of the own hall to anybody able; the due time stays', () => {
  const desk = new Desk(tinyBureau(({ bureau }) => Object.assign(bureau.policy.lend, { reserve: 0 })));
  desk.open('east-s01');
  desk.pause('east-s01');
  const skilled = desk.call('south', 'vat-return');
  const { due } = desk.ticket(skilled);
  desk.open('south-s01');
  expect(desk.state(skilled)).toBe('waiting');
  desk.pass(10_000);
  expect(desk.last('ticket.widened')).toMatchObject({ index: 1, step: { scope: 'hall', minLevel: 1 } });
  expect(desk.stationOf(skilled)).toBe('south-s01');

  const lent = desk.call('south', 'invoice-claim');
  desk.accept(skilled);
  desk.open('east-s01');
  desk.pass(19_999);
  expect(desk.state(lent)).toBe('waiting');
  desk.pass(1);
  expect(desk.ticket(lent)).toMatchObject({ stepIndex: 2, station: 'east-s01' });

  const last = desk.call('south', 'social-fee');
  desk.pass(40_000);
  expect(desk.ticket(last)).toMatchObject({ stepIndex: 3, stepUntil: null, step: { scope: 'bureau' } });
  expect(due).toBe(desk.ticket(skilled).due);
});

test('[RTE-2] a lesser skill than the step asks for waits for a later step', () => {
  const desk = new Desk();
  desk.open('north-s01');
  const ticket = desk.call('north', 'social-fee');
  desk.pass(9_999);
  expect(desk.state(ticket)).toBe('waiting');
  desk.pass(1);
  expect(desk.stationOf(ticket)).toBe('north-s01');
});

test('[RTE-3] nobody is offered work that it has no skill for, however long it waits', () => {
  const desk = new Desk();
  desk.open('east-s01');
  const ticket = desk.call('east', 'social-fee');
  desk.pass(3_600_000);
  expect(desk.state(ticket)).toBe('waiting');
});

test('[RTE-4] the longest idle is first', () => {
  const desk = new Desk();
  for (const station of ['north-s02', 'north-s01']) {
    desk.pass(1_000);
    desk.open(station);
  }
  const first = desk.call();
  expect(desk.stationOf(first)).toBe('north-s02');
  desk.serve(first);
  expect(desk.stationOf(desk.call())).toBe('north-s01');
});

test('[RTE-5] signing in again, ready again, or a rejected offer does not improve a place', () => {
  const desk = new Desk();
  const by = desk.open('north-s01');
  desk.pass(1_000);
  desk.open('north-s02');
  desk.pass(1_000);
  desk.do(by, { type: 'signIn', station: 'north-s01' });
  expect(desk.seat('north-s01').idleSince).toBe(desk.now - 2_000);
  desk.pause('north-s01');
  desk.do(by, { type: 'ready', station: 'north-s01' });
  const ticket = desk.call();
  expect(desk.stationOf(ticket)).toBe('north-s02');
  desk.reject(ticket);
  expect(desk.seat('north-s02').idleSince).toBe(desk.now - 1_000);
  desk.do(by, { type: 'signOut', station: 'north-s01' });
  desk.open('north-s01');
  expect(desk.seat('north-s01').idleSince).toBe(desk.now);
});

test('[RTE-6] the least loaded window is first, then the longest idle', () => {
  const desk = new Desk();
  desk.open('north-w01');
  const first = desk.document();
  desk.pass(6_000);
  desk.open('north-w02');
  expect(desk.stationOf(first)).toBe('north-w01');
  expect(desk.stationOf(desk.document())).toBe('north-w02');
});

test('[RTE-7] a freed station takes the earliest due: priority credit goes before, entry decides a tie', () => {
  const desk = new Desk(open());
  const [first, second] = [desk.call('north'), desk.call('south')];
  desk.pass(5_000);
  const urgent = desk.call('east', 'invoice-claim', 1);
  desk.open('north-s01');
  const order = [];
  for (let i = 0; i < 3; i++) {
    const ticket = desk.seat('north-s01').offer?.ticket ?? '';
    order.push(ticket);
    desk.serve(ticket);
  }
  expect(order).toEqual([urgent, first, second]);
});

test('[RTE-8] a ticket looks in its own hall before it goes to another, though one there is idle for longer', () => {
  const desk = new Desk(open());
  desk.open('south-s01');
  desk.pass(60_000);
  desk.open('north-s01');
  expect(desk.stationOf(desk.call('north'))).toBe('north-s01');
});

test('[RTE-9] an offer records why: class, step, whom it looked at and why each was passed over', () => {
  const desk = new Desk();
  desk.open('north-s02');
  desk.pass(1_000);
  desk.open('north-s01');
  const ticket = desk.call();
  expect(desk.last('offer.made')?.why).toMatchObject({ side: 'ticket', class: 'north/invoice-claim/phone', step: 0 });
  desk.reject(ticket);
  expect(desk.last('offer.made')?.why.looked).toEqual([
    { id: 'north-s02', verdict: 'avoided' },
    { id: 'north-s01', verdict: 'chosen' },
  ]);
  const mine = desk.call();
  const later = desk.call('north', 'vat-return');
  desk.serve(mine);
  expect(desk.stationOf(later)).toBe('north-s02');
  const next = [desk.call(), desk.call('north', 'vat-return')];
  desk.serve(ticket);
  const why = desk.last('offer.made')?.why;
  expect(why).toMatchObject({ side: 'station' });
  expect(why?.looked.map((l) => l.verdict).sort()).toEqual(['chosen', 'later-due']);
  expect(why?.looked.at(-1)).toEqual({ id: next[0], verdict: 'chosen' });
});

test('[RTE-10] a ticket that comes back after its routing step has ended goes on with the next one', () => {
  const desk = new Desk(tinyBureau(({ bureau }) => Object.assign(bureau.policy.lend, { reserve: 0 })));
  desk.open('north-s01');
  const ticket = desk.call('north');
  desk.accept(ticket);
  desk.pass(60_000);
  expect(desk.of('ticket.widened')).toEqual([]);
  desk.presence('station:north-s01', false);
  desk.pass(20_000);
  expect(desk.ticket(ticket)).toMatchObject({ stepIndex: 1, stepUntil: desk.now + 10_000 });
  desk.open('east-s01');
  desk.pass(10_000);
  expect(desk.stationOf(ticket)).toBe('east-s01');
});

test('[RTE-11] tickets of one business whose skill the files have changed go each to who is able', () => {
  const desk = new Desk();
  const old = desk.call('east', 'social-fee');
  desk.use(
    tinyBureau(({ businesses }) => {
      for (const business of businesses) business.skill = 'invoice';
    }),
  );
  const now = desk.call('east', 'social-fee');
  desk.open('east-s01');
  expect(desk.stationOf(now)).toBe('east-s01');
  desk.serve(now);
  expect(desk.state(old)).toBe('waiting');
});

test('[RTE-12] of several stations that one step makes able, the longest idle chooses first', () => {
  const desk = new Desk(
    tinyBureau(({ halls }) => {
      for (const row of halls[0]?.stations ?? []) row.skills = { declare: 3 };
    }),
  );
  const by = desk.open('north-s01');
  desk.pass(1_000);
  desk.open('north-s02');
  desk.pause('north-s01');
  desk.pass(1_000);
  desk.do(by, { type: 'ready', station: 'north-s01' });
  const [first, second] = [desk.call(), desk.call()];
  desk.use(tinyBureau());
  expect([desk.stationOf(first), desk.stationOf(second)]).toEqual(['north-s02', 'north-s01']);
});
