import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { freePort, Home } from './support/home.ts';
import { ownRedis } from './support/own-redis.ts';
import { chief, exchange, officerAt, openStation, Speaker } from './support/speaker.ts';

let home: Home;
const spawned: ChildProcess[] = [];
afterEach(async () => {
  for (const child of spawned.splice(0)) child.kill('SIGKILL');
  await home.leave();
});

const ready = async () => {
  const answer = await fetch(`${home.url}/readyz`);
  return { status: answer.status, ...((await answer.json()) as { ready: boolean; reasons: string[] }) };
};
const submit = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' };

/** What must hold while Redis is away and after it, however it went. */
async function through(goAway: () => unknown, comeBack: () => unknown): Promise<void> {
  const seat = await openStation(home, 'north-s01');
  const calls = await Speaker.enter(home, exchange);
  const chiefs = await Speaker.enter(home, chief);
  const before = await calls.does({ ...submit, ref: 'before' });
  await seat.told('offer', ({ offer }) => offer.ticket.id === before.result.ticket);
  expect(await ready()).toEqual({ status: 200, ready: true, reasons: [] });

  await goAway();
  const began = performance.now();
  const refused = await calls.ask({ ...submit, ref: 'during', id: 'given-while-away' });
  const took = performance.now() - began;
  expect(refused).toMatchObject({ type: 'error', code: 'unavailable', retryable: true });
  expect(took).toBeLessThan(3_000);
  // By then it is known, and newcomers are refused at once.
  expect(await calls.ask({ ...submit, ref: 'later', id: 'given-later' })).toMatchObject({ code: 'unavailable' });
  expect(await ready()).toMatchObject({ status: 503, ready: false, reasons: ['the journal is away'] });
  expect(await (await fetch(`${home.url}/healthz`)).json()).toEqual({ ok: true });
  // What a question would read is not all durable: it is refused too, and nothing hangs.
  expect(await chiefs.ask({ type: 'board' })).toMatchObject({ code: 'unavailable' });
  expect(await chiefs.ask({ type: 'why', ticket: before.result.ticket })).toMatchObject({ code: 'unavailable' });
  expect(await chiefs.ask({ type: 'deadLetters' })).toMatchObject({ code: 'unavailable' });

  await comeBack();
  await vi.waitFor(async () => expect((await ready()).status).toBe(200), { timeout: 20_000, interval: 50 });
  const again = await calls.does({ ...submit, ref: 'during', id: 'given-while-away' });
  expect(await calls.does({ ...submit, ref: 'during', id: 'given-while-away' })).toEqual(again);
  await calls.does({ ...submit, ref: 'later', id: 'given-later' });
  const steps = await home.journal();
  const submitted = steps.flatMap((s) => s.events).flatMap((e) => (e.type === 'ticket.submitted' ? [e] : []));
  expect(submitted.map((e) => e.data.ref)).toEqual(['before', 'during', 'later']);
  expect(submitted[1]!.ticket).toBe(again.result.ticket);
  expect(submitted[0]!.ticket).toBe(before.result.ticket);
}

test('[RUN-3] a Redis that falls silent: refused within 3 s, not ready, and on by itself', async () => {
  home = await Home.make();
  await home.serve();
  const redis = (await home.redisPid())!;
  await through(
    () => process.kill(redis, 'SIGSTOP'),
    () => process.kill(redis, 'SIGCONT'),
  );
});

test('[RUN-4] a Redis of one’s own that is killed and started again later: the same', async () => {
  const port = await freePort();
  home = await Home.make(undefined, { REDIS_URL: `redis://127.0.0.1:${port}` });
  const redis = await ownRedis(home.dir, port, spawned);
  await home.serve();
  await through(
    async () => {
      redis.kill('SIGKILL');
      await once(redis, 'exit');
    },
    () => ownRedis(home.dir, port, spawned),
  );
});

test('[RUN-5] an idle server whose Redis is away says that it is not ready', async () => {
  home = await Home.make();
  await home.serve();
  const redis = (await home.redisPid())!;
  process.kill(redis, 'SIGSTOP');
  try {
    await vi.waitFor(
      async () => expect(await ready()).toMatchObject({ status: 503, reasons: ['the journal is away'] }),
      {
        timeout: 10_000,
        interval: 50,
      },
    );
  } finally {
    process.kill(redis, 'SIGCONT');
  }
  await vi.waitFor(async () => expect((await ready()).status).toBe(200), { timeout: 10_000, interval: 50 });
});

test('[RUN-6] an embedded Redis that cannot be started again at once is started when that is possible', async () => {
  home = await Home.make();
  const server = await home.serve();
  const calls = await Speaker.enter(home, exchange);
  await calls.does({ ...submit, ref: 'before' });
  // Somebody else holds the folder's lock: the server may not have its Redis.
  const redis = (await home.redisPid())!;
  const thief = spawn('flock', ['-F', `${home.dataDir}/lock`, 'sleep', '60'], { stdio: 'ignore' });
  spawned.push(thief);
  process.kill(redis, 'SIGKILL');
  await server.line((line) => line.msg === 'the embedded Redis did not start; trying again');
  expect(await calls.ask({ ...submit, ref: 'during', id: 'given-while-away' })).toMatchObject({ code: 'unavailable' });
  thief.kill();
  await vi.waitFor(async () => expect((await ready()).status).toBe(200), { timeout: 20_000, interval: 50 });
  await calls.does({ ...submit, ref: 'during', id: 'given-while-away' });
  const refs = (await home.journal())
    .flatMap((s) => s.events)
    .flatMap((e) => (e.type === 'ticket.submitted' ? [e.data.ref] : []));
  expect(refs).toEqual(['before', 'during']);
});

test('[RUN-7] presence that changed while Redis was away is made up for afterwards', async () => {
  home = await Home.make();
  await home.serve();
  const seat = await openStation(home, 'north-s01');
  const calls = await Speaker.enter(home, exchange);
  const redis = (await home.redisPid())!;
  process.kill(redis, 'SIGSTOP');
  expect(await calls.ask({ ...submit, id: 'given-while-away' })).toMatchObject({ code: 'unavailable' });
  await seat.leave();
  process.kill(redis, 'SIGCONT');
  await vi.waitFor(
    async () => {
      const last = (await home.journal()).flatMap((s) => s.events).findLast((e) => 'station' in e);
      expect(last).toMatchObject({ type: 'station.lost', station: 'north-s01' });
    },
    { timeout: 10_000, interval: 50 },
  );
  await Speaker.enter(home, officerAt('north-s01'));
  const last = (await home.journal())
    .flatMap((s) => s.events)
    .findLast((e) => 'station' in e && e.type.startsWith('station.'));
  expect(last).toMatchObject({ type: 'station.back', station: 'north-s01' });
});
