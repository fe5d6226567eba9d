import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { Order } from '../../src/protocol/commands.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk } from './desk.ts';
import { restarts } from './restarts.ts';
import { tinyBureau, type WrittenFiles } from './tiny-bureau.ts';

const supervisor = (...halls: string[]): Principal => ({ role: 'supervisor', sub: 'chief', halls });
const centre: Principal = { role: 'supervisor', sub: 'centre', halls: '*' };
const ms = (text: string) => DateTime.fromISO(text, { zone: 'Asia/Shanghai' }).toMillis();

/** South and east are pooled; no ticket ever leaves its hall by its routing steps, and nobody lends. */
const pooled = (change: (files: WrittenFiles) => void = () => {}) =>
  tinyBureau((files) => {
    for (const hall of files.halls) if (hall.code !== 'north') hall.maturity = 'pooled';
    files.bureau.policy.lend.on = false;
    for (const rules of Object.values(files.bureau.rules)) rules.steps = [{ scope: 'hall' }];
    change(files);
  });
const deskWith = (...stations: string[]) => {
  const desk = new Desk(pooled());
  for (const station of stations) desk.open(station);
  return desk;
};
const maturity = (desk: Desk, hall: string, set: 'full' | 'pooled' | null, by = centre) =>
  desk.do(by, { type: 'order', order: { of: 'maturity', hall, set } });

test('[MAT-1] pooled halls are one pool: work of one goes to an idle station of another in any step, without a guard', () => {
  const desk = deskWith('east-s01');
  const ticket = desk.call('south');
  expect(desk.last('offer.made')).toMatchObject({ station: 'east-s01', loan: { from: 'east', to: 'south' } });
  desk.accept(ticket);
  expect([...desk.core.state.ledger.all()]).toMatchObject([{ ticket, from: 'east', to: 'south', until: null }]);
});

test('[MAT-2] a freed station of the pool takes the earliest due of all its halls', () => {
  const desk = deskWith();
  const [south, east, north] = [desk.call('south'), desk.call('east'), desk.call('north')];
  desk.open('east-s01');
  expect(desk.stationOf(south)).toBe('east-s01');
  desk.serve(south);
  expect(desk.stationOf(east)).toBe('east-s01');
  desk.serve(east);
  expect(desk.stationOf(north), 'a full hall is not of the pool').toBeNull();
});

test('[MAT-3] the idle stations of the own hall are asked first, though others of the pool are idle for longer', () => {
  const desk = deskWith('east-s01');
  desk.pass(1_000);
  desk.open('south-s01');
  expect(desk.stationOf(desk.call('south'))).toBe('south-s01');
  expect(desk.stationOf(desk.call('south'))).toBe('east-s01');
});

test('[MAT-4] level and skill count in the pool as in a hall', () => {
  const steps = (files: WrittenFiles) => {
    files.bureau.rules.voice.steps = [{ scope: 'hall', minLevel: 4, for: '10s' }, { scope: 'hall' }];
  };
  const desk = new Desk(pooled(steps));
  desk.open('east-s01');
  const [ticket, other] = [desk.call('south', 'invoice-claim'), desk.call('south', 'social-fee')];
  expect(desk.state(ticket)).toBe('waiting');
  desk.pass(10_000);
  expect([desk.stationOf(ticket), desk.stationOf(other)]).toEqual(['east-s01', null]);
});

test('[MAT-5] a full hall neither gives to the pool nor takes from it, but by its routing steps and the guard of lending', () => {
  const desk = deskWith('north-s01', 'south-s01');
  const [south, second] = [desk.call('south'), desk.call('south')];
  expect([desk.stationOf(south), desk.stationOf(second)]).toEqual(['south-s01', null]);
  const north = desk.call('north');
  expect(desk.stationOf(north)).toBe('north-s01');
  const lends = (files: WrittenFiles) => {
    files.bureau.policy.lend = { on: true, reserve: 0, goal: 0.5 };
    files.bureau.rules.voice.steps = [{ scope: 'lending' }];
  };
  const open = new Desk(pooled(lends));
  open.open('north-s01');
  open.pass(1_000);
  open.open('east-s01');
  expect(open.stationOf(open.call('south')), 'the pool goes before those who lend').toBe('east-s01');
  expect(open.stationOf(open.call('south'))).toBe('north-s01');
});

test('[MAT-6] a hall becomes full, or pooled, at once by an order, and back when that is taken back', () => {
  const desk = deskWith('south-s01');
  expect(maturity(desk, 'east', 'full')).toEqual({ ok: true });
  const ticket = desk.call('east');
  expect(desk.stationOf(ticket)).toBeNull();
  for (const again of restarts(desk, 0, pooled())) {
    again.presence('station:south-s01', true);
    expect(again.stationOf(ticket)).toBeNull();
    maturity(again, 'east', null);
    expect(again.stationOf(ticket)).toBe('south-s01');
  }
  expect(maturity(desk, 'north', 'pooled')).toEqual({ ok: true });
  expect(desk.stationOf(ticket)).toBeNull();
  const north = desk.call('north');
  expect(desk.stationOf(north)).toBe('south-s01');
});

describe('[MAT-7] the work of a pooled hall is directed by the centre, its people where they are:', () => {
  const orders: Order[] = [
    { of: 'station', station: 'south-s01', set: { skills: { invoice: 1 } } },
    { of: 'staffing', hall: 'south', group: 'phone', set: 3 },
    { of: 'hall', hall: 'south', set: 'open' },
    { of: 'lend', hall: 'south', set: { on: false } },
  ];
  test.each(orders)('order %o', (order) => {
    const desk = deskWith();
    expect(desk.do(supervisor('south'), { type: 'order', order })).toMatchObject({ code: 'forbidden' });
    expect(desk.do(centre, { type: 'order', order })).toEqual({ ok: true });
  });
  test('tickets', () => {
    const desk = deskWith();
    const ticket = desk.call('south');
    for (const by of [supervisor('south'), supervisor('south', 'north')]) {
      expect([
        desk.do(by, { type: 'assign', ticket, station: 'south-s01' }),
        desk.do(by, { type: 'pull', ticket }),
        desk.do(by, { type: 'prioritise', ticket, priority: 1 }),
        desk.do(by, { type: 'move', ticket, hall: 'north' }),
        desk.do(by, { type: 'requeue', ticket }),
      ]).toMatchObject(Array(5).fill({ code: 'forbidden' }));
    }
    const north = desk.call('north');
    expect(desk.do(supervisor('south', 'north'), { type: 'move', ticket: north, hall: 'south' })).toMatchObject({
      code: 'forbidden',
    });
    expect(desk.do(centre, { type: 'prioritise', ticket, priority: 1 })).toEqual({ ok: true });
    expect(desk.do(centre, { type: 'move', ticket: north, hall: 'south' })).toEqual({ ok: true });
  });
  test('stations and words to all', () => {
    const desk = deskWith('south-s01');
    const by = supervisor('south');
    expect(desk.do(by, { type: 'steer', station: 'south-s01', to: 'paused' })).toEqual({ ok: true });
    expect(desk.do(by, { type: 'broadcast', text: '下班前请结清' })).toEqual({ ok: true });
  });
});

describe('[MAT-8] a hall is closed until the month of its rollout begins, in the time of its city:', () => {
  const begins = ms('2021-11-01T00:00');
  const call = { type: 'submit', channel: 'phone', hall: 'south', business: 'invoice-claim', priority: 0 } as const;
  test('others are open before', () => {
    const desk = new Desk(tinyBureau(), ms('2021-10-31T12:00'));
    const phases = () => ['north', 'south', 'east'].map((hall) => desk.core.state.hall(hall)?.value);
    expect(phases()).toEqual(['open', 'closed', 'closed']);
    expect(desk.core.state.hall('south')?.context.until).toBe(begins);
    expect(desk.do(channel('phone'), call)).toMatchObject({ code: 'hall-closed' });
    for (const again of [desk, ...restarts(desk)]) {
      again.pass(begins - 1 - again.now);
      expect(again.core.state.hall('south')?.value).toBe('closed');
      again.pass(1);
      expect(again.core.state.hall('south')?.value).toBe('open');
      expect(again.core.state.hall('east')?.value).toBe('closed');
    }
    expect(desk.do(channel('phone'), call)).toMatchObject({ ok: true });
  });
  test('then its hours hold, and an order goes before both', () => {
    const office = tinyBureau((files) => {
      files.bureau.hours = { open: '09:00', close: '17:30', days: [1, 2, 3, 4, 5], drain: '30m' };
    });
    const desk = new Desk(office, ms('2021-10-29T12:00'));
    desk.pass(begins - desk.now);
    expect(desk.core.state.hall('south')).toMatchObject({
      value: 'closed',
      context: { until: begins + 9 * 3_600_000 },
    });
    desk.do(centre, { type: 'order', order: { of: 'hall', hall: 'east', set: 'open' } });
    expect(desk.core.state.hall('east')?.value).toBe('open');
  });
});
