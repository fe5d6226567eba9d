import { expect, test } from 'vitest';
import { channel, Desk } from './desk.ts';
import { tinyBureau, type WrittenFiles } from './tiny-bureau.ts';

/** Tickets may be lent from the start; no reserve is kept unless the test says so. */
const deskWith = (change: (files: WrittenFiles) => void = () => {}) =>
  new Desk(
    tinyBureau((files) => {
      const { policy, rules } = files.bureau;
      policy.lend = { on: true, reserve: 0, goal: 0.8 };
      rules.voice.steps = [{ scope: 'lending' }];
      change(files);
    }),
  );

test('[LND-1] a hall with idle stations takes the ticket of another, and the ledger holds who, to whom, how long', () => {
  const desk = deskWith();
  desk.open('north-s01');
  const ticket = desk.call('east');
  expect(desk.last('offer.made')).toMatchObject({ station: 'north-s01', loan: { from: 'north', to: 'east' } });
  expect([...desk.core.state.ledger.all()]).toEqual([]);
  desk.accept(ticket);
  const since = desk.now;
  expect(desk.core.figures(desk.now).openLoans).toBe(1);
  desk.pass(60_000);
  desk.complete(ticket);
  expect([...desk.core.state.ledger.all()]).toEqual([
    { ticket, station: 'north-s01', from: 'north', to: 'east', since, until: desk.now },
  ]);
  expect(desk.core.figures(desk.now).openLoans).toBe(0);
});

test('[LND-2] the reserve of a hall stays idle; its own reserve goes before the policy', () => {
  const desk = deskWith(({ bureau }) => Object.assign(bureau.policy.lend, { reserve: 1 }));
  desk.open('north-s01');
  const [first, second] = [desk.call('east'), desk.call('east')];
  expect(desk.state(first)).toBe('waiting');
  desk.open('north-s02');
  expect([desk.state(first), desk.state(second)]).toEqual(['offered', 'waiting']);
  const own = desk.call('north');
  expect(desk.state(own)).toBe('offered');

  const generous = deskWith(({ bureau, halls }) => {
    bureau.policy.lend.reserve = 1;
    Object.assign(halls[0] ?? {}, { lend: { reserve: 0 } });
  });
  generous.open('north-s01');
  expect(generous.state(generous.call('east'))).toBe('offered');
});

test('[LND-3] a hall with own tickets past due does not lend', () => {
  const desk = deskWith();
  desk.call('north', 'social-fee');
  desk.pass(20_001);
  desk.open('north-s02');
  desk.serve(desk.seat('north-s02').offer?.ticket ?? '');
  const late = deskWith(({ halls }) => {
    for (const row of halls[0]?.stations ?? []) row.skills = { invoice: 4 };
  });
  const own = late.call('north', 'social-fee');
  late.pass(20_001);
  late.open('north-s01');
  const ticket = late.call('east');
  expect(late.state(ticket)).toBe('waiting');
  expect(late.core.state.matcher.stationFor(late.ticket(ticket), late.now)).toMatchObject({
    looked: [{ id: 'north', verdict: 'own-target' }],
  });
  late.do(channel('phone'), { type: 'leave', ticket: own });
  expect(late.stationOf(ticket), 'the guard has opened, and the idle are asked').toBe('north-s01');
});

test('[LND-4] a hall whose recent answers miss the goal does not lend until they reach it again', () => {
  const desk = deskWith();
  const late = desk.call('north');
  desk.pass(20_001);
  desk.open('north-s01');
  desk.serve(late);
  const ticket = desk.call('east');
  expect(desk.state(ticket)).toBe('waiting');
  for (let i = 0; i < 60 && desk.state(ticket) === 'waiting'; i++) desk.serve(desk.call('north'));
  expect(desk.core.state.lines.of('north', 'voice').figures.serviceLevel).toBeGreaterThanOrEqual(0.8);
  expect(desk.stationOf(ticket)).toBe('north-s01');
});

test('[LND-5] nothing is lent where lending is off, by policy or by hall', () => {
  for (const change of [
    ({ bureau }: WrittenFiles) => Object.assign(bureau.policy.lend, { on: false }),
    ({ halls }: WrittenFiles) => Object.assign(halls[0] ?? {}, { lend: 'off' }),
  ]) {
    const desk = deskWith(change);
    desk.open('north-s01');
    const ticket = desk.call('east');
    expect(desk.state(ticket)).toBe('waiting');
    expect(desk.core.state.matcher.stationFor(desk.ticket(ticket), desk.now)).toMatchObject({
      looked: [{ id: 'north', verdict: 'lending-off' }],
    });
  }
});

test('[LND-6] the last step, anybody able in the bureau, asks no guard', () => {
  const desk = deskWith(({ bureau }) => {
    bureau.policy.lend.on = false;
    bureau.rules.voice.steps = [{ scope: 'lending', for: '5s' }, { scope: 'bureau' }];
  });
  desk.open('north-s01');
  const ticket = desk.call('east');
  desk.pass(4_999);
  expect(desk.state(ticket)).toBe('waiting');
  desk.pass(1);
  expect(desk.stationOf(ticket)).toBe('north-s01');
});

test('[LND-7] one loan that lets another hall lend leads to the next in the same step', () => {
  const desk = deskWith(({ halls }) => {
    for (const row of halls.find((h) => h.code === 'east')?.stations ?? []) row.skills = { social: 4 };
    for (const row of halls.find((h) => h.code === 'north')?.stations ?? []) row.skills = { invoice: 4 };
  });
  // East is past due with a call that only north can take, and north with one that nobody there can.
  const east = desk.call('east', 'invoice-claim');
  const north = desk.call('north', 'vat-return');
  desk.pass(20_001);
  desk.open('east-s01');
  desk.open('north-s01');
  const south = desk.call('south', 'social-fee');
  expect([desk.state(east), desk.state(north), desk.state(south)]).toEqual(['waiting', 'waiting', 'waiting']);
  desk.do(channel('phone'), { type: 'cancel', ticket: north });
  expect([desk.stationOf(east), desk.stationOf(south)]).toEqual(['north-s01', 'east-s01']);
});

test('[LND-8] when the files switch lending on, those who are idle look at the others at once', () => {
  const lends = (on: boolean) =>
    tinyBureau(({ bureau }) => {
      bureau.policy.lend = { on, reserve: 0, goal: 0.8 };
      bureau.rules.voice.steps = [{ scope: 'lending' }];
    });
  const desk = new Desk(lends(false));
  desk.open('north-s01');
  const ticket = desk.call('east');
  expect(desk.state(ticket)).toBe('waiting');
  desk.use(lends(true));
  expect(desk.stationOf(ticket)).toBe('north-s01');
});
