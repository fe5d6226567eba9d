import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/channels/registry.ts';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { asking, closing, openOutbox, type Received, secret, startReceiver } from './delivery-rig.ts';

let folder: string;
let redis: EmbeddedRedis;
let at: { socketPath: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yunting-delivery-'));
  redis = await startEmbeddedRedis({ dataDir: folder, fsync: 'everysec' });
  at = { socketPath: redis.socketPath };
});
afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true });
});

const verified = ({ headers, body }: Received) => new Webhook(secret).verify(body, headers as Record<string, string>);

describe('a delivery', () => {
  it('[DLV-5] is posted once, signed, under its job id', async () => {
    const receiver = await startReceiver();
    const outbox = openOutbox({ code: 'once', callback: receiver.url, connection: at });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 1);
    await outbox.close();

    expect(receiver.all).toHaveLength(1);
    const received = receiver.all[0]!;
    expect(received.id).toBe('d-1-0');
    expect(received.headers['content-type']).toMatch('application/json');
    const result = { channel: 'etax', ticket: 't1', ref: 'case-1', outcome: 'resolved', reply: '您的申报已受理' };
    expect(verified(received)).toEqual({ ...result, closedAt: 1_001 });
    expect(() => verified({ ...received, body: received.body.replace('t1', 't2') })).toThrow('signature');
    expect(outbox.ended).toEqual(['etax delivered']);
    await receiver.close();
  });

  it('[DLV-5] goes only to channels that have a callback', async () => {
    const receiver = await startReceiver();
    const outbox = openOutbox({ code: 'others', callback: receiver.url, connection: at });
    outbox.committed(closing(1, 'phone'), []);
    outbox.committed(closing(2), []);
    await outbox.until((ended) => ended.length === 1);
    await outbox.close();
    expect(receiver.all.map((received) => received.id)).toEqual(['d-2-0']);
    await receiver.close();
  });

  it.each([500, 503, 408, 409, 429, 302])('[DLV-6] is tried again after %i', async (status) => {
    const receiver = await startReceiver((n) => (n === 1 ? status : 204));
    const outbox = openOutbox({ code: `again-${status}`, callback: receiver.url, connection: at });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 2);
    await outbox.close();
    expect(outbox.ended).toEqual(['etax retry', 'etax delivered']);
    expect(receiver.all.map((received) => received.id)).toEqual(['d-1-0', 'd-1-0']);
    for (const received of receiver.all) verified(received);
    await receiver.close();
  });

  it('[DLV-6] is tried again when the receiver does not answer in time', async () => {
    const silent = createTcpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const address = silent.address() as { port: number };
    const callback = `http://127.0.0.1:${address.port}/`;
    const outbox = openOutbox({ code: 'silent', callback, connection: at, timeoutMs: 50 });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 3);
    expect(outbox.ended).toEqual(['etax retry', 'etax retry', 'etax dead']);
    expect(await outbox.deadLetters()).toMatchObject([{ job: 'd-1-0', error: expect.stringContaining('timeout') }]);
    await outbox.close();
    silent.close();
  });

  it.each([400, 401, 404, 410, 422])('[DLV-7] is dead at once after %i', async (status) => {
    const receiver = await startReceiver(() => status);
    const outbox = openOutbox({ code: `dead-${status}`, callback: receiver.url, connection: at });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 1);
    expect(outbox.ended).toEqual(['etax dead']);
    expect(await outbox.deadLetters()).toMatchObject([{ attempts: 1, error: `the receiver answered ${status}` }]);
    await outbox.close();
    expect(receiver.all).toHaveLength(1);
    await receiver.close();
  });

  it('[DLV-8] leaves neither reply nor reference in the log, and no stack in Redis', async () => {
    const receiver = await startReceiver(() => 500);
    const outbox = openOutbox({ code: 'quiet', callback: receiver.url, connection: at });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 3);
    await outbox.close();
    expect(outbox.logged).toHaveLength(3);
    expect(JSON.stringify(outbox.logged)).not.toMatch(/case-1|受理/);
    const client = new Redis(at.socketPath);
    expect(await client.hget('yunting:{quiet}:bull:deliveries:d-1-0', 'stacktrace')).toBe('[]');
    await client.quit();
    await receiver.close();
  });
});

describe('a letter', () => {
  const known = { channel: 'etax', ref: 'case-1', slot: null, person: null };
  const opened = async (payload: unknown, ticket: string) =>
    JSON.parse(JSON.stringify(payload).replaceAll('sealed:', `${ticket}:`));

  it('[DLV-13] is told in its channel’s words, signed; its sealed texts are opened as it is sent, and not in Redis', async () => {
    let away = true;
    const receiver = await startReceiver(() => (away ? 500 : 200));
    const outbox = openOutbox({
      code: 'letters',
      callback: receiver.url,
      connection: at,
      ticketOf: () => known,
      payloadOf: wordsOf,
      unseal: opened,
    });
    outbox.committed(asking(1), []);
    await outbox.until((ended) => ended.length === 3);
    const client = new Redis(at.socketPath);
    expect(await client.hget('yunting:{letters}:bull:deliveries:d-1-0', 'data')).toContain('sealed:加盖公章');
    await client.quit();
    expect(await outbox.deadLetters()).toMatchObject([{ job: 'd-1-0', kind: 'supplement', ticket: 't1' }]);
    expect(JSON.stringify(outbox.logged)).not.toMatch(/公章|case-1/);
    away = false;
    await outbox.redeliver('d-1-0');
    await outbox.until((ended) => ended.length === 4);
    await outbox.close();
    expect(verified(receiver.all.at(-1)!)).toEqual({
      event: 'supplement_wanted',
      submission_no: 'case-1',
      ticket: 't1',
      items: ['licence'],
      note: 't1:加盖公章',
      until: '1970-01-01T00:00:09.000Z',
    });
    await receiver.close();
  });

  it('[DLV-13] whose texts cannot be opened now is tried again, and never sent sealed', async () => {
    const receiver = await startReceiver();
    let tries = 0;
    const outbox = openOutbox({
      code: 'sealed',
      callback: receiver.url,
      connection: at,
      ticketOf: () => known,
      payloadOf: wordsOf,
      unseal: async (payload, ticket) => {
        if (++tries === 1) throw new Error('the keys are away');
        return opened(payload, ticket);
      },
    });
    outbox.committed(asking(1), []);
    await outbox.until((ended) => ended.length === 2);
    await outbox.close();
    expect(outbox.ended).toEqual(['etax retry', 'etax delivered']);
    expect(receiver.all).toHaveLength(1);
    expect(receiver.all[0]?.body).not.toContain('sealed:');
    await receiver.close();
  });

  it('[DLV-14] that asks for a rating gets its link as it is sent, and the link stands nowhere else', async () => {
    const receiver = await startReceiver();
    const outbox = openOutbox({
      code: 'ratings',
      callback: receiver.url,
      connection: at,
      payloadOf: wordsOf,
      ratingLink: async (ticket, until) => `https://rate.example/${ticket}?until=${until}`,
    });
    const step = closing(1);
    step.events = step.events.map((e) => (e.type === 'ticket.closed' ? { ...e, rateUntil: 5_000 } : e));
    outbox.committed(step, []);
    await outbox.until((ended) => ended.length === 2);
    const client = new Redis(at.socketPath);
    expect(await client.hget('yunting:{ratings}:bull:deliveries:d-1-0-r', 'data')).toContain('"link":null');
    await client.quit();
    await outbox.close();
    const rating = receiver.all.find(({ id }) => id === 'd-1-0-r');
    expect(rating).toBeDefined();
    expect(verified(rating!)).toMatchObject({
      event: 'rating_wanted',
      link: 'https://rate.example/t1?until=5000',
      until: '1970-01-01T00:00:05.000Z',
    });
    await receiver.close();
  });
});

describe('dead letters', () => {
  it('[DLV-9] a receiver that is down leaves dead letters; redelivered, they arrive under their old id', async () => {
    const gone = await startReceiver();
    await gone.close();
    let callback = gone.url;
    const receiver = await startReceiver();
    const outbox = openOutbox({ code: 'down', callback, connection: at, allow: [gone.hostPort, receiver.hostPort] });
    outbox.committed(closing(1), []);
    outbox.committed(closing(2), []);
    await outbox.until((ended) => ended.filter((how) => how === 'etax dead').length === 2);

    const letters = await outbox.deadLetters();
    expect(letters.map((letter) => letter.job).sort()).toEqual(['d-1-0', 'd-2-0']);
    expect(letters[0]).toMatchObject({ channel: 'etax', attempts: 3, error: expect.stringContaining('ECONNREFUSED') });
    expect(letters[0]!.at).toBeLessThanOrEqual(Date.now());
    expect(await outbox.deadLetters(1)).toHaveLength(1);
    expect(await outbox.depths()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 2 });
    await outbox.close();

    callback = receiver.url;
    const later = openOutbox({ code: 'down', callback, connection: at });
    await later.redeliver('d-1-0');
    await later.until((ended) => ended.length === 1);
    expect(receiver.all.map((received) => received.id)).toEqual(['d-1-0']);
    expect((await later.deadLetters()).map((letter) => letter.job)).toEqual(['d-2-0']);
    await expect(later.redeliver('d-1-0')).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(later.redeliver('d-9-9')).rejects.toMatchObject({ code: 'not-found' });
    await later.close();
    await receiver.close();
  });

  it('[DLV-9] a redelivery has all its attempts again', async () => {
    const receiver = await startReceiver((n) => (n <= 5 ? 500 : 200));
    const outbox = openOutbox({ code: 'anew', callback: receiver.url, connection: at });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 3);
    await outbox.redeliver('d-1-0');
    await outbox.until((ended) => ended.length === 6);
    expect(outbox.ended.slice(3)).toEqual(['etax retry', 'etax retry', 'etax delivered']);
    await outbox.close();
    await receiver.close();
  });

  it('[DLV-10] a channel without a secret is never sent anything unsigned', async () => {
    const receiver = await startReceiver();
    const outbox = openOutbox({ code: 'unsigned', callback: receiver.url, connection: at, secrets: new Map() });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 1);
    expect(await outbox.deadLetters()).toMatchObject([{ error: expect.stringContaining('secret') }]);
    await outbox.close();
    expect(receiver.all).toEqual([]);
    await receiver.close();
  });

  it('[DLV-10] a channel for which there are no words is told nothing', async () => {
    const receiver = await startReceiver();
    const payloadOf = () => undefined;
    const outbox = openOutbox({ code: 'wordless', callback: receiver.url, connection: at, payloadOf });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 1);
    expect(outbox.ended).toEqual(['etax dead']);
    await outbox.close();
    expect(receiver.all).toEqual([]);
    await receiver.close();
  });

  it('[DLV-10] a secret that is not base64 is a fault of the configuration', () => {
    const secrets = new Map([['etax', 'whsec_***']]);
    const open = () => openOutbox({ code: 'faulty', callback: 'http://127.0.0.1:9/', connection: at, secrets });
    expect(open).toThrow(expect.objectContaining({ code: 'bad-config' }));
  });
});

describe('the guard', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost/',
    'https://localhost:8443/',
  ])('[DLV-24] nothing is sent to %s', async (callback) => {
    const code = `guard-${Buffer.from(callback).toString('hex').slice(-24)}`;
    const outbox = openOutbox({ code, callback, connection: at, allow: [] });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 1);
    expect(outbox.ended).toEqual(['etax dead']);
    expect(await outbox.deadLetters()).toMatchObject([{ attempts: 1, error: expect.stringContaining('not public') }]);
    await outbox.close();
  });

  it('[DLV-24] nothing reaches a server inside, by whatever name, unless its host and port are allowed', async () => {
    const receiver = await startReceiver();
    const port = receiver.hostPort.split(':')[1]!;
    for (const host of ['127.0.0.1', 'localhost', '0x7f.1']) {
      const callback = `http://${host}:${port}/`;
      const code = `inside-${host.replaceAll('.', '-')}`;
      const outbox = openOutbox({ code, callback, connection: at, allow: [] });
      outbox.committed(closing(1), []);
      await outbox.until((ended) => ended.length === 1);
      expect(await outbox.deadLetters()).toMatchObject([{ error: expect.stringContaining('allow its host:port') }]);
      await outbox.close();
    }
    expect(receiver.all).toEqual([]);
    const allowed = openOutbox({ code: 'inside-allowed', callback: receiver.url, connection: at });
    allowed.committed(closing(1), []);
    await allowed.until((ended) => ended.length === 1);
    await allowed.close();
    expect(receiver.all).toHaveLength(1);
    await receiver.close();
  });

  it('[DLV-24] a redirect, to wherever, is not followed', async () => {
    const receiver = await startReceiver(() => 307);
    const outbox = openOutbox({ code: 'redirect', callback: receiver.url, connection: at, retry: { attempts: 1 } });
    outbox.committed(closing(1), []);
    await outbox.until((ended) => ended.length === 1);
    expect(await outbox.deadLetters()).toMatchObject([{ error: 'the receiver answered 307' }]);
    await outbox.close();
    expect(receiver.all).toHaveLength(1);
    await receiver.close();
  });
});
