import { join } from 'node:path';
import { parse, stringify } from 'yaml';

export interface Scraping {
  /** Address of the metrics, e.g. http://127.0.0.1:9464/metrics. */
  metrics: URL;
  /** Between two scrapes, and two evaluations of the rules, in ms. */
  everyMs: number;
  /** ops/prometheus of the checkout. */
  folder: string;
}

/**
 * The container's configuration of Prometheus (ops/prometheus/prometheus.yaml) for this machine: the same rules and
 * jobs, scraped from another address, and nobody to send alerts to.
 */
export function wallsConfig(text: string, { metrics, everyMs, folder }: Scraping): string {
  const { global, rule_files, scrape_configs } = parse(text) as ContainerConfig;
  const every = `${everyMs}ms`;
  const at = {
    scheme: metrics.protocol.slice(0, -1),
    metrics_path: metrics.pathname,
    static_configs: [{ targets: [metrics.host] }],
  };
  return stringify({
    global: { ...global, scrape_interval: every, scrape_timeout: every, evaluation_interval: every },
    rule_files: rule_files.map((path) => join(folder, path)),
    scrape_configs: scrape_configs.map((job) => ({ ...job, ...at })),
  });
}

interface ContainerConfig {
  global: Record<string, unknown>;
  rule_files: string[];
  scrape_configs: Record<string, unknown>[];
}
