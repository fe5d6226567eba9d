import { expect, test } from 'vitest';
import { LeapingClock } from '../../src/demo/story/clock.ts';
import { Ear } from '../../src/demo/story/ear.ts';

const day = 24 * 3_600_000;
const origin = Date.parse('2026-11-23T09:30:00+08:00');

test('[DEMO-12] the clock of the story leaps, and yet everything happens at its own time, in order', async () => {
  const clock = new LeapingClock(origin, 60);
  const heard: [string, number][] = [];
  const hear = (what: string) => () => void heard.push([what, clock.now()]);
  clock.at(origin + 3 * day, hear('third'));
  clock.at(origin + day, () => {
    hear('first')();
    clock.at(origin + 2 * day, hear('second'));
  });
  clock.at(origin + 1.5 * day, hear('never'))();
  clock.at(origin + 9 * day, hear('later'));
  await clock.leap(origin + 4 * day, 60);
  expect(heard).toEqual([
    ['first', origin + day],
    ['second', origin + 2 * day],
    ['third', origin + 3 * day],
  ]);
  const landed = clock.now();
  expect(landed).toBeGreaterThanOrEqual(origin + 4 * day);
  expect(landed).toBeLessThan(origin + 9 * day);
});

test('[DEMO-12] it hurries until something has come, and never runs backwards', async () => {
  const clock = new LeapingClock(origin, 60);
  const come = new Promise<string>((resolve) => clock.at(origin + 2 * day, () => resolve('here')));
  const times: number[] = [clock.now()];
  const looking = setInterval(() => times.push(clock.now()), 1);
  expect(await clock.hurry(come, day / 10)).toBe('here');
  clearInterval(looking);
  times.push(clock.now());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeGreaterThanOrEqual(origin + 2 * day);
});

test('[DEMO-13] each news is heard once, by who waits for it; who waits in vain is named', async () => {
  const ear = new Ear<string>('窗口 window', 30);
  ear.hear('a');
  ear.hear('b1');
  ear.hear('a');
  const b = (news: string) => (news.startsWith('b') ? news : undefined);
  expect(await ear.waitFor('b', b)).toBe('b1');
  const second = ear.waitFor('b', b);
  ear.hear('b2');
  expect(await second).toBe('b2');
  await expect(ear.waitFor('b', b)).rejects.toThrow('窗口 window, b');
});
