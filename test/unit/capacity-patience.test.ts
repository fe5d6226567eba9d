import { expect, test } from 'vitest';
import { byGroup } from '../../src/capacity/by-group.ts';
import { patience } from '../../src/capacity/patience.ts';
import { serviceTimes } from '../../src/capacity/service-times.ts';
import { seededRandom } from '../../src/simulate/random.ts';

/** Freireich's 6-MP patients as waits: remission in weeks, `+` censored. */
const remission = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
  .split(' ')
  .map((item) => ({ waitS: Number.parseFloat(item), abandoned: !item.endsWith('+') }));

test('[PAT-1] the exponential mean of the published example is 359 / 9', () => {
  const found = patience(remission);
  expect([found.waits, found.abandoned]).toEqual([21, 9]);
  expect(found.meanS).toBeCloseTo(359 / 9, 12);
  expect(found.restrictedMeanS).toBeCloseTo(23.287, 3);
});

test('[PAT-2] patience that is exponential is found again, however much of it is censored', () => {
  for (const [mean, offered] of [
    [120, 60],
    [120, 20],
    [40, 200],
  ] as const) {
    const random = seededRandom(mean + offered);
    const exponential = (m: number) => -m * Math.log(1 - random.next());
    const waits = Array.from({ length: 20_000 }, () => {
      const [own, until] = [exponential(mean), exponential(offered)];
      return { waitS: Math.min(own, until), abandoned: own < until };
    });
    const found = patience(waits);
    // Four standard errors: the estimate's is mean / √abandoned.
    expect(Math.abs((found.meanS ?? 0) - mean)).toBeLessThan((4 * mean) / Math.sqrt(found.abandoned));
    expect(found.curve.survival(mean)).toBeCloseTo(Math.exp(-1), 1);
    expect(found.restrictedMeanS).toBeLessThan(mean * 1.1);
  }
});

test('[PAT-3] while nobody has given up, no mean is told, only that nobody did for so long', () => {
  const found = patience([
    { waitS: 5, abandoned: false },
    { waitS: 9, abandoned: false },
  ]);
  expect([found.meanS, found.restrictedMeanS, found.curve.survival(8)]).toEqual([null, 9, 1]);
  expect(patience([]).meanS).toBeNull();
});

test('[SVC-1] service times: mean and coefficient of variation, null where there is too little', () => {
  const of = (...seconds: number[]) => serviceTimes(seconds.map((s) => ({ seconds: s })));
  // 2 4 4 4 5 5 7 9: mean 5, squares about it 32, of 7 degrees of freedom.
  const found = of(2, 4, 4, 4, 5, 5, 7, 9);
  expect(found).toMatchObject({ services: 8, meanS: 5 });
  expect(found.cv).toBeCloseTo(Math.sqrt(32 / 7) / 5, 12);
  expect(of(60, 60, 60).cv).toBe(0);
  expect(of(60)).toEqual({ services: 1, meanS: 60, cv: null });
  expect(of()).toEqual({ services: 0, meanS: null, cv: null });
});

test('[SVC-2] figures are made for each hall’s group, and for the group in all halls', () => {
  const seen = [
    { hall: 'north', group: 'phone', seconds: 10 },
    { hall: 'south', group: 'phone', seconds: 30 },
    { hall: 'north', group: 'etax', seconds: 100 },
    { hall: 'north', group: 'phone', seconds: 20 },
  ];
  const rows = byGroup(seen, (some) => serviceTimes(some).meanS);
  expect(rows).toEqual([
    { hall: null, group: 'phone', figure: 20 },
    { hall: 'north', group: 'phone', figure: 15 },
    { hall: 'south', group: 'phone', figure: 30 },
    { hall: null, group: 'etax', figure: 100 },
    { hall: 'north', group: 'etax', figure: 100 },
  ]);
});
