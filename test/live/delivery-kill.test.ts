import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import { openOutbox, startReceiver } from './delivery-rig.ts';

const child = fileURLToPath(new URL('./delivery-child.ts', import.meta.url));
const kills = 6;

it('[DLV-11] a server killed again and again: every committed result arrives, few of them twice', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'yunting-delivery-'));
  const redis = await startEmbeddedRedis({ dataDir, fsync: 'everysec' });
  const receiver = await startReceiver();

  for (let kill = 1; kill <= kills; kill++) {
    const server = spawn(process.execPath, [child, redis.socketPath, receiver.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(server.stdout, 'data');
    // Each one is killed somewhere else on its way.
    const seen = receiver.all.length;
    await receiver.until((all) => all.length >= seen + kill * 7);
    server.kill('SIGKILL');
    await once(server, 'exit');
  }

  const journal = redisJournal({ bureau: 'kills', at: redis });
  const { seq } = await journal.open();
  const outbox = openOutbox({ code: 'kills', callback: receiver.url, connection: redis, journal });
  const arrived = () => new Set(receiver.all.map((received) => received.id));
  await receiver.until(() => arrived().size === seq);
  await outbox.close();

  const sent = Array.from({ length: seq }, (_, n) => `d-${n + 1}-0`);
  expect([...arrived()].sort()).toEqual(sent.sort());
  // Twice is what was on its way at a kill: never more than a worker carries at once.
  expect(receiver.all.length - seq).toBeLessThanOrEqual(kills * 32);

  await journal.close();
  await redis.stop();
  await receiver.close();
  await rm(dataDir, { recursive: true });
});
