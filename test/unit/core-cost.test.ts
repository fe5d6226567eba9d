import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import { SortedList } from '../../src/bureau/matcher/sorted-list.ts';
import { State } from '../../src/bureau/state.ts';
import { Desk } from './desk.ts';
import { tinyBureau } from './tiny-bureau.ts';

afterEach(() => vi.restoreAllMocks());

/** How many candidates are looked at while something is done; going through all tickets or stations is a failure. */
function looked(act: () => void): number {
  let count = 0;
  const each = SortedList.prototype[Symbol.iterator];
  vi.spyOn(SortedList.prototype, Symbol.iterator).mockImplementation(function* (this: SortedList<unknown>) {
    for (const item of { [Symbol.iterator]: () => each.call(this) }) {
      count++;
      yield item;
    }
  });
  const all = (['tickets', 'stations'] as const).map((name) => vi.spyOn(State.prototype, name));
  act();
  for (const spy of all) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  return count;
}

/** A hall with 90 seats of two profiles, and two others. */
const bigBureau = () =>
  tinyBureau(({ bureau, halls }) => {
    for (const rules of Object.values(bureau.rules)) rules.steps = [{ scope: 'bureau' }];
    for (const row of halls[0]?.stations ?? []) row.count = 90;
  });

test('[CST-1] a freed station looks at as many candidates with 2,000 waiting as with 20', () => {
  const costs = [20, 2_000].map((waiting) => {
    const desk = new Desk(bigBureau());
    desk.open('north-s01');
    const first = desk.call();
    for (let i = 0; i < waiting; i++)
      desk.call(['north', 'south', 'east'][i % 3], i % 2 ? 'invoice-claim' : 'vat-return');
    desk.accept(first);
    return looked(() => desk.complete(first));
  });
  expect(costs[1]).toBe(costs[0]);
  expect(costs[0], 'one head a class: three halls, two businesses').toBe(6);
});

test('[CST-2] an arrival looks at as many candidates with 90 idle seats as with 2', () => {
  const costs = [2, 90].map((idle) => {
    const desk = new Desk(bigBureau());
    for (let i = 1; i <= idle; i++) desk.open(`north-s${String(i).padStart(2, '0')}`);
    desk.open('south-s01');
    return [looked(() => desk.call('north')), looked(() => desk.call('east'))];
  });
  expect(costs[1]).toEqual(costs[0]);
  expect(costs[0], 'one head a profile').toEqual([1, 2]);
});

test('[CST-3] a step with a full bureau and a long backlog looks at no candidate at all', () => {
  const desk = new Desk(bigBureau());
  desk.open('north-s01');
  const first = desk.call();
  for (let i = 0; i < 500; i++) desk.call();
  expect(looked(() => desk.accept(first))).toBe(0);
  expect(looked(() => desk.call())).toBe(0);
  expect(looked(() => desk.pass(30_000))).toBe(0);
});

test('[CST-4] hundreds of idle stations that may not lend are not asked one by one', () => {
  const desk = new Desk(
    tinyBureau(({ bureau, halls }) => {
      bureau.rules.voice.steps = [{ scope: 'lending' }];
      for (const row of halls[0]?.stations ?? []) Object.assign(row, { count: 90, skills: { invoice: 4 } });
    }),
  );
  for (let i = 1; i <= 90; i++) desk.open(`north-s${String(i).padStart(2, '0')}`);
  for (let i = 0; i < 100; i++) desk.call('east', 'social-fee');
  expect(looked(() => desk.call('east', 'social-fee'))).toBeLessThanOrEqual(4);
});

test('[CST-5] what has ended leaves: tickets, stations, their places and their deadlines in time', () => {
  const desk = new Desk();
  const by = desk.open('north-s01');
  for (let i = 0; i < 200; i++) desk.serve(desk.call());
  desk.do(by, { type: 'signOut', station: 'north-s01' });
  const { state } = desk.core;
  expect([...state.tickets(), ...state.stations()]).toEqual([]);
  expect(state.matcher.demand.size).toBe(0);
  expect([...state.matcher.demand.own('north')]).toEqual([]);
  // The promised time of the last one is the longest that its deadlines stand.
  desk.pass(15 * 60_000);
  const hours = [...state.halls()].map((h) => h.context.until);
  expect(hours).toContain(desk.core.nextDeadline());
});

/** What actors hold for as long as they live, an actor's id with it: the context that it began with. */
function begunWith({ core: { state } }: Desk, tickets: string[], station: string): [string, WeakRef<object>][] {
  const s = state.station(station);
  // Put back, it begins with this.
  const context = { ...s?.context };
  state.restore('station', station, { ...s, context });
  const held: [string, WeakRef<object>][] = [[station, new WeakRef(context)]];
  for (const id of tickets) held.push([id, new WeakRef(state.ticket(id)?.context ?? {})]);
  return held;
}

test('[CST-6] the actor of a closed ticket, and of a station that signed out, is left in no memory', async () => {
  const desk = new Desk();
  const by = desk.open('north-s01');
  const [first = '', ...waiting] = Array.from({ length: 20 }, () => desk.call());
  const stays = waiting.at(-1) ?? '';
  const held = begunWith(desk, waiting, 'north-s01');
  for (const id of [first, ...waiting]) if (id !== stays) desk.serve(id);
  desk.pause('north-s01');
  expect(desk.do(by, { type: 'signOut', station: 'north-s01' })).toEqual({ ok: true });
  desk.pushes.length = 0;
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  // What a weak reference was asked for, or was made of, lives until the turn ends.
  await setImmediate();
  collect();
  expect(held.filter(([, ref]) => ref.deref() !== undefined).map(([id]) => id)).toEqual([stays]);
});

test('[CST-7] the queue of deadlines follows what is open, not what has been', () => {
  const desk = new Desk();
  desk.open('north-s01');
  const lengths = [2_000, 2_000].map((lives) => {
    for (let i = 0; i < lives; i++) desk.serve(desk.call());
    return desk.core.state.deadlines.size;
  });
  for (const length of lengths) expect(length).toBeLessThan(1_100);
});
