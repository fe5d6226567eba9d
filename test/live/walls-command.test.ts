import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createMetrics } from '../../src/metrics/registry.ts';
import { type MetricsServer, serveMetrics } from '../../src/metrics/server.ts';
import { freePort } from './support/home.ts';
import { yunting } from './support/process.ts';
import { Speaking } from './support/speaking.ts';

let metrics: MetricsServer;
beforeAll(async () => {
  metrics = await serveMetrics(createMetrics(), { host: '127.0.0.1', port: 0 });
});
afterAll(() => metrics.close());

test('[WLS-9] where nothing answers, without a Prometheus, or on a taken port, a code says what to do', async () => {
  const nobody = await yunting(['walls', '--metrics', `http://127.0.0.1:${await freePort()}/metrics`]);
  expect(nobody).toMatchObject({ status: 1, out: '', err: expect.stringMatching(/^no-metrics: .*npm run demo/) });

  const bare = await yunting(['walls', '--metrics', metrics.url], { PATH: '/nowhere' });
  expect(bare).toMatchObject({ status: 1, err: expect.stringMatching(/^no-prometheus: .*install prometheus/) });

  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const port = String((taken.address() as { port: number }).port);
  const full = await yunting(['walls', '--metrics', metrics.url, '--port', port]);
  taken.close();
  expect(full).toMatchObject({ status: 1, err: expect.stringMatching(`^port-in-use: .*${port}`) });

  const odd = await yunting(['walls', '--metrics', 'here']);
  expect(odd).toMatchObject({ status: 1, err: expect.stringMatching(/^bad-config: .*--metrics/) });
});

test('[WLS-10] killed outright, the walls command leaves no Prometheus behind', async () => {
  const command = new Speaking('walls', '--metrics', metrics.url, '--port', String(await freePort()), '--every', '1s');
  const [, prometheus = ''] = await command.said(/Prometheus\s+(http:\S+)/);
  expect((await fetch(`${prometheus}/-/ready`)).ok).toBe(true);
  onTestFinished(() => command.remove());
  await command.stop('SIGKILL');
  await expect
    .poll(
      () =>
        fetch(`${prometheus}/-/ready`).then(
          () => 'up',
          () => 'gone',
        ),
      { timeout: 20_000 },
    )
    .toBe('gone');
});
