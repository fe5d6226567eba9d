import { expect, test } from 'vitest';
import { metricsPage } from '../../src/metrics/page.ts';
import type { MetricRow } from '../../src/metrics/row.ts';
import { combinations, seriesOf, valuesOf } from '../../src/metrics/series.ts';
import { table } from '../../src/metrics/table.ts';
import { bureau, filled, parse } from './metrics-series.ts';

const rows: MetricRow[] = Object.values(table);
const budget = 20_000;

test('[MET-1] names follow the conventions: one prefix, base units, _total on counters and on nothing else', () => {
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  for (const { name, type, unit, info, help } of rows) {
    expect(name).toMatch(/^yunting_[a-z]+(_[a-z]+)*$/);
    expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
    expect([name, /_seconds(_total)?$/.test(name)]).toEqual([name, unit === 'seconds']);
    expect([name, name.endsWith('_bytes')]).toEqual([name, unit === 'bytes']);
    expect([name, name.endsWith('_info')]).toEqual([name, info === true]);
    expect(help).toMatch(/^[A-Z].*\.$/);
  }
});

test('[MET-2] a histogram has at most two labels and rising buckets, and nothing else has buckets', () => {
  for (const { name, type, labels, buckets } of rows) {
    expect([name, buckets !== undefined]).toEqual([name, type === 'histogram']);
    if (!buckets) continue;
    expect(labels.length).toBeLessThanOrEqual(2);
    expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
  }
  expect(table.matchDuration.buckets[0]).toBe(50e-6);
});

test('[MET-3] all labels multiplied out, the whole Guangzhou bureau stays under 20,000 series', async () => {
  const series = rows.reduce((sum, row) => sum + seriesOf(row, bureau), 0);
  expect(series).toBeLessThan(budget);
  // A real scrape in which every combination was touched: no more, and less only where the standard wants nothing.
  const page = [...parse(await filled().scrape()).keys()];
  const without = bureau.standards.indicators.filter(({ target }) => target === undefined).length;
  expect(page.length).toBe(series - without);
});

test('[MET-29] the values of every label are bounded, by the bureau’s files or in the row, and no two are the same', () => {
  for (const row of rows) {
    const bounded = row.info ? [] : row.labels;
    for (const label of bounded) {
      const values = valuesOf(row, label, bureau);
      expect([row.name, label, values?.length]).toEqual([row.name, label, expect.any(Number)]);
      expect([row.name, label, new Set(values).size]).toEqual([row.name, label, values?.length]);
    }
    expect(Object.keys(row.values ?? {}).filter((label) => !(row.labels as readonly string[]).includes(label))).toEqual(
      [],
    );
  }
  const loose = { name: 'yunting_loose_total', type: 'counter', labels: ['hall', 'kind'] } as const;
  const row: MetricRow = { ...loose, help: 'Loose.', unit: 'events', readBy: 'engineer' };
  expect(() => combinations(row, bureau)).toThrow('yunting_loose_total: nothing bounds the label kind');
});

test('[MET-4] docs/metrics.md is what the table generates', async () => {
  await expect(metricsPage()).toMatchFileSnapshot('../../docs/metrics.md');
});
