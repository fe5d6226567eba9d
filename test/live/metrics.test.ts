import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { collectProcess } from '../../src/metrics/process.ts';
import { createMetrics, type Metrics } from '../../src/metrics/registry.ts';
import { type MetricsServer, serveMetrics } from '../../src/metrics/server.ts';
import { filled, parse } from '../unit/metrics-series.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const fn of undo.splice(0).reverse()) await fn();
});

async function serve(metrics: Metrics): Promise<MetricsServer> {
  const server = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 });
  undo.push(() => server.close());
  return server;
}

test('[MET-15] the port serves the page, says where it is, and when it is taken says so by a code', async () => {
  const metrics = createMetrics();
  const { url } = await serve(metrics);
  metrics.instruments.sessions.set({ role: 'station' }, 3);
  const page = await fetch(url);
  expect(page.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(parse(await page.text()).get('yunting_sessions{role="station"}')).toBe(3);

  const root = await fetch(new URL('/', url));
  expect([root.status, await root.text()]).toEqual([200, expect.stringContaining('/metrics')]);
  expect((await fetch(new URL('/elsewhere', url))).status).toBe(404);

  const taken = serveMetrics(createMetrics(), { host: '127.0.0.1', port: Number(new URL(url).port) });
  await expect(taken).rejects.toMatchObject({
    code: 'port-in-use',
    message: expect.stringContaining(new URL(url).port),
  });
});

test('[MET-16] promtool finds nothing to say against a real scrape with every series and the process metrics', async () => {
  const metrics = filled();
  collectProcess(metrics);
  const { url } = await serve(metrics);
  const page = await (await fetch(url)).text();
  for (const name of ['yunting_event_loop_delay_seconds', 'process_cpu_seconds_total', 'nodejs_heap_size_used_bytes'])
    expect(page).toContain(`\n# TYPE ${name} `);

  const promtool = spawn('promtool', ['check', 'metrics']);
  promtool.stdin.end(page);
  const [said, complained, [code]] = await Promise.all([
    text(promtool.stdout),
    text(promtool.stderr),
    once(promtool, 'close'),
  ]);
  expect({ said, complained, code }).toEqual({ said: '', complained: '', code: 0 });
});

test('[MET-17] a real Prometheus scrapes the port and answers a query with what was counted', async () => {
  const metrics = filled();
  const { url } = await serve(metrics);
  // Prometheus stores one scrape before it begins the next.
  const { promise: stored, resolve } = Promise.withResolvers<void>();
  let scrapes = 0;
  metrics.beforeScrape('scrapes', () => {
    scrapes += 1;
    if (scrapes === 3) resolve();
  });

  const prometheus = await startPrometheus(new URL(url).host);
  await stored;
  expect(await query(prometheus, 'up')).toBe(1);
  expect(await query(prometheus, 'count({__name__=~"yunting_.*"})')).toBe(parse(await metrics.scrape()).size);
  const share = 'sum(yunting_tickets_answered_in_target_total) / sum(yunting_tickets_answered_total)';
  expect(await query(prometheus, share)).toBe(1);
  const p99 = 'histogram_quantile(0.99, sum by (le) (yunting_match_duration_seconds_bucket))';
  expect(await query(prometheus, p99)).toBeGreaterThan(0.5);
});

async function query(prometheus: string, promql: string): Promise<number> {
  const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(promql)}`);
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  return Number(data.result[0]?.value[1]);
}

/** A Prometheus of our own on a free port, with its data in a folder of its own; ended after the test. */
async function startPrometheus(target: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yunting-prometheus-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const config = {
    global: { scrape_interval: '2s', scrape_timeout: '2s' },
    scrape_configs: [{ job_name: 'yunting', static_configs: [{ targets: [target] }] }],
  };
  // JSON is YAML.
  await writeFile(join(folder, 'prometheus.yml'), JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const prometheus = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  undo.push(() => ended(prometheus));
  const log: string[] = [];
  for await (const line of createInterface({ input: prometheus.stderr })) {
    log.push(line);
    if (line.includes('Server is ready')) {
      prometheus.stderr.resume();
      return `http://${address}`;
    }
  }
  throw new Error(`prometheus did not start:\n${log.join('\n')}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
