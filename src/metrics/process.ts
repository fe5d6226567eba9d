import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics } from 'prom-client';
import type { Metrics } from './registry.ts';

/** ms between two looks at the event loop. */
const resolution = 10;
/**
 * Left out of prom-client's own set: gauges whose names end in `_total`, which `promtool check metrics` refuses,
 * and its event-loop lag, which holds the 10 ms of its own timer.
 */
const leftOut = /^nodejs_(active_\w+_total|eventloop_lag_\w+)$/;

/** Adds memory, CPU, garbage collection and event-loop delay of this process. Once a process. */
export function collectProcess({ registry, instruments, beforeScrape }: Metrics): void {
  collectDefaultMetrics({ register: registry });
  for (const { name } of registry.getMetricsAsArray()) if (leftOut.test(name)) registry.removeSingleMetric(name);

  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  // The histogram holds the whole time between two ticks of its timer, in ns.
  const late = (ns: number) => Math.max(0, ns / 1e9 - resolution / 1e3);
  beforeScrape('event-loop', () => {
    instruments.eventLoopDelay.set({ stat: 'p50' }, late(delay.percentile(50)));
    instruments.eventLoopDelay.set({ stat: 'p99' }, late(delay.percentile(99)));
    instruments.eventLoopDelay.set({ stat: 'max' }, late(delay.max));
    delay.reset();
  });
}
