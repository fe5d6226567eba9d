import type { Counter, Histogram } from 'prom-client';
import type { Bureau } from '../src/config/schema.ts';
import type { Instruments } from '../src/metrics/registry.ts';
import type { LabelName, MetricRow } from '../src/metrics/row.ts';
import { combinations } from '../src/metrics/series.ts';
import { table } from '../src/metrics/table.ts';

/** Touches every series that a bureau can ever have; those of info metrics are `collectNames`'s to set. */
export function everySeries(instruments: Instruments, bureau: Bureau): void {
  for (const [key, row] of Object.entries(table) as [keyof Instruments, MetricRow][]) {
    if (row.info) continue;
    const instrument = instruments[key] as Counter<LabelName> | Histogram<LabelName>;
    for (const labels of combinations(row, bureau)) {
      if ('observe' in instrument) instrument.observe(labels, 0.75);
      else instrument.inc(labels, 1234.5);
    }
  }
}
