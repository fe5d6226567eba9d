import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kaplanMeier, type Observation } from '../../src/capacity/kaplan-meier.ts';

/** `6+` is a time of one who was lost to view. */
const observed = (text: string): Observation[] =>
  text.split(' ').map((item) => ({ time: Number.parseFloat(item), event: !item.endsWith('+') }));

/**
 * Remission times in weeks of 21 leukaemia patients on 6-mercaptopurine: Freireich et al., Blood 21 (1963); the curve
 * as printed in Klein and Moeschberger, Survival Analysis (2003), example 4.1, and in most textbooks since.
 */
const remission = observed('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+');

const curve = fc.array(fc.record({ time: fc.nat(50), event: fc.boolean() }), { minLength: 1, maxLength: 40 });
const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('survival', () => {
  test('[KM-1] is that of the published leukaemia example', () => {
    const { survival } = kaplanMeier(remission);
    const published = {
      0: 1,
      5.9: 1,
      6: 0.857,
      7: 0.807,
      10: 0.753,
      13: 0.69,
      16: 0.627,
      22: 0.538,
      23: 0.448,
      35: 0.448,
    };
    for (const [time, share] of Object.entries(published)) expect(survival(Number(time))).toBeCloseTo(share, 3);
  });

  test("[KM-1] is that of Kaplan and Meier's own example of 1958", () => {
    const { survival } = kaplanMeier(observed('0.8 1.0+ 2.7+ 3.1 5.4 7.0+ 9.2 12.1+'));
    const published = { 0.7: 1, 0.8: 0.875, 3.1: 0.7, 5.4: 0.525, 9.2: 0.2625, 12.1: 0.2625 };
    for (const [time, share] of Object.entries(published)) expect(survival(Number(time))).toBeCloseTo(share, 10);
  });

  test('[KM-2] without censoring it is the share that lasted longer', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1 }), fc.nat(60), (times, at) => {
        const { survival } = kaplanMeier(times.map((time) => ({ time, event: true })));
        expect(survival(at)).toBeCloseTo(times.filter((time) => time > at).length / times.length, 10);
      }),
    );
  });
});

test('[KM-3] a quantile is the least time by which that share has had the event', () => {
  const { quantile } = kaplanMeier(remission);
  expect(quantile(0.1)).toBe(6);
  expect(quantile(0.25)).toBe(13);
  expect(quantile(0.5)).toBe(23);
  expect(quantile(0.9)).toBe(35);
  expect(kaplanMeier(observed('1 2 3 4')).quantile(0.5)).toBe(2);
});

describe('a draw beyond a time', () => {
  test('[KM-4] is never shorter than that time, and falls on an event or, where nothing is known, on the longest time', () => {
    fc.assert(
      fc.property(curve, fc.nat(50), draw, (observations, time, u) => {
        const drawn = kaplanMeier(observations).beyond(time, u);
        expect(drawn).toBeGreaterThanOrEqual(time);
        const events = observations.filter(({ event }) => event).map((o) => o.time);
        const longest = Math.max(...observations.map((o) => o.time));
        if (drawn !== longest && drawn !== time) expect(events).toContain(drawn);
      }),
    );
  });

  test('[KM-5] follows the curve of those who lasted so long', () => {
    const { beyond, survival } = kaplanMeier(remission);
    const draws = Array.from({ length: 10_000 }, (_, i) => beyond(7, (i + 0.5) / 10_000));
    for (const time of [10, 13, 16, 22, 23]) {
      const share = draws.filter((drawn) => drawn > time).length / draws.length;
      expect(share).toBeCloseTo(survival(time) / survival(7), 3);
    }
  });
});

describe('mean', () => {
  test('[KM-6] is that of the published example, restricted to its 35 weeks', () => {
    expect(kaplanMeier(remission).mean()).toBeCloseTo(23.287, 3);
  });

  test('[KM-6] is the mean of the shorter of each time and the limit, where nothing is censored', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 40 }), fc.nat(60), (times, until) => {
        const mean = times.reduce((sum, time) => sum + Math.min(time, until), 0) / times.length;
        expect(kaplanMeier(times.map((time) => ({ time, event: true }))).mean(until)).toBeCloseTo(mean, 9);
      }),
    );
  });
});
