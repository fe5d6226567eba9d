import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import type { HistoryJournal } from '../../src/ports.ts';
import { FencedError } from '../../src/ports.ts';
import { readAll, steps } from '../unit/journal-contract.ts';

const KILLS = 8;
let dataDir: string;
let redis: EmbeddedRedis;
let exited: PromiseWithResolvers<string>;
const journals: HistoryJournal[] = [];

const start = async (): Promise<EmbeddedRedis> => {
  exited = Promise.withResolvers();
  return startEmbeddedRedis({ dataDir, onExit: exited.resolve });
};
const journal = (bureau: string) => {
  const made = redisJournal({ bureau, at: { socketPath: redis.socketPath } });
  journals.push(made);
  return made;
};
/** As the host does it: the same batch again until the journal takes it. Tells how often it was refused. */
const appendFirmly = async (to: HistoryJournal, batch: ReturnType<typeof steps>): Promise<number> => {
  for (let refused = 0; ; refused++) {
    try {
      await to.append(batch);
      return refused;
    } catch (error) {
      if (error instanceof FencedError) throw error;
      await pause(5);
    }
  }
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yunting-test-'));
  redis = await start();
});
afterEach(async () => {
  await Promise.all(journals.splice(0).map((made) => made.close()));
});
afterAll(async () => {
  await redis.stop();
  await rm(dataDir, { recursive: true });
});

test(`[JRN-10] through ${KILLS} kills of Redis under load each acknowledged step is there exactly once`, async () => {
  const writer = journal('killed');
  await writer.open();
  let seq = 0;
  let refused = 0;
  let running = true;
  const writing = (async () => {
    while (running) {
      refused += await appendFirmly(writer, steps(seq + 1, seq + 16));
      seq += 16;
    }
  })();

  for (let kill = 0; kill < KILLS; kill++) {
    const from = seq;
    await vi.waitFor(() => expect(seq).toBeGreaterThan(from + 16 * 20), 20_000);
    // At another point of an append each time.
    await pause(kill);
    process.kill(redis.pid, 'SIGKILL');
    await exited.promise;
    redis = await start();
  }
  running = false;
  await writing;
  expect(refused).toBeGreaterThanOrEqual(KILLS);
  expect((await readAll(writer)).map((step) => step.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
});

test('[JRN-11] a Redis that stops answering rejects an append instead of hanging, and the batch is taken once', async () => {
  const writer = journal('stopped');
  await writer.open();
  await writer.append(steps(1, 1));
  process.kill(redis.pid, 'SIGSTOP');
  try {
    await expect(writer.append(steps(2, 3))).rejects.toThrow();
    await expect(writer.append(steps(2, 3))).rejects.not.toThrow(FencedError);
    await expect(journal('another').open()).rejects.toThrow();
  } finally {
    process.kill(redis.pid, 'SIGCONT');
  }
  await appendFirmly(writer, steps(2, 3));
  await appendFirmly(writer, steps(4, 4));
  expect(await readAll(writer)).toEqual(steps(1, 4));
});

test('[JRN-12] opening without a Redis is refused at once, and the same journal opens when it is there', async () => {
  const dir = join(dataDir, 'later');
  const late = redisJournal({ bureau: 'late', at: { socketPath: join(dir, 'redis.sock') } });
  journals.push(late);
  await expect(late.open()).rejects.toThrow('ENOENT');
  const other = await startEmbeddedRedis({ dataDir: dir });
  try {
    const opened = vi.waitFor(() => late.open(), { timeout: 20_000, interval: 20 });
    expect(await opened).toEqual({ epoch: 1, seq: 0 });
  } finally {
    await late.close();
    await other.stop();
  }
});
