import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';

test('[VCL-1] events happen in order of time, and of the same time in the order in which they were asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), (times) => {
      const clock = new VirtualClock();
      const seen: { time: number; index: number; now: number }[] = [];
      for (const [index, time] of times.entries()) clock.at(time, () => seen.push({ time, index, now: clock.now() }));
      clock.run();
      const expected = times
        .map((time, index) => ({ time, index, now: time }))
        .toSorted((a, b) => a.time - b.time || a.index - b.index);
      expect(seen).toEqual(expected);
    }),
  );
});

test('[VCL-2] what is asked for while it runs happens in its turn; in the past it happens at once', () => {
  const clock = new VirtualClock(1000);
  const seen: [string, number][] = [];
  const note = (name: string) => () => seen.push([name, clock.now()]);
  clock.at(2000, () => {
    clock.at(1500, note('past'));
    clock.at(2500, note('later'));
  });
  clock.at(2000, note('same'));
  clock.at(3000, note('last'));
  clock.run();
  expect(seen).toEqual([
    ['same', 2000],
    ['past', 2000],
    ['later', 2500],
    ['last', 3000],
  ]);
});

test('[VCL-3] a cancelled event does not happen, and does not move the clock', () => {
  const clock = new VirtualClock();
  const seen: string[] = [];
  const cancel = clock.at(50, () => seen.push('cancelled'));
  clock.at(10, () => seen.push('kept'));
  cancel();
  clock.run();
  expect(seen).toEqual(['kept']);
  expect(clock.now()).toBe(10);
});

test('[VCL-4] run(until) lets happen what is due by then, never before its time, and leaves the clock there', () => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  for (const time of [10, 20, 21]) clock.at(time, () => seen.push(time));
  clock.run(20);
  expect(seen).toEqual([10, 20]);
  expect(clock.now()).toBe(20);
  clock.run(15);
  expect(clock.now()).toBe(20);
  clock.run(30);
  expect(seen).toEqual([10, 20, 21]);
  expect(clock.now()).toBe(30);
});
