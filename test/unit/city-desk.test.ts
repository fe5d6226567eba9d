import { expect, test } from 'vitest';
import type { Modality } from '../../src/protocol/modality.ts';
import { Bridge } from '../../src/simulate/city/bridge.ts';
import { Desk } from '../../src/simulate/city/desk.ts';
import { Timers } from '../../src/simulate/city/timers.ts';
import { seededRandom } from '../../src/simulate/random.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';

function rig() {
  const clock = new VirtualClock();
  const told: [what: string, ticket: string, at: number][] = [];
  const timers = new Timers(clock);
  const then: Record<string, 'stays' | 'goes'> = {};
  const desk = new Desk(timers, seededRandom(1), {
    served(ticket) {
      const next = then[ticket] ?? 'closes';
      delete then[ticket];
      return next;
    },
    advised: (ticket) => told.push(['advised', ticket, clock.now()]),
    ended: (ticket) => told.push(['ended', ticket, clock.now()]),
    finished: (ticket) => told.push(['finished', ticket, clock.now()]),
  });
  const serve = (id: string, modality: Modality) => desk.put({ id, modality, state: 'serving' });
  return { clock, timers, desk, told, serve, then };
}

test('[CITY-10] a person on the line goes before paper, which is then taken up where it was laid down', () => {
  const alone = rig();
  alone.serve('t1', 'document');
  alone.clock.run();
  const needed = alone.told[0]![2];

  const { clock, desk, told, serve } = rig();
  serve('t1', 'document');
  clock.run(needed / 2);
  serve('t2', 'video');
  clock.run();
  expect(told.map(([what, ticket]) => `${what} ${ticket}`)).toEqual(['ended t2', 'finished t2', 'finished t1']);
  const person = told[1]![2] - needed / 2;
  expect(told[2]![2]).toBeCloseTo(needed + person, -1);
  expect(desk.empty).toBe(true);
});

test('[CITY-10] papers are worked one after the other, in the order in which they came', () => {
  const { clock, told, serve } = rig();
  for (const id of ['t1', 't2', 't3']) serve(id, 'document');
  clock.run();
  expect(told.map(([what, ticket]) => `${what} ${ticket}`)).toEqual(['finished t1', 'finished t2', 'finished t3']);
  expect(told[0]![2]).toBeLessThan(told[1]![2]);
});

test('[CITY-11] what the bureau takes away is put aside; a conversation that the other side ended is wrapped up', () => {
  const { clock, desk, told, serve } = rig();
  serve('t1', 'voice');
  desk.put({ id: 't1', modality: 'voice', state: 'waiting' });
  expect(desk.empty).toBe(true);
  serve('t2', 'voice');
  desk.put({ id: 't2', modality: 'voice', state: 'wrapUp' });
  clock.run();
  expect(told.map(([what, ticket]) => `${what} ${ticket}`)).toEqual(['finished t2']);
  serve('t3', 'document');
  serve('t4', 'document');
  desk.keep([]);
  clock.run();
  expect(desk.empty).toBe(true);
  expect(told).toHaveLength(1);
});

test('[CITY-12] a caller who was put through does not hang up, in whichever order the two are heard of', () => {
  const bridge = new Bridge();
  const through: string[] = [];
  bridge.wait('t1', () => through.push('t1'));
  bridge.putThrough('t1');
  bridge.putThrough('t2');
  bridge.wait('t2', () => through.push('t2'));
  bridge.wait('t3', () => through.push('t3'));
  bridge.hangUp('t3');
  bridge.putThrough('t3');
  bridge.putThrough('t4');
  bridge.end('t4');
  bridge.wait('t4', () => through.push('t4'));
  expect(through).toEqual(['t1', 't2']);
});

test('[CITY-13] a city that was stopped does nothing more, also what is asked of it later', () => {
  const { clock, timers } = rig();
  const rung: number[] = [];
  timers.at(10, () => rung.push(10));
  timers.at(20, () => rung.push(20));
  const cancel = timers.in(5, () => rung.push(5));
  cancel();
  clock.run(10);
  timers.stop();
  timers.in(1, () => rung.push(11));
  clock.run();
  expect(rung).toEqual([10]);
});

test('[CITY-22] one who was called is not served before being there; paper is worked meanwhile', () => {
  const { clock, desk, told, serve } = rig();
  desk.put({ id: 't1', modality: 'video', state: 'serving', joinUntil: 60_000 });
  clock.run(120_000);
  expect(told).toEqual([]);
  expect(desk.empty).toBe(false);
  serve('t2', 'document');
  clock.run();
  expect(told.map(([what, ticket]) => `${what} ${ticket}`)).toEqual(['finished t2']);
  serve('t1', 'video');
  clock.run();
  expect(told.map(([what, ticket]) => `${what} ${ticket}`)).toEqual(['finished t2', 'ended t1', 'finished t1']);
});

test('[CITY-23] who is consulted says it all and is done, or takes the ticket over and serves it', () => {
  const { clock, desk, told, serve } = rig();
  desk.help({ id: 't1', modality: 'document' });
  clock.run();
  expect(told.map(([what, ticket]) => `${what} ${ticket}`)).toEqual(['advised t1']);
  expect(desk.empty).toBe(true);
  desk.help({ id: 't2', modality: 'document' });
  serve('t2', 'document');
  clock.run();
  expect(told.map(([what, ticket]) => `${what} ${ticket}`)).toEqual(['advised t1', 'finished t2']);
});

test('[CITY-24] a ticket that goes another way leaves the desk; one that stays is worked on and then closed', () => {
  const { clock, desk, told, serve, then } = rig();
  Object.assign(then, { t1: 'goes', t2: 'stays' });
  serve('t1', 'voice');
  clock.run();
  expect(told).toEqual([]);
  expect(desk.empty).toBe(true);
  const from = clock.now();
  serve('t2', 'document');
  clock.run();
  expect(told.map(([what, ticket]) => `${what} ${ticket}`)).toEqual(['finished t2']);
  expect(told[0]![2]).toBeGreaterThan(from);
});
