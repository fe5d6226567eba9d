import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkRedis } from '../../src/journal/checks.ts';
import { freePort, Home } from './support/home.ts';
import { ownRedis } from './support/own-redis.ts';

let home: Home;
const spawned: ChildProcess[] = [];
beforeEach(async () => {
  home = await Home.make();
});
afterEach(async () => {
  await home.leave();
  for (const child of spawned.splice(0)) child.kill('SIGKILL');
});

/** A server that must not come up: its exit status, and what it said. */
async function refused(more: Record<string, string> = {}): Promise<{ status: number | null; err: string }> {
  const served = home.begin(more);
  const [status] = await served.ended;
  return { status, err: served.err };
}

test('[BAD-1] a port in use, also that of the metrics, says which and what to do', async () => {
  const holder = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve));
  try {
    const told = { status: 1, err: expect.stringMatching(`^port-in-use: .*choose another port.*127.0.0.1:${port}`) };
    expect(await refused({ YUNTING_PORT: String(port) })).toEqual(told);
    expect(await refused({ YUNTING_METRICS_PORT: String(port) })).toEqual(told);
  } finally {
    holder.close();
  }
});

test('[BAD-2] an address that is not this machine’s is a faulty setting', async () => {
  expect(await refused({ YUNTING_HOST: '192.0.2.1' })).toEqual({
    status: 1,
    err: expect.stringMatching(/^bad-config: .*192\.0\.2\.1:\d+ cannot be listened on/),
  });
});

test('[BAD-3] a Redis that evicts is refused with the command that mends it, and taken once it was mended', async () => {
  const port = await freePort();
  const REDIS_URL = `redis://127.0.0.1:${port}`;
  await ownRedis(home.dir, port, spawned, ['--maxmemory-policy', 'allkeys-lru']);
  expect(await refused({ REDIS_URL })).toEqual({
    status: 1,
    err: expect.stringMatching(/^redis-evicts: .*set maxmemory-policy to noeviction .*allkeys-lru/),
  });
  const cli = spawn('redis-cli', ['-p', String(port), 'CONFIG', 'SET', 'maxmemory-policy', 'noeviction']);
  await new Promise((resolve) => cli.once('exit', resolve));
  await home.serve({ REDIS_URL });
});

test('[BAD-4] a Redis that is too old is refused with the version that is needed', async () => {
  const old = { info: async () => 'redis_version:5.0.14\r\nmaxmemory_policy:noeviction\r\n' };
  await expect(checkRedis(old)).rejects.toMatchObject({
    code: 'redis-too-old',
    message: expect.stringMatching(/use 6\.2 or later.*5\.0\.14/),
  });
});

test('[BAD-5] a Redis that is not there, or wants a password, is a coded error and no stack', async () => {
  const port = await freePort();
  const told = { status: 1, err: expect.stringMatching(/^no-redis: .*check address, password and network.*\n$/) };
  expect(await refused({ REDIS_URL: `redis://127.0.0.1:${port}` })).toEqual(told);
  await ownRedis(home.dir, port, spawned, ['--requirepass', 'a password of this test']);
  const wrong = await refused({ REDIS_URL: `redis://:wrong@127.0.0.1:${port}` });
  expect(wrong).toEqual(told);
  expect(wrong.err).not.toContain('wrong@');
});

test('[BAD-6] faulty bureau files are all named with file, line and field', async () => {
  await writeFile(
    join(home.dir, 'bureau', 'departments.yaml'),
    '- { code: goods, name: 处, en: Goods }\n- { code: goods, name: : }\n',
  );
  expect(await refused()).toEqual({ status: 1, err: expect.stringMatching(/^bad-config: .*departments\.yaml:2 /s) });
});

test('[BAD-7] faulty settings are all named, and what they hold is not', async () => {
  const { status, err } = await refused({
    YUNTING_TOKEN_SECRET: 'too short',
    YUNTING_PORT: 'http',
    REDIS_URL: 'nowhere',
  });
  expect(status).toBe(1);
  expect(err).toMatch(/^bad-config: /);
  for (const variable of ['YUNTING_TOKEN_SECRET', 'YUNTING_PORT', 'REDIS_URL']) expect(err).toContain(variable);
  expect(err).not.toContain('too short');
});

test('[BAD-8] without redis-server the start says what to install', async () => {
  const { status, err } = await refused({ PATH: home.dir });
  expect({ status, err }).toEqual({ status: 1, err: expect.stringMatching(/^no-redis: .*(apt-get|brew) install/) });
});
