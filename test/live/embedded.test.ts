import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkRedis } from '../../src/journal/checks.ts';
import { connected, disconnect, redisClient } from '../../src/journal/client.ts';
import { type EmbeddedOptions, type EmbeddedRedis, startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { serverPid } from '../../src/journal/socket.ts';

let dataDir: string;
const servers: EmbeddedRedis[] = [];
const holders: ChildProcess[] = [];

const start = async (options: Partial<EmbeddedOptions> = {}) => {
  const redis = await startEmbeddedRedis({ dataDir, fsync: 'everysec', ...options });
  servers.push(redis);
  return redis;
};
/** Starts one in another process; resolves with what that told. */
const hold = async (utilLinux: boolean, env = process.env) => {
  const script = new URL('./embedded-holder.ts', import.meta.url).pathname;
  const holder = spawn(process.execPath, [script, dataDir, String(utilLinux)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  holders.push(holder);
  const [line] = await once(holder.stdout, 'data');
  return { holder, told: JSON.parse(String(line)) };
};
const withClient = async <T>(redis: EmbeddedRedis, use: (client: ReturnType<typeof redisClient>) => Promise<T>) => {
  const client = redisClient({ socketPath: redis.socketPath }, () => {});
  await connected(client);
  try {
    return await use(client);
  } finally {
    await disconnect(client);
  }
};
const answers = (dir = dataDir) => serverPid(join(dir, 'redis.sock'));

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yunting-test-'));
});
afterEach(async () => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL');
  await Promise.all(servers.splice(0).map((redis) => redis.stop()));
  await rm(dataDir, { recursive: true, maxRetries: 5, retryDelay: 50 });
});

describe.each([
  ['util-linux', true],
  ['portable', false],
] as const)('guarded by %s', (guard, utilLinux) => {
  test('[EMB-1] it listens on no port, keeps its journal and evicts nothing', async () => {
    const redis = await start({ utilLinux });
    expect(redis.guard).toBe(guard);
    await withClient(redis, async (client) => {
      expect(await client.configGet(['port', 'appendonly', 'appendfsync'])).toEqual({
        port: '0',
        appendonly: 'yes',
        appendfsync: 'everysec',
      });
      expect(await checkRedis(client)).toMatchObject({ warnings: [] });
    });
  });

  test('[EMB-2] it dies with its parent, also on kill -9, and the folder is free again', async () => {
    const { holder, told } = await hold(utilLinux);
    expect(told.guard).toBe(guard);
    expect(await answers()).toBe(told.pid);
    holder.kill('SIGKILL');
    await vi.waitFor(async () => expect(await answers()).toBeNull(), { timeout: 20_000 });
    await start({ utilLinux });
  });

  test('[EMB-3] a second server on the folder is refused, and the first goes on', async () => {
    const { told } = await hold(utilLinux);
    await expect(start({ utilLinux })).rejects.toMatchObject({
      code: 'data-in-use',
      detail: expect.stringContaining(dataDir),
    });
    expect(await answers()).toBe(told.pid);
  });

  test('[EMB-4] killed alone it tells, and starts again on the same socket with all it had', async () => {
    const exit = Promise.withResolvers<string>();
    const first = await start({ utilLinux, fsync: 'always', onExit: exit.resolve });
    await withClient(first, (client) => client.set('kept', 'yes'));
    process.kill(first.pid, 'SIGKILL');
    expect(await exit.promise).toBe('SIGKILL');
    const second = await start({ utilLinux });
    expect(second.socketPath).toBe(first.socketPath);
    expect(await withClient(second, (client) => client.get('kept'))).toBe('yes');
  });

  test('[EMB-5] stopped by its owner it ends without a false alarm', async () => {
    const onExit = vi.fn();
    const redis = await start({ utilLinux, onExit });
    await redis.stop();
    expect(await answers()).toBeNull();
    expect(onExit).not.toHaveBeenCalled();
  });
});

test('[EMB-6] a folder whose path is longer than a socket may have is served all the same', async () => {
  const deep = join(dataDir, 'a'.repeat(90), '云'.repeat(30));
  const redis = await start({ dataDir: deep });
  expect(Buffer.byteLength(redis.socketPath)).toBeLessThan(104);
  expect(await withClient(redis, (client) => client.ping())).toBe('PONG');
  await redis.stop();
  expect((await start({ dataDir: deep })).socketPath).toBe(redis.socketPath);
  await rm(join(redis.socketPath, '..'));
});

test('[EMB-7] without redis-server it says so', async () => {
  const { told } = await hold(true, { PATH: dataDir });
  expect(told).toEqual({ error: 'no-redis' });
});

test('[EMB-7] a server that cannot start says why', async () => {
  writeFileSync(join(dataDir, 'appendonlydir'), 'in the way');
  await expect(start()).rejects.toMatchObject({ code: 'no-redis', detail: expect.stringContaining('append') });
});

test('[EMB-8] the lock of a process that is no more does not keep the portable way from starting', async () => {
  const dead = spawn('true');
  await once(dead, 'exit');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, 'lock'), String(dead.pid));
  await start({ utilLinux: false });
});

test('[CHK-2] a Redis that may evict is refused', async () => {
  await withClient(await start(), async (client) => {
    await client.configSet('maxmemory-policy', 'allkeys-lru');
    await expect(checkRedis(client)).rejects.toMatchObject({ code: 'redis-evicts' });
    await client.configSet({ 'maxmemory-policy': 'noeviction', appendonly: 'no' });
    expect((await checkRedis(client)).warnings).toEqual([expect.stringContaining('append-only')]);
  });
});
