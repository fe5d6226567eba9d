import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { BureauCore } from '../../src/bureau/bureau.ts';
import { scaledClock } from '../../src/clock.ts';
import { startGateway } from '../../src/gateway/gateway.ts';
import { tokens } from '../../src/gateway/tokens.ts';
import { Host } from '../../src/host/host.ts';
import { startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { bankBureau } from '../../src/simulate/calls/bank.ts';
import { type CallDay, type Caller, startOf } from '../../src/simulate/calls/day.ts';
import { playLive } from '../../src/simulate/calls/live.ts';
import { replayDay } from '../../src/simulate/calls/replay.ts';
import { quietPorts } from '../unit/host-ports.ts';

const caller = (arrival: number, over: Partial<Caller> = {}): Caller => ({
  type: 'PS',
  priority: 0,
  arrival,
  patience: 2000,
  service: 30,
  recorded: { wait: 0, answered: true },
  ...over,
});

/**
 * One agent, signed in well before the first caller, and long waits: what happens does not hang on the latency of the
 * machine.
 */
const day: CallDay = {
  date: '1999-08-01',
  callers: [
    caller(36_110, { service: 130 }),
    caller(36_120),
    caller(36_130, { priority: 2 }),
    caller(36_140, { patience: 40 }),
    caller(36_150, { type: 'IN', patience: 60 }),
  ],
  agents: [{ types: ['PS', 'NE'], shifts: [{ from: 36_000, to: 36_400 }] }],
};

/** Gateway, host and a real journal, on a clock that begins 100 s before the day and runs at `speed`. */
async function serve(speed: number) {
  const dataDir = await mkdtemp(join(tmpdir(), 'calls-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const redis = await startEmbeddedRedis({ dataDir, fsync: 'everysec' });
  onTestFinished(() => redis.stop());
  const journal = redisJournal({ bureau: 'bank', at: { socketPath: redis.socketPath } });
  const { seq } = await journal.open();
  onTestFinished(() => journal.close());
  const log = pino({ level: 'silent' });
  const clock = scaledClock(speed, Date.parse(day.date) + (startOf(day) - 100) * 1000, Date.now());
  const host = new Host({
    core: new BureauCore(bankBureau(day)),
    journal,
    seq,
    clock,
    ...quietPorts(bankBureau(day)),
  });
  onTestFinished(() => host.drain(1000));
  const own = new Uint8Array(32).fill(7);
  const issued = tokens({ own, audience: 'yunting:bank' });
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    log,
    link: host,
    tokens: issued,
    secrets: new Map(),
    ready: () => [],
  });
  onTestFinished(() => gateway.close());
  return {
    host,
    clock,
    url: `${gateway.url.replace('http', 'ws')}/ws`,
    sign: (by: Principal) => issued.sign(by, 3600),
  };
}

test('[CAL-20] through real sockets the callers of a day fare as on the virtual clock', async () => {
  const { host, ...options } = await serve(100);
  const { fates } = await playLive(day, options);
  const virtual = replayDay(day).fates;
  expect(fates.map(({ answered }) => answered)).toEqual(virtual.map(({ answered }) => answered));
  const order = (of: typeof fates) => of.map(({ wait }) => wait).toSorted((a, b) => a - b);
  for (const [index, { wait }] of virtual.entries())
    expect(order(fates).indexOf(fates[index]!.wait)).toBe(order(virtual).indexOf(wait));
  expect([...host.core.state.tickets()]).toEqual([]);
  expect([...host.core.state.stations()]).toEqual([]);
});

test('[CAL-20] a server that refuses a session ends the replay with its error', async () => {
  const { clock, url } = await serve(1);
  const sign = () => 'no-token';
  await expect(playLive(day, { clock, url, sign })).rejects.toMatchObject({ code: 'unauthenticated' });
});
