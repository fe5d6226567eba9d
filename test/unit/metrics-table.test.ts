import { expect, test } from 'vitest';
import { metricsPage } from '../../src/metrics/page.ts';
import type { MetricRow } from '../../src/metrics/row.ts';
import { table } from '../../src/metrics/table.ts';
import { filled, parse, seriesOf } from './metrics-series.ts';

const rows: MetricRow[] = Object.values(table);

test('[MET-1] names follow the conventions: one prefix, base units, _total on counters and on nothing else', () => {
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  for (const { name, type, unit, help } of rows) {
    expect(name).toMatch(/^yunting_[a-z]+(_[a-z]+)*$/);
    expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
    expect([name, /_seconds(_total)?$/.test(name)]).toEqual([name, unit === 'seconds']);
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
  const series = rows.reduce((sum, row) => sum + seriesOf(row), 0);
  expect(series).toBeLessThan(20_000);
  expect(parse(await filled().scrape()).size).toBe(series);
});

test('[MET-4] docs/metrics.md is what the table generates', async () => {
  await expect(metricsPage()).toMatchFileSnapshot('../../docs/metrics.md');
});
