import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atWork, cityClock, midnightOf, nextWorkday, openingMorning } from '../../src/simulate/city/clock.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const monday = at('2026-03-02T08:55:00');
const second = 1_000;
/** From 08:55 to 18:45 at 60×. */
const dayMs = (590 * 60 * second) / 60;
const nightMs = 10 * second;

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

test('[CITY-1] the day runs at its speed, the night passes in 10 s, and the next working day begins at 08:55', () => {
  const clock = cityClock({ speed: 60, origin: monday, since: Date.now() });
  expect(clock.now()).toBe(monday);
  vi.advanceTimersByTime(10 * second);
  expect(clock.now()).toBe(at('2026-03-02T09:05:00'));
  vi.advanceTimersByTime(dayMs - 10 * second);
  expect(clock.now()).toBe(at('2026-03-02T18:45:00'));
  vi.advanceTimersByTime(nightMs);
  expect(clock.now()).toBe(at('2026-03-03T08:55:00'));
  vi.advanceTimersByTime(second);
  expect(clock.now()).toBe(at('2026-03-03T08:56:00'));
});

test('[CITY-1] a weekend passes like a night', () => {
  const clock = cityClock({ speed: 60, origin: at('2026-03-06T18:44:00'), since: Date.now() });
  vi.advanceTimersByTime(second + nightMs);
  expect(clock.now()).toBe(at('2026-03-09T08:55:00'));
});

test('[CITY-2] two processes agree on the time, whenever they begin to ask, and it never runs backwards', () => {
  const time = { speed: 600, origin: monday, since: Date.now() };
  const early = cityClock(time);
  let last = 0;
  for (let i = 0; i < 300; i++) {
    vi.advanceTimersByTime(777);
    const now = early.now();
    expect(now).toBeGreaterThan(last);
    expect(cityClock(time).now()).toBe(now);
    last = now;
  }
});

test('[CITY-3] what is asked for a time happens at it and never before, also in the night and days ahead', () => {
  const clock = cityClock({ speed: 60, origin: monday, since: Date.now() });
  const times = ['2026-03-02T08:54:00', '2026-03-02T09:00:01', '2026-03-02T23:00:00', '2026-03-04T10:00:00'].map(at);
  const heard: number[] = [];
  for (const time of times) clock.at(time, () => heard.push(clock.now()));
  const cancel = clock.at(at('2026-03-02T12:00:00'), () => heard.push(0));
  cancel();
  vi.advanceTimersByTime(3 * (dayMs + nightMs));
  expect(heard).toHaveLength(times.length);
  for (const [i, time] of times.entries()) {
    expect(heard[i]).toBeGreaterThanOrEqual(time);
    // A millisecond of the wall clock is as much as a timer can be late here: 60 ms by day, 5.1 s by night.
    expect(heard[i]! - Math.max(time, monday)).toBeLessThan(5_200);
  }
});

test('[CITY-4] a demonstration begins in the morning of a working day', () => {
  expect(openingMorning(at('2026-03-02T03:00:00'))).toBe(monday);
  expect(openingMorning(at('2026-03-02T23:00:00'))).toBe(monday);
  expect(openingMorning(at('2026-03-07T12:00:00'))).toBe(at('2026-03-09T08:55:00'));
  expect(midnightOf(monday)).toBe(at('2026-03-02T00:00:00'));
  expect(nextWorkday(at('2026-03-06T12:00:00'))).toBe(at('2026-03-09T00:00:00'));
});

test('[CITY-27] offices work by day: what would fall into the evening or a weekend is done the next working morning', () => {
  expect(atWork(at('2026-03-06T16:20:00'))).toBe(at('2026-03-06T16:20:00'));
  expect(atWork(at('2026-03-06T18:20:00'))).toBe(at('2026-03-09T09:20:00'));
  expect(atWork(at('2026-03-07T11:05:00'))).toBe(at('2026-03-09T09:05:00'));
  expect(atWork(at('2026-03-09T02:45:00'))).toBe(at('2026-03-09T09:45:00'));
});

/** Paces that come and go over three days and nights, each told a while before it begins. */
const paces = Array.from({ length: 60 }, (_, n) => ({ at: 900 * (n + 1), speed: n % 2 === 0 ? 1 : 60 }));
const aheadMs = 400;

test('[CITY-36] told another pace in time, two processes agree on the time, which never runs backwards', () => {
  const time = { speed: 600, origin: monday, since: Date.now() };
  const clocks = [cityClock(time), cityClock(time)] as const;
  const began = Date.now();
  let last = 0;
  let days = 0;
  for (const { at, speed } of [...paces, { at: 70_000, speed: 600 }, { at: 300_000, speed: 60 }]) {
    while (Date.now() < began + at) {
      vi.advanceTimersByTime(113);
      const now = clocks[0].now();
      expect(clocks[1].now()).toBe(now);
      expect(clocks[1].rate()).toBe(clocks[0].rate());
      expect(now).toBeGreaterThanOrEqual(last);
      if (midnightOf(now) !== midnightOf(last)) days++;
      last = now;
    }
    const pace = { speed, since: Date.now() + aheadMs };
    clocks[0].pace(pace);
    vi.advanceTimersByTime(aheadMs / 2);
    clocks[1].pace(pace);
  }
  expect(days).toBeGreaterThan(3);
});

test('[CITY-37] a clock that is told a slower pace too late stands still until it is right', () => {
  const time = { speed: 60, origin: monday, since: Date.now() };
  const [early, late] = [cityClock(time), cityClock(time)];
  const pace = { speed: 1, since: Date.now() };
  early.pace(pace);
  vi.advanceTimersByTime(50);
  const ahead = late.now();
  expect(ahead - early.now()).toBe(50 * 59);
  late.pace(pace);
  vi.advanceTimersByTime(1_000);
  expect(late.now()).toBe(ahead);
  vi.advanceTimersByTime(2_000);
  expect(late.now()).toBe(early.now());
});

test('[CITY-38] whatever the pace becomes, what is asked for a time happens at it and never before, and once', () => {
  const clock = cityClock({ speed: 60, origin: monday, since: Date.now() });
  const asked = Array.from({ length: 200 }, (_, n) => monday + n * 90_000);
  const heard: [number, number][] = [];
  for (const time of asked) clock.at(time, () => heard.push([time, clock.now()]));
  const cancel = clock.at(monday + 60_000, () => heard.push([0, 0]));
  cancel();
  for (const { at, speed } of paces) setTimeout(() => clock.pace({ speed, since: Date.now() + aheadMs }), at);
  vi.advanceTimersByTime(paces.at(-1)!.at + 4 * (dayMs + nightMs));
  expect(heard.map(([time]) => time)).toEqual(asked);
  // A millisecond of the wall clock is as much as a timer can be late here.
  for (const [time, now] of heard) expect(now - time).toBeLessThanOrEqual(60);
  for (const [time, now] of heard) expect(now).toBeGreaterThanOrEqual(time);
});

test('[CITY-39] a night passes in 10 s at any pace, and the morning comes at the pace that was told in it', () => {
  const clock = cityClock({ speed: 60, origin: at('2026-03-02T18:44:00'), since: Date.now() });
  vi.advanceTimersByTime(2 * second);
  clock.pace({ speed: 1, since: Date.now() });
  vi.advanceTimersByTime(nightMs - second);
  expect(clock.now()).toBe(at('2026-03-03T08:55:00'));
  vi.advanceTimersByTime(5 * second);
  expect(clock.now()).toBe(at('2026-03-03T08:55:05'));
});
