import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readingJournal } from '../../src/cli/with-journal.ts';
import { readSettings } from '../../src/config/env.ts';
import { loadBureau } from '../../src/config/load.ts';
import { Home } from './support/home.ts';
import { exchange, openStation, payer, Speaker } from './support/speaker.ts';

let home: Home;
beforeEach(async () => {
  home = await Home.make(({ bureau }) => {
    Object.assign(bureau.rules.voice, { offer: '200ms', wrapUp: '200ms' });
  });
});
afterEach(() => home.leave());

const call = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' };
const replay = async () => {
  const { status, out, err } = await home.yunting(['replay', '--json']);
  return { status, err, report: out === '' ? null : JSON.parse(out) };
};

test('[RUN-20] replay gives the state of the live server again, beside it and after its crash', async () => {
  const server = await home.serve({ YUNTING_CHECKPOINT_EVERY: '100ms' });
  const seat = await openStation(home, 'north-s01');
  const calls = await Speaker.enter(home, exchange);
  const taxpayer = await Speaker.enter(home, payer('somebody'));
  for (let i = 0; i < 20; i++) await calls.does({ ...call, priority: i % 3 });
  await taxpayer.does({ type: 'submit', channel: 'vtax', business: 'vat-return' });
  await seat.told('offerEnded', ({ result }) => result === 'timedOut');
  // Beside the server, which goes on writing.
  const beside = await replay();
  expect(beside).toMatchObject({ status: 0, report: { equal: true, imbalance: 0, submitted: 21 } });
  expect(beside.report.steps).toBe(beside.report.seq);
  await server.kill('SIGKILL');
  const after = await replay();
  expect(after).toMatchObject({ status: 0, report: { equal: true, imbalance: 0, submitted: 21 } });
  expect(after.report.hash).toBe(after.report.recoveredHash);
  // It only reads: the same again.
  expect((await replay()).report.hash).toBe(after.report.hash);
});

test('[RUN-21] replay of an empty folder is an empty bureau; its text form names the figures', async () => {
  expect(await replay()).toMatchObject({ status: 0, report: { equal: true, seq: 0, steps: 0, submitted: 0 } });
  const { status, out } = await home.yunting(['replay']);
  expect(status).toBe(0);
  for (const figure of ['seq', 'steps', 'hash', 'equal', 'imbalance'])
    expect(out).toMatch(new RegExp(`^${figure} `, 'm'));
});

test('[RUN-22] replay without its Redis is a coded error', async () => {
  const { status, err } = await home.yunting(['replay', '--json'], { REDIS_URL: 'redis://127.0.0.1:1' });
  expect([status, err]).toEqual([1, expect.stringMatching(/^no-redis: /)]);
});

test('[RUN-28] a journal that goes away while it is read, as with a server that stops, is a coded error that says what to do', async () => {
  const server = await home.serve();
  const settings = readSettings(home.env);
  const bureau = await loadBureau(settings.bureauDir);
  const reading = readingJournal(settings, bureau, async (journal) => {
    await journal.loadCheckpoint();
    await server.kill('SIGKILL');
    while ((await home.redisPid()) !== null) await sleep(5);
    await journal.loadBase();
  });
  await expect(reading).rejects.toMatchObject({ code: 'no-redis', detail: expect.stringContaining('command again') });
  const broken = readingJournal(settings, bureau, () => Promise.reject(new TypeError('a mistake of ours')));
  await expect(broken, 'what is not Redis’ fault is not called so').rejects.toThrow(TypeError);
});
