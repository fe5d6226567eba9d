import { describe, expect, test } from 'vitest';
import { channel, Desk, officer, taxpayer } from './desk.ts';
import { tinyBureau } from './tiny-bureau.ts';

const SEAT = 'north-s01';
const call = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim', priority: 0 } as const;

test('[LIF-1] a ticket enters its first routing step, due after its target less the credit of its priority', () => {
  const desk = new Desk();
  const [plain, urgent] = [desk.call(), desk.call('north', 'invoice-claim', 2)];
  expect(desk.ticket(plain)).toMatchObject({
    ...{ hall: 'north', modality: 'voice', skill: 'invoice', group: 'phone', enteredAt: desk.now, stepIndex: 0 },
    ...{ due: desk.now + 20_000, stepUntil: desk.now + 10_000, step: { scope: 'hall', minLevel: 3 } },
  });
  expect(desk.ticket(urgent).due).toBe(desk.now + 20_000 - 90_000);
});

test("[LIF-2] a taxpayer's own priority is ignored, and a channel's is held to the table", () => {
  const desk = new Desk();
  desk.do(taxpayer('li'), { type: 'submit', channel: 'vtax', business: 'invoice-claim', priority: 2 });
  desk.do(channel('phone'), { ...call, priority: 9 });
  expect(desk.of('ticket.submitted').map((e) => e.data.priority)).toEqual([0, 2]);
});

describe('[LIF-3] what cannot be taken in is refused and leaves nothing behind:', () => {
  test.each([
    ['an unknown business', channel('phone'), { business: 'nothing' }, 'unknown-business'],
    ['an unknown hall', channel('phone'), { hall: 'west' }, 'unknown-hall'],
    ['an unknown channel', channel('fax'), { channel: 'fax' }, 'channel-mismatch'],
    ["another channel's intake", channel('etax'), {}, 'forbidden'],
    ["another hall's", { ...channel('phone'), halls: ['south'] }, {}, 'forbidden'],
    ['a station', officer(SEAT), {}, 'forbidden'],
    ['a link that was made for one ticket', { ...taxpayer('li'), ticket: 't1' }, {}, 'forbidden'],
  ] as const)('%s', (_, by, change, code) => {
    const desk = new Desk();
    expect(desk.do(by as never, { ...call, ...change })).toMatchObject({ ok: false, code });
    expect(desk.steps.at(-1)).toMatchObject({ type: 'submit', events: [] });
    expect(desk.core.figures(desk.now).submitted).toBe(0);
  });
});

test('[LIF-4] a cancelled ticket is closed, its offer taken back, and its station has the next one', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const [first, second] = [desk.call(), desk.call()];
  expect(desk.do(channel('phone'), { type: 'cancel', ticket: first })).toEqual({ ok: true });
  expect(desk.last('offer.rescinded')).toMatchObject({ ticket: first, reason: 'cancelled' });
  expect(desk.last('ticket.closed')).toMatchObject({ ticket: first, outcome: 'cancelled', station: null, auto: false });
  expect(desk.seat(SEAT).offer?.ticket).toBe(second);
});

test('[LIF-5] a ticket in service cannot be cancelled, nor by whom it is no business of', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const ticket = desk.call();
  expect(desk.do(taxpayer('wang'), { type: 'cancel', ticket })).toMatchObject({ code: 'not-found' });
  expect(desk.do(channel('vtax'), { type: 'cancel', ticket })).toMatchObject({ code: 'not-found' });
  desk.accept(ticket);
  expect(desk.do(officer(SEAT), { type: 'cancel', ticket })).toMatchObject({ code: 'forbidden' });
  expect(desk.do(channel('phone'), { type: 'cancel', ticket })).toMatchObject({ code: 'wrong-state' });
  expect(desk.state(ticket)).toBe('serving');
});

test('[LIF-6] a ticket is offered, served, wrapped up and completed, and its seat follows', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const ticket = desk.call();
  const seen = [`${desk.state(ticket)} ${desk.seat(SEAT).value}`];
  for (const act of [() => desk.accept(ticket), () => desk.end(ticket), () => desk.complete(ticket)]) {
    desk.now += 1_000;
    expect(act()).toEqual({ ok: true });
    seen.push(`${desk.state(ticket)} ${desk.seat(SEAT).value}`);
    expect(desk.seat(SEAT).since).toBe(desk.now);
  }
  expect(seen).toEqual(['offered offered', 'serving serving', 'wrapUp wrapUp', 'closed ready']);
  expect(desk.last('ticket.closed')).toMatchObject({
    station: SEAT,
    outcome: 'resolved',
    channel: 'phone',
    auto: false,
  });
  expect(desk.core.state.ticket(ticket)).toBeUndefined();
});

test('[LIF-7] a wrap-up that reaches its limit is closed as resolved, and the station is free', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const ticket = desk.call();
  desk.accept(ticket);
  desk.end(ticket);
  desk.pass(29_999);
  expect(desk.state(ticket)).toBe('wrapUp');
  desk.pass(1);
  expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'resolved', auto: true, station: SEAT });
  expect(desk.seat(SEAT)).toMatchObject({ value: 'ready', work: [] });
});

test('[LIF-8] a caller who hangs up abandons the ticket before service, and ends the conversation in service', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const [served, waits] = [desk.call(), desk.call()];
  desk.accept(served);
  for (const ticket of [waits, served]) desk.do(channel('phone'), { type: 'leave', ticket });
  expect(desk.last('ticket.closed')).toMatchObject({ ticket: waits, outcome: 'abandoned' });
  expect(desk.state(served)).toBe('wrapUp');
});

test('[LIF-9] who signs in is paused until ready; somebody else is refused, and so is an unknown station', () => {
  const desk = new Desk();
  desk.call();
  desk.do(officer(SEAT), { type: 'signIn', station: SEAT });
  expect(desk.seat(SEAT)).toMatchObject({ value: 'paused', reason: 'signed-in', officer: `officer-${SEAT}` });
  const other = { ...officer(SEAT), sub: 'somebody' };
  expect(desk.do(other, { type: 'signIn', station: SEAT })).toMatchObject({ code: 'station-taken' });
  expect(desk.do(other, { type: 'ready', station: SEAT })).toMatchObject({ code: 'station-taken' });
  expect(desk.do(officer('north-s02'), { type: 'signIn', station: SEAT })).toMatchObject({ code: 'forbidden' });
  expect(desk.do(officer('north-s99'), { type: 'signIn', station: 'north-s99' })).toMatchObject({ code: 'not-found' });
  desk.do(officer(SEAT), { type: 'ready', station: SEAT });
  expect(desk.seat(SEAT).value).toBe('offered');
});

test('[LIF-10] nobody signs out with work on the desk; a pending offer goes to the next station', () => {
  const desk = new Desk();
  const by = desk.open(SEAT);
  const ticket = desk.call();
  desk.accept(ticket);
  expect(desk.do(by, { type: 'signOut', station: SEAT })).toMatchObject({ code: 'wrong-state' });
  desk.complete(ticket);
  const next = desk.call();
  desk.open('north-s02');
  expect(desk.do(by, { type: 'signOut', station: SEAT })).toEqual({ ok: true });
  expect(desk.core.state.station(SEAT)).toBeUndefined();
  expect(desk.stationOf(next)).toBe('north-s02');
  expect(desk.do(by, { type: 'ready', station: SEAT })).toMatchObject({ code: 'wrong-state' });
});

test('[LIF-11] a pause takes effect at once when idle, after the work when busy, and can be taken back', () => {
  const desk = new Desk();
  const by = desk.open(SEAT);
  desk.pause(SEAT);
  expect(desk.seat(SEAT)).toMatchObject({ value: 'paused', reason: 'break' });
  const [first, second] = [desk.call(), desk.call()];
  desk.do(by, { type: 'ready', station: SEAT });
  desk.accept(first);
  desk.pause(SEAT);
  expect(desk.seat(SEAT)).toMatchObject({ value: 'serving', wants: 'paused' });
  desk.complete(first);
  expect(desk.seat(SEAT)).toMatchObject({ value: 'paused', reason: 'break' });
  expect(desk.state(second)).toBe('waiting');
  desk.do(by, { type: 'ready', station: SEAT });
  desk.accept(second);
  desk.pause(SEAT);
  desk.do(by, { type: 'ready', station: SEAT });
  desk.complete(second);
  expect(desk.seat(SEAT)).toMatchObject({ value: 'ready', reason: null });
});

test('[LIF-12] a window that pauses among its documents gets no more and keeps what it has', () => {
  const desk = new Desk();
  desk.open('north-w01');
  const ticket = desk.document();
  desk.pause('north-w01');
  desk.pass(60_000);
  const waits = desk.document();
  expect([desk.state(ticket), desk.state(waits)]).toEqual(['serving', 'waiting']);
  desk.complete(ticket);
  expect(desk.seat('north-w01')).toMatchObject({ value: 'paused', work: [] });
});

test('[LIF-13] a pause with an offer pending gives the offer to somebody else', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const ticket = desk.call();
  desk.open('north-s02');
  desk.pause(SEAT);
  expect(desk.last('offer.rescinded')).toMatchObject({ ticket, station: SEAT, reason: 'station-paused' });
  expect(desk.seat(SEAT).value).toBe('paused');
  expect(desk.stationOf(ticket)).toBe('north-s02');
});

test('[LIF-14] only the station that has a ticket on its desk may end or complete it', () => {
  const desk = new Desk();
  desk.open(SEAT);
  desk.open('north-s02');
  const ticket = desk.call();
  const done = { type: 'complete', ticket, outcome: 'resolved' } as const;
  expect(desk.do(officer(SEAT), done)).toMatchObject({ code: 'wrong-state' });
  desk.accept(ticket);
  expect(desk.do(officer('north-s02'), done)).toMatchObject({ code: 'not-found' });
  expect(desk.do({ ...officer(SEAT), sub: 'somebody' }, done)).toMatchObject({ code: 'station-taken' });
  expect(desk.do(channel('phone'), { type: 'end', ticket })).toMatchObject({ code: 'forbidden' });
  expect(desk.state(ticket)).toBe('serving');
});

test('[LIF-15] other files rule at once: for who is signed in, and for who waits', () => {
  const desk = new Desk(
    tinyBureau(({ halls }) => {
      for (const hall of halls) for (const row of hall.stations) delete row.skills.social;
    }),
  );
  desk.open(SEAT);
  const ticket = desk.call('north', 'social-fee');
  desk.pass(60_000);
  expect(desk.state(ticket)).toBe('waiting');
  desk.use(tinyBureau());
  expect(desk.last('station.changed')).toMatchObject({ station: SEAT, skills: { social: 2 } });
  expect(desk.stationOf(ticket)).toBe(SEAT);
});
