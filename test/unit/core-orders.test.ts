import { describe, expect, test } from 'vitest';
import type { Order } from '../../src/protocol/commands.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer } from './desk.ts';
import { replayed } from './kept.ts';
import { restarts } from './restarts.ts';
import { tinyBureau, type WrittenFiles } from './tiny-bureau.ts';

const supervisor = (...halls: string[]): Principal => ({ role: 'supervisor', sub: 'chief', halls });
const centre: Principal = { role: 'supervisor', sub: 'centre', halls: '*' };
const [S1, S2, W1, W2] = ['north-s01', 'north-s02', 'north-w01', 'north-w02'];

const deskWith = (...stations: string[]) => {
  const desk = new Desk();
  for (const station of stations) desk.open(station);
  return desk;
};
const order = (desk: Desk, order: Order, by: Principal = supervisor('north')) => desk.do(by, { type: 'order', order });
const staff = (desk: Desk, set: number | null, group = 'phone') =>
  order(desk, { of: 'staffing', hall: 'north', group, set });
const capacity = (document: number, video: number, voice: number) => ({ document, video, voice });
const samples: Order[] = [
  { of: 'station', station: S1, set: { skills: { invoice: 1 } } },
  { of: 'staffing', hall: 'north', group: 'phone', set: 1 },
  { of: 'hall', hall: 'north', set: 'draining' },
  { of: 'lend', hall: 'north', set: { on: false } },
  { of: 'lend', set: { on: false } },
  { of: 'maturity', hall: 'north', set: 'pooled' },
];
const taken = (order: Order): Order => ({ ...order, set: null });

describe('[STO-1] an order is given by who oversees what it is about:', () => {
  test.each(samples)('%o', (sample) => {
    const wide = sample.of === 'maturity' || (sample.of === 'lend' && sample.hall === undefined);
    const desk = new Desk();
    for (const by of [officer(S1), channel('phone'), supervisor('south'), { ...centre, role: 'reader' } as Principal])
      expect(order(desk, sample, by)).toMatchObject({ code: 'forbidden' });
    expect(desk.of('order.given')).toEqual([]);
    expect(order(desk, sample)).toMatchObject(wide ? { code: 'forbidden' } : { ok: true });
    expect(order(desk, sample, centre)).toEqual({ ok: true });
    expect([...desk.core.state.orders.all()]).toEqual([sample]);
  });
});

describe('[STO-2] an order about what is not there, or does not fit, is refused and says why:', () => {
  test.each([
    [{ of: 'station', station: 'north-s09', set: { skills: { invoice: 1 } } }, 'not-found'],
    [{ of: 'station', station: 'north-s09', set: null }, 'not-found'],
    [{ of: 'station', station: S1, set: {} }, 'bad-message'],
    [{ of: 'station', station: S1, set: { skills: { fishing: 3 } } }, 'not-found'],
    [{ of: 'station', station: S1, set: { capacity: capacity(3, 0, 0) } }, 'bad-message'],
    [{ of: 'station', station: S1, set: { capacity: capacity(3, 0, 1) } }, 'bad-message'],
    [{ of: 'station', station: W1, set: { capacity: capacity(0, 0, 1) } }, 'bad-message'],
    [{ of: 'staffing', hall: 'nowhere', group: 'phone', set: 1 }, 'unknown-hall'],
    [{ of: 'staffing', hall: 'north', group: 'night', set: 1 }, 'not-found'],
    [{ of: 'hall', hall: 'nowhere', set: 'open' }, 'unknown-hall'],
    [{ of: 'lend', hall: 'nowhere', set: { on: true } }, 'unknown-hall'],
    [{ of: 'maturity', hall: 'nowhere', set: 'full' }, 'unknown-hall'],
  ] as [Order, string][])('%o', (wrong, code) => {
    const desk = new Desk();
    expect(order(desk, wrong, centre)).toMatchObject({ ok: false, code });
    expect(desk.of('order.given')).toEqual([]);
  });
});

test('[STO-3] the same order again, and taking back what was not given, is done without a fact', () => {
  const desk = new Desk();
  for (const sample of samples) {
    expect(order(desk, taken(sample), centre)).toEqual({ ok: true });
    order(desk, sample, centre);
    const before = desk.events.length;
    expect(order(desk, sample, centre)).toEqual({ ok: true });
    expect(desk.events.length).toBe(before);
  }
});

test('[STO-4] what is taken back is as the files say, and a newer order about the same takes the place of the older', () => {
  const desk = deskWith(S1);
  const files = tinyBureau();
  for (const sample of samples) order(desk, sample, centre);
  expect(desk.core.state.bureau.halls.get('north')).toMatchObject({ maturity: 'pooled', reserve: Infinity });
  order(desk, { of: 'staffing', hall: 'north', group: 'phone', set: 7 });
  expect([...desk.core.state.orders.all()]).toHaveLength(samples.length);
  for (const sample of samples) order(desk, taken(sample), centre);
  expect([...desk.core.state.orders.all()]).toEqual([]);
  expect(desk.core.state.bureau.halls).toEqual(files.halls);
  expect(desk.core.state.bureau.policy).toEqual(files.policy);
  expect(desk.seat(S1).skills).toEqual(files.stations.get(S1)?.skills);
  expect(desk.core.state.hall('north')?.value).toBe('open');
});

describe('[STO-5] orders stand', () => {
  const given = () => {
    const desk = deskWith(S1, S2);
    for (const sample of samples) order(desk, sample, centre);
    return desk;
  };
  const holds = (desk: Desk) => {
    expect(new Set(desk.core.state.orders.all())).toEqual(new Set(samples));
    const { halls, policy, stations } = desk.core.state.bureau;
    expect(halls.get('north')).toMatchObject({ maturity: 'pooled', reserve: Infinity });
    expect(policy.lend.on).toBe(false);
    expect(stations.get(S1)?.skills).toEqual({ invoice: 1 });
    expect(desk.seat(S1).skills).toEqual({ invoice: 1 });
    expect(desk.core.state.hall('north')?.value).toBe('draining');
    expect([S1, S2].filter((s) => desk.seat(s).wants === 'ready')).toHaveLength(1);
  };
  test('after a restart, from the journal and from a checkpoint', () => {
    const desk = given();
    holds(desk);
    for (const again of restarts(desk, 0, tinyBureau())) {
      holds(again);
      again.pass(24 * 3_600_000 - 1);
      expect(again.core.state.hall('north')?.value, 'whatever its hours').toBe('draining');
    }
  });
  test('when other files are read', () => {
    const desk = given();
    desk.use(tinyBureau(({ bureau }) => Object.assign(bureau.policy, { missedLimit: 5 })));
    expect(desk.core.state.bureau.policy.missedLimit).toBe(5);
    holds(desk);
  });
  test('in a bureau that was told the journal under other files', () => {
    const desk = given();
    const other = tinyBureau(({ halls }) => halls.splice(1, 2));
    expect(replayed(other, desk.steps).hash()).toBe(desk.core.hash());
  });
});

test('[STO-6] the order about a station that has left the files can be let go of', () => {
  const desk = new Desk();
  const about: Order = { of: 'station', station: S2, set: { skills: { invoice: 1 } } };
  order(desk, about);
  desk.use(tinyBureau(({ halls }) => Object.assign(halls[0]?.stations[0] ?? {}, { count: 1 })));
  expect(order(desk, about, centre)).toMatchObject({ code: 'not-found' });
  expect(order(desk, taken(about))).toMatchObject({ code: 'forbidden' });
  expect(order(desk, taken(about), centre)).toEqual({ ok: true });
  expect([...desk.core.state.orders.all()]).toEqual([]);
});

describe('of a station', () => {
  test('[STO-7] skills and capacity rule at once for who is signed in, and when somebody signs in', () => {
    const desk = deskWith(W1);
    const call = desk.call('north', 'invoice-claim');
    expect(order(desk, { of: 'station', station: W1, set: { capacity: capacity(3, 1, 1) } })).toEqual({ ok: true });
    expect(desk.last('station.changed')).toMatchObject({ station: W1, capacity: capacity(3, 1, 1) });
    expect(desk.stationOf(call), 'what it may take now it is offered at once').toBe(W1);
    order(desk, { of: 'station', station: W2, set: { skills: { social: 5 } } });
    desk.open(W2);
    expect(desk.seat(W2)).toMatchObject({ skills: { social: 5 }, capacity: { document: 3, video: 1 } });
  });

  test('[STO-8] less capacity takes nothing off the desk', () => {
    const desk = deskWith(W1);
    const documents = [desk.document(), desk.document()];
    desk.pass(5_000);
    order(desk, { of: 'station', station: W1, set: { capacity: capacity(1, 1, 0) } });
    const third = desk.document();
    desk.pass(5_000);
    expect(desk.seat(W1).work.map((w) => w.ticket)).toEqual(documents);
    expect(desk.stationOf(third)).toBeNull();
  });
});

describe('of staffing', () => {
  test('[STO-9] those who are too many pause: the longest idle now, who is at work when the work is done', () => {
    const desk = deskWith(S1, S2);
    const ticket = desk.call();
    desk.accept(ticket);
    expect(staff(desk, 1)).toEqual({ ok: true });
    expect(desk.seat(S2)).toMatchObject({ value: 'paused', reason: 'staffing' });
    expect(desk.seat(S1)).toMatchObject({ value: 'serving', wants: 'ready' });
    staff(desk, 0);
    expect(desk.seat(S1)).toMatchObject({ value: 'serving', wants: 'paused', reason: 'staffing' });
    desk.complete(ticket);
    expect(desk.seat(S1).value).toBe('paused');

    const idle = deskWith(S2);
    idle.pass(1_000);
    idle.open(S1);
    staff(idle, 1);
    expect([idle.seat(S2).value, idle.seat(S1).value]).toEqual(['paused', 'ready']);
  });

  test('[STO-10] who pauses with an offer pending lets it go to another', () => {
    const desk = deskWith('south-s01');
    desk.pass(40_000);
    const ticket = desk.call('north');
    desk.open(S1);
    expect(desk.stationOf(ticket)).toBe(S1);
    staff(desk, 0);
    expect(desk.last('offer.rescinded')).toMatchObject({ station: S1, reason: 'station-paused' });
    desk.pass(40_000);
    expect(desk.stationOf(ticket)).toBe('south-s01');
  });

  test('[STO-11] no more begin to work than were ordered, and the answer says how many do; more forces nobody', () => {
    const desk = deskWith(S1);
    staff(desk, 1);
    const by = officer(S2);
    desk.do(by, { type: 'signIn', station: S2 });
    const ready = () => desk.do(by, { type: 'ready', station: S2 });
    const full = { ok: false, code: 'wrong-state', detail: '1 of 1 stations of group phone in north are at work' };
    expect(ready()).toEqual(full);
    expect(desk.do(supervisor('north'), { type: 'steer', station: S2, to: 'ready' })).toEqual(full);
    staff(desk, 2);
    expect(desk.seat(S2).value).toBe('paused');
    expect(ready()).toEqual({ ok: true });
    desk.pause(S1);
    staff(desk, 1);
    expect(desk.do(officer(S1), { type: 'ready', station: S1 })).toMatchObject({ code: 'wrong-state' });
    staff(desk, null);
    expect(desk.do(officer(S1), { type: 'ready', station: S1 })).toEqual({ ok: true });
  });

  test('[STO-12] a group’s stations are those staffed for its modality, in its hall: voice, else video, else documents', () => {
    const files = (bureau: WrittenFiles) =>
      Object.assign(bureau.halls[0]?.stations[1] ?? {}, { capacity: { document: 3 }, count: 2 });
    const desk = new Desk(tinyBureau(files));
    for (const station of [S1, W1, W2, 'south-w01', 'south-s01']) desk.open(station);
    staff(desk, 1, 'etax');
    staff(desk, 0, 'vtax');
    expect([S1, W1, W2, 'south-w01', 'south-s01'].map((s) => desk.seat(s).value)).toEqual([
      ...['ready', 'paused', 'ready', 'ready', 'ready'],
    ]);
    const other = deskWith(W1, W2);
    staff(other, 0, 'etax');
    expect(other.seat(W1).value).toBe('ready');
    staff(other, 1, 'vtax');
    expect([W1, W2].map((s) => other.seat(s).value)).toEqual(['paused', 'ready']);
  });
});

describe('of a hall', () => {
  test('[STO-13] it is closed, draining or open whatever its hours, and who waits for a voice when it closes is told', () => {
    const desk = deskWith();
    const [call, document] = [desk.call(), desk.document()];
    expect(order(desk, { of: 'hall', hall: 'north', set: 'draining' })).toEqual({ ok: true });
    const again = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim', priority: 0 } as const;
    expect(desk.do(channel('phone'), again)).toMatchObject({ code: 'hall-closed' });
    expect(desk.state(call)).toBe('waiting');
    order(desk, { of: 'hall', hall: 'north', set: 'closed' });
    expect(desk.last('ticket.closed')).toMatchObject({ ticket: call, outcome: 'hallClosed' });
    expect(desk.state(document)).toBe('waiting');
    order(desk, { of: 'hall', hall: 'north', set: null });
    expect(desk.core.state.hall('north')?.value).toBe('open');
    expect(desk.state(desk.call())).toBe('waiting');
  });

  test('[STO-14] an ordered hall does not follow its hours until the order is taken back', () => {
    const bureau = tinyBureau((files) => {
      files.bureau.hours = { open: '09:00', close: '17:30', days: [1, 2, 3, 4, 5], drain: '30m' };
    });
    const desk = new Desk(bureau);
    order(desk, { of: 'hall', hall: 'north', set: 'open' });
    desk.pass(12 * 3_600_000);
    const phase = (hall: string) => desk.core.state.hall(hall)?.value;
    expect([phase('north'), phase('south')]).toEqual(['open', 'closed']);
    order(desk, { of: 'hall', hall: 'north', set: null });
    expect(phase('north')).toBe('closed');
    desk.pass(12 * 3_600_000);
    expect(phase('north')).toBe('open');
  });
});

describe('of lending', () => {
  const lending = (files: WrittenFiles) => {
    files.bureau.policy.lend = { on: true, reserve: 0, goal: 0.5 };
    files.bureau.rules.voice.steps = [{ scope: 'lending' }];
  };
  const desk = () => {
    const made = new Desk(tinyBureau(lending));
    made.open(S1);
    return made;
  };

  test('[STO-15] a hall’s lending is off at once, and on again', () => {
    const d = desk();
    order(d, { of: 'lend', hall: 'north', set: { on: false } });
    const ticket = d.call('south');
    expect(d.state(ticket)).toBe('waiting');
    expect(order(d, { of: 'lend', hall: 'north', set: { on: true } })).toEqual({ ok: true });
    expect(d.stationOf(ticket)).toBe(S1);
  });

  test('[STO-16] how much a hall keeps back is as ordered, and the bureau’s word holds where a hall has none of its own', () => {
    const d = desk();
    order(d, { of: 'lend', hall: 'north', set: { on: true, reserve: 1 } });
    const ticket = d.call('south');
    expect(d.state(ticket)).toBe('waiting');
    d.open(S2);
    expect(d.stationOf(ticket)).not.toBeNull();

    const { reserve } = { reserve: (of: Desk, hall: string) => of.core.state.bureau.halls.get(hall)?.reserve };
    const own = new Desk(
      tinyBureau((files) => {
        lending(files);
        Object.assign(files.halls[1] ?? {}, { lend: { reserve: 3 } });
        Object.assign(files.halls[2] ?? {}, { lend: 'off' });
      }),
    );
    order(own, { of: 'lend', hall: 'east', set: { on: true } }, centre);
    order(own, { of: 'lend', set: { on: true, reserve: 2 } }, centre);
    expect(['north', 'south', 'east'].map((hall) => reserve(own, hall))).toEqual([2, 3, 2]);
    for (const again of restarts(own, 0, own.core.state.orders.files))
      expect(['north', 'south', 'east'].map((hall) => reserve(again, hall))).toEqual([2, 3, 2]);
  });

  test('[STO-17] the whole bureau’s lending goes before any hall’s', () => {
    const d = desk();
    order(d, { of: 'lend', hall: 'north', set: { on: true } });
    order(d, { of: 'lend', set: { on: false } }, centre);
    const ticket = d.call('south');
    expect(d.state(ticket)).toBe('waiting');
    order(d, { of: 'lend', set: null }, centre);
    expect(d.stationOf(ticket)).toBe(S1);
  });
});
