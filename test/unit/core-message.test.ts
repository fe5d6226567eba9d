import { describe, expect, test } from 'vitest';
import { sessionView } from '../../src/host/questions.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer, taxpayer } from './desk.ts';
import { restarts } from './restarts.ts';

const SEAT = 'north-s01';
const WINDOW = 'south-w01';
const supervisor = (halls: '*' | string[]): Principal => ({ role: 'supervisor', sub: 'chief', halls });
const say = (desk: Desk, ticket: string, from: string, to: string) =>
  desk.do(officer(from), { type: 'message', ticket, to, text: '请看一下' });
const heard = (desk: Desk, topic: string, type: string) =>
  desk.pushes.filter((push) => push.topic === topic && push.body.type === type).map((push) => push.body);

/** A call that the seat has accepted, and a window of another hall. */
function served(): { desk: Desk; ticket: string } {
  const desk = new Desk();
  desk.open(SEAT);
  const ticket = desk.call();
  desk.accept(ticket);
  for (const station of [WINDOW, 'north-w01', 'north-w02']) desk.open(station);
  return { desk, ticket };
}

test('[MSG-1] a station writes to another about its ticket, from seat to window and across halls; only that one is told', () => {
  const { desk, ticket } = served();
  const before = desk.core.state.ticket(ticket);
  desk.pushes.length = 0;
  expect(say(desk, ticket, SEAT, WINDOW)).toEqual({ ok: true });
  expect(desk.steps.at(-1)?.events).toEqual([
    { type: 'ticket.messaged', at: desk.now, ticket, from: SEAT, to: WINDOW, text: '请看一下' },
  ]);
  const told = desk.pushes.filter((push) => push.body.type === 'message');
  expect(told.map((push) => push.topic)).toEqual([`station:${WINDOW}`]);
  expect(told[0]?.body).toEqual({ type: 'message', ticket, from: SEAT, text: '请看一下', at: desk.now });
  expect(desk.core.state.ticket(ticket)?.context).toEqual(before?.context);
  for (const again of restarts(desk)) expect(again.state(ticket)).toBe('serving');
});

test('[MSG-2] who is asked about it may answer, since the ticket is the business of whom it answers', () => {
  const { desk, ticket } = served();
  expect(say(desk, ticket, WINDOW, SEAT)).toEqual({ ok: true });
  expect(heard(desk, `station:${SEAT}`, 'message')).toHaveLength(1);
});

test('[MSG-3] the responsible station may write of its ticket wherever that is, and be written to', () => {
  const { desk, ticket } = served();
  desk.do(officer(SEAT), { type: 'escalate', ticket, department: 'goods', question: '如何开具' });
  expect(desk.stationOf(ticket)).toBeNull();
  expect(say(desk, ticket, SEAT, WINDOW)).toEqual({ ok: true });
  expect(say(desk, ticket, WINDOW, SEAT)).toEqual({ ok: true });
});

test('[MSG-4] so may a guest', () => {
  const { desk, ticket } = served();
  desk.open('north-s02');
  desk.do(officer(SEAT), { type: 'consult', ticket, station: 'north-s02' });
  desk.do(officer('north-s02'), { type: 'accept', offer: `${ticket}.${desk.ticket(ticket).offers}` });
  expect(desk.ticket(ticket).guest).toMatchObject({ station: 'north-s02', joined: true });
  expect(say(desk, ticket, 'north-s02', WINDOW)).toEqual({ ok: true });
  expect(say(desk, ticket, WINDOW, 'north-s02')).toEqual({ ok: true });
});

describe('[MSG-5] a message is refused and reaches nobody:', () => {
  test.each([
    ['about a ticket that is neither one’s', officer('north-w01'), 'north-w02', 'not-found'],
    ['to a station that is not there', officer(SEAT), 'north-s99', 'not-found'],
    ['to a station where nobody is signed in', officer(SEAT), 'north-s02', 'wrong-state'],
    ['to oneself', officer(SEAT), SEAT, 'bad-message'],
    ['by who is not signed in', officer('north-s02'), SEAT, 'wrong-state'],
    ['by another officer', { ...officer(SEAT), sub: 'somebody' }, WINDOW, 'station-taken'],
    ['by a supervisor', supervisor('*'), SEAT, 'forbidden'],
    ['by the channel', channel('phone'), SEAT, 'forbidden'],
    ['by a taxpayer', taxpayer('li'), SEAT, 'forbidden'],
  ] as const)('%s', (_, by, to, code) => {
    const { desk, ticket } = served();
    expect(desk.do(by, { type: 'message', ticket, to, text: '请看一下' })).toMatchObject({ ok: false, code });
    expect(desk.steps.at(-1)?.events).toEqual([]);
  });

  test('about a ticket that is closed', () => {
    const { desk, ticket } = served();
    desk.complete(ticket);
    expect(say(desk, ticket, SEAT, WINDOW)).toMatchObject({ code: 'not-found' });
  });
});

describe('[MSG-6] a supervisor speaks to everybody in the own halls, or in some of them:', () => {
  const all = ['north', 'south', 'east'];
  test.each([
    ['all halls', '*', undefined, all],
    ['the own halls', ['north', 'south'], undefined, ['north', 'south']],
    ['one of the own halls', ['north', 'south'], ['south'], ['south']],
    ['one of all, named twice', '*', ['east', 'east'], ['east']],
  ] as const)('%s', (_, own, halls, reached) => {
    const desk = new Desk();
    const by = supervisor(own === '*' ? own : [...own]);
    const command = { type: 'broadcast', text: '请注意', ...(halls !== undefined && { halls: [...halls] }) } as const;
    expect(desk.do(by, command)).toEqual({ ok: true });
    const body = { type: 'broadcast', by: 'supervisor:chief', text: '请注意', at: desk.now };
    for (const hall of all) {
      const times = reached.some((name) => name === hall) ? [body] : [];
      expect(heard(desk, `staff:${hall}`, 'broadcast')).toEqual(times);
      expect(heard(desk, `hall:${hall}`, 'broadcast')).toEqual(times);
    }
    for (const again of restarts(desk)) expect(again.core.figures(again.now).imbalance).toBe(0);
  });
});

describe('[MSG-7] a broadcast is refused and reaches nobody:', () => {
  test.each([
    ['beyond the own halls', supervisor(['north']), ['north', 'south'], 'forbidden'],
    ['in an unknown hall', supervisor('*'), ['west'], 'unknown-hall'],
    ['in no hall', supervisor('*'), [], 'bad-message'],
    ['by a station', officer(SEAT), undefined, 'forbidden'],
    ['by a reader', { role: 'reader', sub: 'auditor', halls: '*' }, undefined, 'forbidden'],
  ] as const)('%s', (_, by, halls, code) => {
    const desk = new Desk();
    desk.open(SEAT);
    const command = { type: 'broadcast', text: '请注意', ...(halls !== undefined && { halls: [...halls] }) } as const;
    expect(desk.do(by as Principal, command)).toMatchObject({ ok: false, code });
    expect(desk.steps.at(-1)?.events).toEqual([]);
  });
});

const viewAt = (desk: Desk, station: string) => sessionView(desk.core, officer(station), []);
const textsAt = (desk: Desk, station: string) => viewAt(desk, station).messages?.map(({ text }) => text);
const DAY = 24 * 3600_000;

describe('[MSG-8] who comes back to a desk is told again what was written to it:', () => {
  test('by colleagues, with an offer, and to its hall or to all; also by a process that has begun since', () => {
    const { desk, ticket } = served();
    const began = desk.now;
    desk.open('north-s02');
    say(desk, ticket, SEAT, 'north-s02');
    desk.pass(1000);
    for (const halls of [['north'], ['south'], undefined])
      desk.do(supervisor('*'), { type: 'broadcast', text: `to ${halls ?? 'all'}`, ...(halls && { halls }) });
    desk.do(officer(SEAT), { type: 'consult', ticket, station: 'north-s02', note: '请听一下' });
    const said = { by: 'supervisor:chief', at: desk.now };
    for (const at of [desk, ...restarts(desk)]) {
      expect(viewAt(at, 'north-s02')).toMatchObject({
        messages: [
          { ticket, from: SEAT, text: '请看一下', at: began },
          { ticket, from: SEAT, text: '请听一下', at: desk.now },
        ],
        broadcasts: [
          { ...said, text: 'to all' },
          { ...said, text: 'to north' },
        ],
      });
      expect(viewAt(at, WINDOW)).toMatchObject({
        messages: [],
        broadcasts: [{ text: 'to all' }, { text: 'to south' }],
      });
    }
    expect(sessionView(desk.core, taxpayer('li'), [])).toEqual({ tickets: [], places: [] });
  });

  /** Sixty words in as many seconds, then a time of silence that a word to somebody else ends. */
  const after = (ms: number) => {
    const { desk, ticket } = served();
    for (let i = 0; i < 60; i++) {
      desk.do(officer(SEAT), { type: 'message', ticket, to: WINDOW, text: `${i}` });
      desk.pass(1000);
    }
    desk.pass(ms);
    say(desk, ticket, SEAT, 'north-w01');
    return [desk, ...restarts(desk)];
  };

  test.each([
    ['the last fifty', 0, 50],
    ['of the last day', DAY - 11_000, 10],
    ['which is over', DAY, 0],
  ])('%s', (_, ms, left) => {
    const all = Array.from({ length: 60 }, (_, i) => `${i}`);
    for (const at of after(ms)) {
      expect(textsAt(at, WINDOW)).toEqual(all.slice(60 - left));
      expect(textsAt(at, 'north-w01')).toEqual(['请看一下']);
      at.core.checkpoint();
      expect(at.core.state.words.messages.get(WINDOW)?.length ?? 0, 'what is too old is not kept').toBe(left);
    }
  });
});
