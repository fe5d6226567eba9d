import { fileURLToPath } from 'node:url';
import { everySeries } from '../../bench/every-series.ts';
import { loadBureau } from '../../src/config/load.ts';
import { collectNames } from '../../src/metrics/names.ts';
import { createMetrics, type Metrics } from '../../src/metrics/registry.ts';

export const bureau = await loadBureau(fileURLToPath(new URL('../../config/guangzhou', import.meta.url)));

/** Metrics with every series that there can be. */
export function filled(): Metrics {
  const metrics = createMetrics();
  collectNames(metrics, { version: '0.0.0', node: '24.0.0' }, () => bureau);
  everySeries(metrics.instruments, bureau);
  return metrics;
}

/** `name{label="value",…}` → value, of a scraped page; label names in alphabetical order. */
export function parse(page: string): Map<string, number> {
  const series = new Map<string, number>();
  for (const line of page.split('\n')) {
    const [, name, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (!name) continue;
    const sorted = labels ? `{${labels.split(',').sort().join(',')}}` : '';
    series.set(name + sorted, value === '+Inf' ? Infinity : Number(value));
  }
  return series;
}
