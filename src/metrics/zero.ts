import { Histogram } from 'prom-client';
import type { Bureau } from '../config/schema.ts';
import type { Instruments } from './registry.ts';
import type { MetricRow } from './row.ts';
import { combinations } from './series.ts';
import { table } from './table.ts';

/**
 * Lets the counters of all halls, channels, groups, businesses and departments begin at 0: Prometheus does not see the
 * first increase of a series that appears with it. Harmless to call again, after a new configuration.
 */
export function startAtZero(to: Instruments, bureau: Bureau): void {
  for (const [key, row] of Object.entries(table) as [keyof Instruments, MetricRow][]) {
    const instrument = to[key];
    if (instrument instanceof Histogram || !(row.atZero ?? row.type === 'counter')) continue;
    for (const labels of combinations(row, bureau)) instrument.inc(labels, 0);
  }
}
