import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import { closing, openOutbox, startReceiver } from './delivery-rig.ts';

let folder: string;
let redis: EmbeddedRedis;
let at: { socketPath: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunting-crashes-'));
  redis = await startEmbeddedRedis({ dataDir: folder, fsync: 'everysec' });
  at = { socketPath: redis.socketPath };
});
afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true });
});

describe('crashes', () => {
  const journalOf = async (code: string, ...seqs: number[]) => {
    const journal = redisJournal({ bureau: code, at });
    await journal.open();
    for (const seq of seqs) await journal.append([closing(seq)]);
    return journal;
  };

  it('[DLV-11] between commit and hand-over: delivered after the restart', async () => {
    const journal = await journalOf('crash', 1, 2, 3);
    const receiver = await startReceiver();
    const outbox = openOutbox({ code: 'crash', callback: receiver.url, connection: at, journal });
    await outbox.until((ended) => ended.length === 3);
    await outbox.close();
    expect(receiver.all.map((received) => received.id).sort()).toEqual(['d-1-0', 'd-2-0', 'd-3-0']);

    const again = openOutbox({ code: 'crash', callback: receiver.url, connection: at, journal });
    again.committed(closing(4), []);
    await again.until((ended) => ended.length === 1);
    await again.close();
    expect(receiver.all.map((received) => received.id).slice(3)).toEqual(['d-4-0']);
    await journal.close();
    await receiver.close();
  });

  it('[DLV-11] between hand-over and cursor: handed over again, delivered once', async () => {
    const journal = await journalOf('twice', 1, 2);
    const receiver = await startReceiver();
    const first = openOutbox({ code: 'twice', callback: receiver.url, connection: at, journal });
    await first.until((ended) => ended.length === 2);
    await first.close();

    const client = new Redis(at.socketPath);
    expect(await client.get('yunting:{twice}:outbox:cursor')).toBe('2');
    await client.set('yunting:{twice}:outbox:cursor', 0);
    await journal.append([closing(3)]);
    const second = openOutbox({ code: 'twice', callback: receiver.url, connection: at, journal });
    await second.until((ended) => ended.length === 1);
    await second.close();
    expect(await client.get('yunting:{twice}:outbox:cursor')).toBe('3');
    expect(receiver.all.map((received) => received.id).sort()).toEqual(['d-1-0', 'd-2-0', 'd-3-0']);
    await client.quit();
    await journal.close();
    await receiver.close();
  });

  const ownRedis = async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'yunting-delivery-'));
    const start = () => startEmbeddedRedis({ dataDir, fsync: 'everysec' });
    return { start, socketPath: join(dataDir, 'redis.sock'), remove: () => rm(dataDir, { recursive: true }) };
  };

  it('[DLV-12] with Redis away questions are refused as unavailable, and closing comes to an end', async () => {
    const own = await ownRedis();
    const server = await own.start();
    const receiver = await startReceiver();
    // With so much time for a try, only letting go of Redis can end it.
    const timeoutMs = 1e9;
    const outbox = openOutbox({ code: 'away', callback: receiver.url, connection: own, timeoutMs });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 1);
    await server.stop();
    outbox.committed(closing(2), []);
    const questions = [outbox.depths(), outbox.deadLetters(), outbox.redeliver('d-1-0')];
    for (const answer of await Promise.allSettled(questions))
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    await outbox.close();

    await openOutbox({ code: 'never', callback: receiver.url, connection: own, timeoutMs }).close();
    await receiver.close();
    await own.remove();
  });

  it('[DLV-12] Redis killed and back: everything committed meanwhile is delivered', async () => {
    const own = await ownRedis();
    let server = await own.start();
    const receiver = await startReceiver();
    const journal = redisJournal({ bureau: 'killed', at: own });
    await journal.open();
    const outbox = openOutbox({ code: 'killed', callback: receiver.url, connection: own, journal });
    const commit = async (seq: number) => {
      await journal.append([closing(seq)]);
      outbox.committed(closing(seq), []);
    };
    for (let seq = 1; seq <= 30; seq++) await commit(seq);
    process.kill(server.pid, 'SIGKILL');
    await journal.append([closing(31)]).catch(() => undefined);
    server = await own.start();
    const again = redisJournal({ bureau: 'killed', at: own });
    const { seq: last } = await again.open();
    await again.append([closing(last + 1)]);
    outbox.committed(closing(last + 1), []);
    await receiver.until((all) => new Set(all.map((received) => received.id)).size === last + 1);
    await outbox.close();
    await journal.close();
    await again.close();
    await server.stop();
    await receiver.close();
    await own.remove();
  });
});
