import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import { journalContract, KEEP_FOR_TEST_MS } from '../unit/journal-contract.ts';

let dataDir: string;
let redis: EmbeddedRedis;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yunting-test-'));
  redis = await startEmbeddedRedis({ dataDir, fsync: 'everysec' });
});
afterAll(async () => {
  await redis.stop();
  await rm(dataDir, { recursive: true });
});

describe('journal in Redis', () => {
  journalContract(async () => {
    const bureau = randomUUID();
    const at = { socketPath: redis.socketPath };
    return { another: () => redisJournal({ bureau, at, keepMs: KEEP_FOR_TEST_MS }) };
  });
});
