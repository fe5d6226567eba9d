import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { readSettings } from '../../src/config/env.ts';
import type { MetricRow } from '../../src/metrics/row.ts';
import { table } from '../../src/metrics/table.ts';
import { startServer } from '../../src/server.ts';
import { parse } from '../unit/metrics-series.ts';
import { startReceiver } from './delivery-rig.ts';
import { freePort, Home } from './support/home.ts';
import { ownRedis } from './support/own-redis.ts';
import { post } from './support/post.ts';
import type { Served } from './support/process.ts';
import { exchange, officerAt, openStation, payer, Speaker } from './support/speaker.ts';

let home: Home;
const spawned: ChildProcess[] = [];
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const fn of undo.splice(0).reverse()) await fn();
  await home.leave();
  for (const child of spawned.splice(0)) child.kill('SIGKILL');
});

const addressOf = (served: Served) => String(served.lines.find((line) => line.metrics !== undefined)?.metrics);
const pageOf = async (address: string) => (await fetch(address)).text();

/** The first scrape that is like this: what it shows happens at a server of its own, a moment after it was asked for. */
async function scraped(address: string, like: (series: Map<string, number>) => boolean): Promise<Map<string, number>> {
  for (;;) {
    const series = parse(await pageOf(address));
    if (like(series)) return series;
    await pause(50);
  }
}

/** What of a metric is not 0, without its name. */
function met(series: Map<string, number>, name: string): Record<string, number> {
  const found = [...series].filter(([each, value]) => each.startsWith(`yunting_${name}`) && value !== 0);
  return Object.fromEntries(found.map(([each, value]) => [each.slice(`yunting_${name}`.length), value]));
}

/** What the e-tax portal sends. */
const request = (ref: string) => ({
  event: 'submitted',
  submission_no: ref,
  taxpayer_id: 'p',
  tax_unit: 'north',
  matter: 'vat-return',
});
const claim = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' };

test('[MET-32] sessions are counted as they come, come back and go, and refusals by their code', async () => {
  home = await Home.make();
  const address = addressOf(await home.serve());
  const seat = await openStation(home, 'north-s01');
  const since = seat.seq;
  await seat.leave();
  const again = await Speaker.enter(home, officerAt('north-s01'), since);
  // From before this server's time: what it missed is not known.
  const lost = await Speaker.enter(home, payer('payer-1'), 1_000_000);
  const elsewhere = await Speaker.enter(home, officerAt('north-s01'));
  await again.closed;
  lost.ws.terminate();
  const stranger = await Speaker.dial(home);
  stranger.say({ type: 'hello', token: 'not a token' });
  await stranger.closed;
  elsewhere.say('no JSON');
  elsewhere.say({ type: 'dance', id: 'dance-1' });
  await elsewhere.heard((m) => m.type === 'error' && m.code === 'unknown-type');
  const huge = await Speaker.enter(home, payer('payer-2'));
  huge.say({ type: 'submit', id: 'huge', text: 'x'.repeat(20_000) });
  await huge.closed;

  const gone = 'yunting_sessions_closed_total{reason="lost",role="taxpayer"}';
  const series = await scraped(address, (page) => page.get(gone) === 1);
  expect(met(series, 'sessions_opened_total')).toEqual({
    '{resume="new",role="station"}': 2,
    '{resume="resumed",role="station"}': 1,
    '{resume="fresh",role="taxpayer"}': 1,
    '{resume="new",role="taxpayer"}': 1,
  });
  expect(met(series, 'sessions_closed_total')).toEqual({
    '{reason="left",role="station"}': 1,
    '{reason="replaced",role="station"}': 1,
    '{reason="lost",role="taxpayer"}': 1,
    '{reason="tooLarge",role="taxpayer"}': 1,
    '{reason="badToken",role="none"}': 1,
  });
  expect(met(series, 'messages_refused_total')).toEqual({
    '{code="unauthenticated"}': 1,
    '{code="bad-frame"}': 1,
    '{code="unknown-type"}': 1,
  });
  expect(series.get('yunting_sessions{role="station"}')).toBe(1);
});

test('[MET-33] webhooks are counted by channel and answer; an address that is no channel makes no series', async () => {
  home = await Home.make();
  const address = addressOf(await home.serve());
  const form = { id: 'webhook-1', body: request('case-1') };
  await post(home, { ...form, secret: `whsec_${Buffer.from('not the secret of it').toString('base64')}` });
  await post(home, { ...form, id: 'webhook-2', body: 'no JSON' });
  await post(home, { ...form, id: 'webhook-3', at: new Date(Date.now() - 3_600_000) });
  await post(home, { ...form, channel: 'nowhere', secret: home.webhookSecret('etax') });
  const before = met(parse(await pageOf(address)), 'webhooks_total');
  expect(before).toEqual({
    '{channel="etax",code="bad-signature"}': 1,
    '{channel="etax",code="bad-frame"}': 1,
    '{channel="etax",code="stale-timestamp"}': 1,
  });
  const { status } = await post(home, form);
  const taken = met(parse(await pageOf(address)), 'webhooks_total');
  expect([status, taken['{channel="etax",code="ok"}']]).toEqual([200, 1]);
  expect(await pageOf(address)).not.toContain('nowhere');
});

test('[MET-34] the journal’s steps, the core’s time, checkpoints and Redis are told; a journal that is away shows as 0', async () => {
  const port = await freePort();
  home = await Home.make(undefined, { REDIS_URL: `redis://127.0.0.1:${port}`, YUNTING_CHECKPOINT_EVERY: '1s' });
  const redis = await ownRedis(home.dir, port, spawned);
  const address = addressOf(await home.serve());
  expect(await pageOf(address)).not.toMatch(/^yunting_checkpoint_last_success_timestamp_seconds 0$/m);
  const calls = await Speaker.enter(home, exchange);
  for (let n = 0; n < 5; n++) await calls.does(claim);
  const saved = 'yunting_checkpoint_last_success_timestamp_seconds';
  const series = await scraped(address, (page) => page.has(saved) && page.get('yunting_journal_unacked_steps') === 0);
  const steps = (await home.journal()).length;
  expect(series.get('yunting_journal_steps_total')).toBe(steps);
  expect(series.get('yunting_decide_duration_seconds_count')).toBeGreaterThanOrEqual(steps);
  expect(series.get('yunting_journal_append_seconds_count')).toBeGreaterThan(0);
  expect(series.get('yunting_match_duration_seconds_count')).toBe(0);
  expect(Math.abs(series.get(saved)! - Date.now() / 1000)).toBeLessThan(120);
  expect(series.get('yunting_redis_memory_used_bytes')).toBeGreaterThan(500_000);
  expect(series.get('yunting_journal_up')).toBe(1);
  redis.kill('SIGKILL');
  await once(redis, 'exit');
  await scraped(address, (page) => page.get('yunting_journal_up') === 0);
});

test('[MET-35] a process that another one took the bureau from has counted it', async () => {
  const port = await freePort();
  home = await Home.make(undefined, { REDIS_URL: `redis://127.0.0.1:${port}`, YUNTING_CHECKPOINT_EVERY: '1s' });
  await ownRedis(home.dir, port, spawned);
  const first = await startServer(readSettings({ ...home.env, YUNTING_PORT: '0' }), { log: pino({ level: 'silent' }) });
  undo.push(() => first.stop());
  expect(met(parse(await pageOf(first.metricsUrl)), 'journal_fenced_total')).toEqual({});
  await home.serve();
  const series = await scraped(first.metricsUrl, (page) => page.get('yunting_journal_fenced_total') === 1);
  expect(series.get('yunting_journal_fenced_total')).toBe(1);
});

test('[MET-36] every try to deliver is counted by its end, and both queues are told', async () => {
  // The first letter is refused for good; the second comes at the second try.
  const receiver = await startReceiver((n) => [410, 503][n - 1] ?? 200);
  undo.push(() => receiver.close());
  home = await Home.make(
    ({ bureau }) => {
      Object.assign(bureau.channels.etax!, { callback: receiver.url });
      bureau.rules.document.autoAccept = true;
    },
    { YUNTING_CALLBACK_ALLOW: receiver.hostPort },
  );
  const address = addressOf(await home.serve());
  const window = await openStation(home, 'north-w01');
  for (let n = 1; n <= 2; n++) {
    const { ticket } = (await post(home, { id: `webhook-${n}`, body: request(`case-${n}`) })).body;
    await window.does({ type: 'complete', ticket: ticket!, outcome: 'resolved' });
    await receiver.until((all) => all.length >= n);
  }
  await receiver.until((all) => all.length === 3);
  const series = await scraped(
    address,
    (page) => (met(page, 'deliveries_total')['{channel="etax",result="delivered"}'] ?? 0) > 0,
  );
  expect(met(series, 'deliveries_total')).toEqual({
    '{channel="etax",result="dead"}': 1,
    '{channel="etax",result="retry"}': 1,
    '{channel="etax",result="delivered"}': 1,
  });
  expect(series.get('yunting_delivery_jobs{queue="results",state="failed"}')).toBe(1);
  // The nightly run that is planned.
  expect(series.get('yunting_delivery_jobs{queue="archive",state="delayed"}')).toBe(1);
  expect(series.has('yunting_archive_last_success_timestamp_seconds')).toBe(false);
});

test('[MET-37] an embedded Redis that ended and was started again is counted', async () => {
  home = await Home.make();
  const served = await home.serve();
  const address = addressOf(served);
  expect(parse(await pageOf(address)).get('yunting_redis_restarts_total')).toBe(0);
  process.kill((await home.redisPid())!, 'SIGKILL');
  const series = await scraped(
    address,
    (page) => page.get('yunting_redis_restarts_total') === 1 && page.get('yunting_journal_up') === 1,
  );
  expect(series.get('yunting_redis_restarts_total')).toBe(1);
});

/** What a server that has just begun, and was given no work, cannot say yet. */
const later = [
  'yunting_archive_last_success_timestamp_seconds',
  'yunting_checkpoint_last_success_timestamp_seconds',
  'yunting_loan_seconds_total',
  'yunting_loans_open',
  'yunting_loans_started_total',
  'yunting_plan_arrivals_expected',
  'yunting_plan_occupancy_expected',
  'yunting_plan_service_level_expected',
  'yunting_plan_stations_gap',
  'yunting_plan_stations_required',
  'yunting_plan_stations_staffed',
  'yunting_question_answer_seconds',
  'yunting_ticket_handle_seconds',
  'yunting_ticket_wait_seconds',
  'yunting_ticket_worked_seconds',
];

test('[MET-38] a server of Guangzhou tells every metric of the table from its first scrape on, and promtool has nothing to say', async () => {
  home = await Home.make(undefined, { YUNTING_BUREAU_DIR: 'config/guangzhou', YUNTING_CHECKPOINT_EVERY: '1h' });
  const page = await pageOf(addressOf(await home.serve()));
  const names = new Set([...parse(page).keys()].map((series) => series.replace(/(_bucket|_sum|_count)?(\{.*)?$/, '')));
  const rows: MetricRow[] = Object.values(table);
  const missing = rows.map(({ name }) => name as string).filter((name) => !names.has(name));
  expect(missing.filter((name) => !later.includes(name))).toEqual([]);

  const promtool = spawn('promtool', ['check', 'metrics']);
  promtool.stdin.end(page);
  const [said, complained, [code]] = await Promise.all([
    text(promtool.stdout),
    text(promtool.stderr),
    once(promtool, 'close'),
  ]);
  expect({ said, complained, code }).toEqual({ said: '', complained: '', code: 0 });
});
