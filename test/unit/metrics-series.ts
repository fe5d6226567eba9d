import { fileURLToPath } from 'node:url';
import { loadBureau } from '../../src/config/load.ts';
import { createMetrics, type Metrics } from '../../src/metrics/registry.ts';
import { type LabelName, type MetricRow, table } from '../../src/metrics/table.ts';
import { errorCodes } from '../../src/protocol/codes.ts';
import { outcomes, wireCommand } from '../../src/protocol/commands.ts';
import { roles } from '../../src/protocol/principal.ts';
import { offerResults, stationStates } from '../../src/protocol/views.ts';

const named = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);

export const bureau = await loadBureau(fileURLToPath(new URL('../../config/guangzhou', import.meta.url)));
const halls = [...bureau.halls.keys()];

/** All values that a label may take in the bureau of Guangzhou, or room for them. */
export const values: Record<LabelName, readonly string[]> = {
  business: [...bureau.businesses.keys()],
  channel: [...bureau.channels.keys()],
  code: ['ok', ...Object.keys(errorCodes)],
  collector: named('collector', 5),
  from: halls,
  group: [...bureau.groups.keys()],
  hall: halls,
  outcome: outcomes,
  queue: named('queue', 3),
  result: offerResults,
  role: roles,
  stat: ['p50', 'p99', 'max'],
  state: stationStates,
  to: halls,
  type: [...wireCommand.options.map((option) => option.shape.type.value), ...named('internal', 5)],
};

/** Each combination of the row's labels, all multiplied out. */
export const combinations = (row: MetricRow): Record<string, string>[] =>
  row.labels.reduce<Record<string, string>[]>(
    (sofar, label) => sofar.flatMap((labels) => values[label].map((value) => ({ ...labels, [label]: value }))),
    [{}],
  );

/** Series that a row can grow to: a histogram has its buckets, +Inf, sum and count. */
export const seriesOf = (row: MetricRow): number =>
  combinations(row).length * (row.buckets ? row.buckets.length + 3 : 1);

/** Metrics with every series that there can be. */
export function filled(): Metrics {
  const metrics = createMetrics();
  for (const [key, row] of Object.entries(table) as [keyof typeof table, MetricRow][]) {
    const instrument = metrics.instruments[key];
    for (const labels of combinations(row)) {
      if ('observe' in instrument) instrument.observe(labels, 0.75);
      else instrument.inc(labels, 1234.5);
    }
  }
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
