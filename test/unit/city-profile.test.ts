import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadBureau } from '../../src/config/load.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { midnightOf, openingMorning } from '../../src/simulate/city/clock.ts';
import { between, chance, lognormal, seconds, weighted } from '../../src/simulate/city/draws.ts';
import {
  type CityChannel,
  cityChannels,
  nextArrival,
  rateAt,
  rushOf,
  volumeOf,
} from '../../src/simulate/city/profile.ts';
import { shares } from '../../src/simulate/city/shares.ts';
import { shiftOn } from '../../src/simulate/city/shift.ts';
import { visitsOf } from '../../src/simulate/city/visit.ts';
import { seededRandom } from '../../src/simulate/random.ts';

const morning = openingMorning(Date.parse('2026-03-06T00:00:00Z'));
const midnight = midnightOf(morning);
const hour = 3_600_000;

let bureau: Bureau;
beforeAll(async () => {
  bureau = await loadBureau(join(import.meta.dirname, '../../config/guangzhou'));
});

/** Arrivals until the end of the first day. */
function day(channel: CityChannel, seed: number): number[] {
  const random = seededRandom(seed);
  const volume = volumeOf(channel, bureau);
  const next = (at: number) => nextArrival(channel, at, random, volume);
  const times: number[] = [];
  for (let at = next(morning); at < midnight + 24 * hour; at = next(at)) times.push(at);
  return times;
}

test('[CITY-5] each channel brings its volume, in two peaks with a lunch dip between, and nobody at night', () => {
  let all = 0;
  for (const channel of cityChannels) {
    const seeds = [7, 8, 9, 10];
    const times = seeds.flatMap((seed) => day(channel, seed));
    const daily = volumeOf(channel, bureau);
    const volume = seeds.length * daily;
    all += daily;
    const in30min = (from: number) =>
      times.filter((at) => at >= midnight + from * hour && at < midnight + (from + 0.5) * hour).length;
    // Four standard deviations of a Poisson count.
    expect(Math.abs(times.length - volume)).toBeLessThan(4 * Math.sqrt(volume));
    expect(in30min(10.25)).toBeGreaterThan(1.5 * in30min(12.5));
    expect(in30min(14.75)).toBeGreaterThan(1.5 * in30min(12.5));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(midnight + 8.9 * hour);
    expect(Math.max(...times)).toBeLessThan(midnight + 18.5 * hour);
    expect(rateAt(channel, 3, volume)).toBe(0);
  }
  expect(all).toBeGreaterThan(20_000);
  expect(all).toBeLessThan(25_000);
});

test('[CITY-5] after a Friday comes a Monday', () => {
  const random = seededRandom(1);
  const next = nextArrival('phone', midnight + 18 * hour, random, 10_000);
  expect(next).toBeGreaterThanOrEqual(midnight + (3 * 24 + 9) * hour);
  expect(next).toBeLessThan(midnight + (3 * 24 + 9.1) * hour);
});

test('[CITY-6] the same seed brings the same people at the same times; another seed brings others', () => {
  const people = (seed: number) => {
    const random = seededRandom(seed);
    const draw = visitsOf(bureau);
    return Array.from({ length: 200 }, (_, i) => draw(cityChannels[i % 4]!, random));
  };
  expect(day('vtax', 3)).toEqual(day('vtax', 3));
  expect(day('vtax', 3)).not.toEqual(day('vtax', 4));
  expect(people(3)).toEqual(people(3));
  expect(people(3)).not.toEqual(people(4));
});

test('[CITY-7] a visit asks its channel for what that takes, and two halls get more than their people can do', () => {
  const random = seededRandom(5);
  const draw = visitsOf(bureau);
  const byHall = new Map<string, number>();
  for (const channel of cityChannels) {
    for (let i = 0; i < 2_000; i++) {
      const visit = draw(channel, random);
      expect(bureau.businesses.get(visit.business)?.channels).toHaveProperty(channel);
      expect(visit.patience).toBeGreaterThan(0);
      if (channel === 'phone') byHall.set(visit.hall, (byHall.get(visit.hall) ?? 0) + 1);
    }
  }
  const seats = (hall: string) =>
    [...bureau.stations.values()].filter((station) => station.hall === hall && station.kind === 'seat').length;
  const load = [...byHall].map(([hall, visits]) => ({ hall, load: visits / seats(hall) }));
  const heaviest = load.sort((a, b) => b.load - a.load).slice(0, 2);
  expect(heaviest.map(({ hall }) => hall).sort()).toEqual(['baiyun', 'tianhe']);
});

test('[CITY-8] draws have the mean, the spread and the shares that were asked for', () => {
  const random = seededRandom(11);
  const n = 40_000;
  const times = Array.from({ length: n }, () => lognormal(random, seconds(100, 0.7)));
  const mean = times.reduce((sum, time) => sum + time, 0) / n;
  const deviation = Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / n);
  expect(mean / 100_000).toBeCloseTo(1, 1);
  expect(deviation / mean).toBeCloseTo(0.7, 1);
  expect(Math.min(...times)).toBeGreaterThan(0);

  const items = [
    ['a', 1],
    ['b', 3],
    ['c', 0],
  ] as const;
  const drawn = Array.from({ length: n }, () => weighted(random, items));
  expect(drawn.filter((item) => item === 'b').length / n).toBeCloseTo(0.75, 1);
  expect(drawn).not.toContain('c');
  expect(() => weighted(random, [])).toThrow('nothing to draw from');
  expect(Array.from({ length: n }, () => chance(random, 0.2)).filter(Boolean).length / n).toBeCloseTo(0.2, 1);
  expect(between(random, 5, 5)).toBe(5);
});

test('[CITY-9] an officer is there before the hall opens, rests in turn, and leaves after it has closed', () => {
  const random = seededRandom(2);
  const hours = { open: '09:00', close: '17:30', days: [1, 2, 3, 4, 5], drain: 0 };
  for (let i = 0; i < 500; i++) {
    const { come, rests, leave, drop } = shiftOn(midnight, { hours }, random);
    expect(come).toBeGreaterThan(midnight + 8.9 * hour);
    expect(come).toBeLessThan(midnight + 9 * hour);
    expect(leave).toBeGreaterThan(midnight + 17.5 * hour);
    const inTurn = rests.toSorted((a, b) => a.at - b.at);
    for (const [n, rest] of inTurn.entries()) {
      expect(rest.until).toBeGreaterThan(rest.at);
      expect(rest.at).toBeGreaterThan(inTurn[n - 1]?.until ?? come);
      expect(rest.until).toBeLessThan(leave);
    }
    if (drop !== null) expect(drop.at).toBeGreaterThan(come);
  }
});

test('[CITY-25] of the visits some book, miss a call, ask to be called back or let their call break, as the shares say', () => {
  const random = seededRandom(9);
  const draw = visitsOf(bureau);
  const n = 4_000;
  const visits = (channel: CityChannel) => Array.from({ length: n }, () => draw(channel, random));
  const near = (count: number, share: number) =>
    // Four standard deviations of a binomial count.
    expect(Math.abs(count - n * share)).toBeLessThan(4 * Math.sqrt(n * share * (1 - share)));
  const vtax = visits('vtax');
  near(vtax.filter(({ booking }) => booking !== null).length, shares.books);
  near(vtax.filter(({ misses }) => misses === Number.POSITIVE_INFINITY).length, shares.missesAll);
  near(vtax.filter(({ rating }) => rating !== null).length, shares.rates);
  const phone = visits('phone');
  near(phone.filter(({ callback }) => callback === 'asked').length, shares.asksCallback);
  near(phone.filter(({ breaks }) => breaks !== null).length, shares.breaks);
  near(phone.filter(({ booking }) => booking !== null).length, shares.booksCall);
  expect(phone.some(({ rating }) => rating !== null)).toBe(false);
  expect(visits('booth').some(({ booking }) => booking !== null)).toBe(false);
});

test('[CITY-26] once a day more callers ring at once than the city has seats', () => {
  const seats = [...bureau.stations.values()].filter(({ kind }) => kind === 'seat').length;
  const times = rushOf(midnight, bureau, seededRandom(4));
  expect(times.length).toBeGreaterThan(seats);
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(2 * 60_000);
  expect(Math.min(...times)).toBeGreaterThan(midnight + 9.5 * hour);
});
