import type { ChildProcess } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import type { Principal } from '../../src/protocol/principal.ts';
import { freePort, Home } from './support/home.ts';
import { ownRedis } from './support/own-redis.ts';
import { exchange, Speaker } from './support/speaker.ts';

let home: Home;
const spawned: ChildProcess[] = [];
afterEach(async () => {
  await home.leave();
  for (const child of spawned.splice(0)) child.kill('SIGKILL');
});

const submit = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' };
const otherPorts = async () => ({ YUNTING_PORT: String(await freePort()) });
/** The same bureau as it is reached through a second server. */
const at = (port: string) => ({
  wsUrl: `ws://127.0.0.1:${port}/ws`,
  token: (by: Principal) => home.token(by),
});

async function withOwnRedis(): Promise<void> {
  const port = await freePort();
  home = await Home.make(undefined, { REDIS_URL: `redis://127.0.0.1:${port}` });
  await ownRedis(home.dir, port, spawned);
}

test('[RUN-8] a second server on the same data folder is refused, and the first goes on', async () => {
  home = await Home.make();
  await home.serve();
  const calls = await Speaker.enter(home, exchange);
  const second = home.begin(await otherPorts());
  expect(await second.ended).toEqual([1, null]);
  expect(second.err).toMatch(/^data-in-use: .*choose another/);
  await calls.does(submit);
});

test('[RUN-9] a second server on the same Redis takes over; the first is fenced at its next step and ends with 70', async () => {
  await withOwnRedis();
  const first = await home.serve({ YUNTING_CHECKPOINT_EVERY: '1h' });
  const calls = await Speaker.enter(home, exchange);
  const before = await calls.does({ ...submit, ref: 'before' });

  const ports = await otherPorts();
  await home.serve(ports);
  // Whatever the first is still given, it cannot promise.
  const late = calls.ask({ ...submit, ref: 'to the first', id: 'given-to-the-first' });
  const answered = await Promise.race([late, calls.closed]);
  if (typeof answered !== 'number')
    expect(answered).toMatchObject({ type: 'error', code: 'unavailable', retryable: true });
  expect(await first.ended).toEqual([70, null]);
  expect(first.lines.at(-1)).toMatchObject({ level: 60 });

  const again = await Speaker.enter(at(ports.YUNTING_PORT), exchange);
  await again.does({ ...submit, ref: 'to the second', id: 'given-to-the-first-2' });
  const tickets = (await home.journal())
    .flatMap((s) => s.events)
    .flatMap((e) => (e.type === 'ticket.submitted' ? [e] : []));
  expect(tickets.map((e) => e.data.ref)).toEqual(['before', 'to the second']);
  expect(tickets[0]!.ticket).toBe(before.result.ticket);
});

test('[RUN-10] a server that nobody gives commands hears of its successor too', async () => {
  await withOwnRedis();
  const first = await home.serve({ YUNTING_CHECKPOINT_EVERY: '200ms' });
  await home.serve(await otherPorts());
  expect(await first.ended).toEqual([70, null]);
});

test('[RUN-11] a start that fails for its port does not take the bureau from the server at work', async () => {
  await withOwnRedis();
  await home.serve({ YUNTING_CHECKPOINT_EVERY: '200ms' });
  const calls = await Speaker.enter(home, exchange);
  const second = home.begin();
  expect(await second.ended).toEqual([1, null]);
  expect(second.err).toMatch(/^port-in-use: .*choose another port/);
  await calls.does(submit);
  await calls.does(submit);
});
