export interface Sample {
  name: string;
  labels: string;
  value: number;
}

/** A server that is at work answers within milliseconds. */
const scrapeWithinMs = 5_000;

/** Reads a page of metrics (Prometheus' text format). */
export async function scrape(url: string): Promise<Sample[]> {
  const page = await (await fetch(url, { signal: AbortSignal.timeout(scrapeWithinMs) })).text();
  return [...page.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
    name,
    labels,
    value: Number(value),
  }));
}

/** Sum over all series of a name. */
export const total = (samples: readonly Sample[], name: string): number =>
  samples.reduce((sum, sample) => (sample.name === name ? sum + sample.value : sum), 0);

/**
 * The `q`-quantile of a histogram without labels, by straight lines within its buckets, as Prometheus'
 * `histogram_quantile` does; 0 when nothing was observed.
 */
export function quantile(samples: readonly Sample[], name: string, q: number): number {
  const buckets = samples
    .filter((sample) => sample.name === `${name}_bucket`)
    .map(({ labels, value }) => ({ end: Number(/le="([^"]+)"/.exec(labels)?.[1]?.replace('+Inf', 'Infinity')), value }))
    .sort((a, b) => a.end - b.end);
  const wanted = q * (buckets.at(-1)?.value ?? 0);
  if (wanted === 0) return 0;
  const i = buckets.findIndex(({ value }) => value >= wanted);
  const { end: from, value: below } = buckets[i - 1] ?? { end: 0, value: 0 };
  const { end, value } = buckets[i]!;
  return end === Number.POSITIVE_INFINITY ? from : from + ((end - from) * (wanted - below)) / (value - below);
}
