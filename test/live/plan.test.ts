import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { type Client, connect } from '../../src/client/connect.ts';
import { scaledClock } from '../../src/clock.ts';
import { readSettings } from '../../src/config/env.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { type Server, startServer } from '../../src/server.ts';
import { parse } from '../unit/metrics-series.ts';
import { tinyBureau } from '../unit/tiny-bureau.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const fn of undo.splice(0).reverse()) await fn();
});

/** A server at ten in the morning whose minute is a second. */
async function serve(): Promise<Server> {
  const dir = await mkdtemp(join(tmpdir(), 'yunting-plan-'));
  undo.push(() => rm(dir, { recursive: true, force: true }));
  const settings = readSettings({ YUNTING_DATA_DIR: dir, YUNTING_PORT: '0', YUNTING_METRICS_PORT: '0' });
  const clock = scaledClock(60, Date.parse('2026-11-23T10:00:00+08:00'), Date.now());
  const server = await startServer(settings, { bureau: tinyBureau(), clock, log: pino({ level: 'warn' }) });
  undo.push(() => server.stop());
  return server;
}

async function session(server: Server, by: Principal): Promise<Client> {
  const client = connect({ url: server.wsUrl, token: await server.tokens.sign(by, 3600) });
  undo.push(() => client.close());
  return client;
}

/** The figures of a plan on the metrics port, by name and labels. */
async function planned(server: Server): Promise<Map<string, number>> {
  const series = parse(await (await fetch(server.metricsUrl)).text());
  return new Map([...series].filter(([name]) => name.startsWith('yunting_plan_')));
}

test('[PLN-14] a server says what the half hour needs once it knows enough, and nothing before', async () => {
  const server = await serve();
  const portal = await session(server, { role: 'channel', sub: 'portal', channel: 'etax', halls: '*' });
  const station = 'north-w01';
  const window = await session(server, { role: 'station', sub: 'officer', hall: 'north', station });
  await window.command({ type: 'signIn', station });
  await window.command({ type: 'ready', station });
  for (let i = 0; i < 40; i++) {
    const { ticket } = await portal.command({
      type: 'submit',
      business: 'vat-return',
      channel: 'etax',
      hall: 'north',
    });
    if (i < 3) await window.command({ type: 'complete', ticket, outcome: 'resolved' });
  }
  expect(await planned(server)).toEqual(new Map());

  const of = '{group="etax",hall="north"}';
  const found = await vi.waitFor(
    async () => {
      const series = await planned(server);
      expect(series.get(`yunting_plan_arrivals_expected${of}`)).toBeGreaterThan(0);
      return series;
    },
    { timeout: 60_000, interval: 200 },
  );
  const figure = (name: string, at = of) => found.get(`yunting_plan_${name}${at}`);
  expect(figure('arrivals_expected')).toBeGreaterThanOrEqual(40);
  expect(figure('stations_staffed')).toBe(1);
  expect(figure('stations_required')).toBeGreaterThanOrEqual(1);
  expect(figure('stations_gap')).toBe(figure('stations_staffed')! - figure('stations_required')!);
  expect(figure('service_level_expected')).toBeLessThanOrEqual(1);
  expect(figure('occupancy_expected')).toBeGreaterThan(0);
  // Nobody has called, and what a call takes is not known.
  expect(figure('stations_required', '{group="phone",hall="north"}')).toBeUndefined();

  const supervisor = await session(server, { role: 'supervisor', sub: 'chief', halls: ['north'] });
  const { rows } = (await supervisor.ask({ type: 'plan' })) as { rows: { hall: string; group: string; at: number }[] };
  expect(new Set(rows.map(({ hall, group }) => `${hall} ${group}`))).toEqual(new Set(['north etax']));
  expect(rows.length).toBeGreaterThan(20);
});
