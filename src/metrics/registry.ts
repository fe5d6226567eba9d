import { setImmediate } from 'node:timers/promises';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { MetricRow } from './row.ts';
import { table } from './table.ts';

type Label<R extends MetricRow> = R['labels'][number];
type Instrument<R extends MetricRow> = R extends { type: 'counter' }
  ? Counter<Label<R>>
  : R extends { type: 'gauge' }
    ? Gauge<Label<R>>
    : Histogram<Label<R>>;

/** Each row of the table as a prom-client metric, by the row's key. */
export type Instruments = { readonly [K in keyof typeof table]: Instrument<(typeof table)[K]> };

export interface Metrics {
  readonly registry: Registry;
  readonly instruments: Instruments;
  /** Sets gauges before each scrape. One that fails or takes longer than a second is counted and passed over. */
  beforeScrape(collector: string, collect: () => void | Promise<void>): void;
  /** All metrics in the text format of Prometheus. */
  scrape(): Promise<string>;
}

const collectWithinMs = 1000;
/** Longest piece of a scrape that is done in one turn of the event loop, except for a single larger metric. */
const turnMs = 1;

/** All metrics of the table in a registry of their own, so that two servers in one process do not meet. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const entries = Object.entries(table).map(([key, row]) => [key, instrument(row, registry)]);
  const instruments = Object.fromEntries(entries) as Instruments;
  const collectors = new Map<string, () => void | Promise<void>>();

  const collect = async (collector: string, fn: () => void | Promise<void>) => {
    try {
      await within(fn(), collectWithinMs);
    } catch {
      instruments.scrapeErrors.inc({ collector });
    }
  };

  return {
    registry,
    instruments,
    beforeScrape: (collector, fn) => void collectors.set(collector, fn),
    async scrape() {
      await Promise.all([...collectors].map(([name, fn]) => collect(name, fn)));
      const parts: string[] = [];
      let began = performance.now();
      for (const { name } of registry.getMetricsAsArray()) {
        parts.push(await registry.getSingleMetricAsString(name));
        // Rendering is synchronous: offers must not wait behind the whole page.
        if (performance.now() - began > turnMs) {
          await setImmediate();
          began = performance.now();
        }
      }
      return `${parts.join('\n\n')}\n`;
    },
  };
}

function instrument(row: MetricRow, registry: Registry) {
  const base = { name: row.name, help: row.help, labelNames: row.labels, registers: [registry] };
  if (row.type === 'counter') return new Counter(base);
  if (row.type === 'gauge') {
    const gauge = new Gauge(base);
    // One without labels would be there at 0 before anybody knows it.
    if (row.labels.length === 0) gauge.remove();
    return gauge;
  }
  return new Histogram({ ...base, buckets: [...(row.buckets ?? [])] });
}

async function within(work: void | Promise<void>, ms: number): Promise<void> {
  if (!work) return;
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`took longer than ${ms} ms`)), ms);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
