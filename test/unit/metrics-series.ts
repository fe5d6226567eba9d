import { fileURLToPath } from 'node:url';
import type { Counter, Histogram } from 'prom-client';
import { loadBureau } from '../../src/config/load.ts';
import { createMetrics, type Metrics } from '../../src/metrics/registry.ts';
import type { LabelName, MetricRow } from '../../src/metrics/row.ts';
import { table } from '../../src/metrics/table.ts';
import { errorCodes } from '../../src/protocol/codes.ts';
import { order, outcomes, wireCommand } from '../../src/protocol/commands.ts';
import { roles } from '../../src/protocol/principal.ts';
import { offerResults, parkReasons, ticketStates } from '../../src/protocol/views.ts';

const named = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);

export const bureau = await loadBureau(fileURLToPath(new URL('../../config/guangzhou', import.meta.url)));
const halls = [...bureau.halls.keys()];

/** All values that a label may take in the bureau of Guangzhou, or room for them. */
export const values: Record<LabelName, readonly string[]> = {
  again: ['true', 'false'],
  business: [...bureau.businesses.keys()],
  channel: [...bureau.channels.keys()],
  code: ['ok', ...Object.keys(errorCodes)],
  collector: named('collector', 5),
  department: [...bureau.departments.keys()],
  from: halls,
  grade: ['1', '2', '3', '4', '5'],
  group: [...bureau.groups.keys()],
  hall: halls,
  // As many as the metric with most of them has.
  kind: order.options.map((option) => option.shape.of.value),
  outcome: outcomes,
  queue: named('queue', 3),
  reason: parkReasons,
  // As many as the metric with most of them has.
  result: [...offerResults, 'another'],
  role: roles,
  stat: ['p50', 'p99', 'max'],
  state: ticketStates,
  to: halls,
  type: [...wireCommand.options.map((option) => option.shape.type.value), ...named('internal', 6)],
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
    const instrument = metrics.instruments[key] as Counter<LabelName> | Histogram<LabelName>;
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
