import { expect, test } from 'vitest';
import { compared, type Figure, figure, isMet, median } from '../../bench/figure.ts';
import { machine } from '../../bench/machine.ts';
import { jsonOf, lineOf, markdownOf, number } from '../../bench/results.ts';

const on = { ...machine('npm run bench'), date: '2026-11-23 10:00', cpu: 'a processor' };
const plain = figure('core.life', 'a life', 'µs', [40, 60, 50, 55, 45]);
const withRatio = (ratio: number, limit: Figure['limit']) => ({ ...plain, ratioTo: 'the peer', ratio, limit });

test('[BEN-1] the median is the middle of an odd number, the mean of the middle two of an even one, and not of none', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 9, 2])).toBe(3);
  expect(median([7])).toBe(7);
  expect(() => median([])).toThrow('no median');
  const given = [3, 1, 2];
  median(given);
  expect(given).toEqual([3, 1, 2]);
});

test('[BEN-2] a ratio is the median of the runs’ own ratios: one disturbed stretch hits both sides and drops out', () => {
  // The machine was three times as slow during the last two runs.
  const of = compared(figure('f', '', 'µs', [20, 22, 20, 60, 66]), 'peer', [10, 11, 10, 30, 33], { atMost: 2.5 });
  expect(of.ratio).toBe(2);
  const uneven = compared(figure('f', '', 'µs', [10, 20, 30]), 'peer', [1, 10, 10], null);
  expect(uneven.ratio).toBe(3);
  expect(() => compared(plain, 'peer', [1, 2], null)).toThrow('every run needs its peer');
});

test.each([
  [2.5, { atMost: 2.5 }, true],
  [2.51, { atMost: 2.5 }, false],
  [1, { atLeast: 1 }, true],
  [0.99, { atLeast: 1 }, false],
  [Number.NaN, { atMost: 2.5 }, false],
  [Number.NaN, { atLeast: 1 }, false],
] as const)(
  '[BEN-3] a ratio of %d against %o: kept is %s; the limit itself is kept, no number never',
  (ratio, limit, met) => {
    expect(isMet(withRatio(ratio, limit))).toBe(met);
  },
);

test('[BEN-3] a figure with a limit but no ratio has missed it; one without a limit is not judged', () => {
  expect(isMet({ ...plain, limit: { atMost: 1 } })).toBe(false);
  expect(isMet(plain)).toBeNull();
});

test('[BEN-4] a missed limit stands in its row in bold and is named above the table; kept ones are not', () => {
  const good = { ...withRatio(2, { atMost: 2.5 }), name: 'good' };
  const bad = { ...withRatio(0.5, { atLeast: 1 }), name: 'bad' };
  const page = markdownOf([plain, good, bad], on);
  expect(page).toContain('**1 limit missed: bad.**');
  expect(page).toContain('| bad | a life | 50 µs | 40–60 | 0.50 × the peer | ≥ 1 | **missed** |');
  expect(page).toContain('| good | a life | 50 µs | 40–60 | 2.00 × the peer | ≤ 2.5 | kept |');
  expect(page).toContain('| core.life | a life | 50 µs | 40–60 |  |  |  |');
  expect(markdownOf([good], on)).toContain('Every limit is kept.');
  expect(lineOf(bad)).toBe('bad: 50 µs  0.50 × the peer  ≥ 1  missed');
});

test('[BEN-5] results say on what they were measured and name no path, host or user', () => {
  const page = markdownOf([plain], machine('npm run bench'));
  expect(page).toContain(`Node ${process.versions.node}, Redis `);
  expect(page).toMatch(/Measured \d{4}-\d\d-\d\d \d\d:\d\d UTC by `npm run bench` on \d+ cores \(.+\), \d+ GB/);
  expect(page).not.toContain(process.cwd());
  expect(page).not.toMatch(/\/(home|root|tmp|work)\b/);
});

test('[BEN-6] JSON holds name, value, unit, ratioTo and ratio of each figure and nothing else', () => {
  expect(jsonOf([plain, withRatio(2, { atMost: 2.5 })])).toEqual([
    { name: 'core.life', value: 50, unit: 'µs', ratioTo: null, ratio: null },
    { name: 'core.life', value: 50, unit: 'µs', ratioTo: 'the peer', ratio: 2 },
  ]);
});

test.each([
  [12_345.6, '12,346'],
  [1000, '1,000'],
  [94.56, '94.6'],
  [0.012345, '0.0123'],
  [0, '0'],
  [-1234.5, '-1,234'],
])('[BEN-4] %d is written %s', (value, text) => {
  expect(number(value)).toBe(text);
});
