import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { archiveDays } from '../../src/archive/archive.ts';
import { readSettings } from '../../src/config/env.ts';
import { connected, disconnect, type RedisClient, redisClient } from '../../src/journal/client.ts';
import { reachRedis } from '../../src/journal/reach.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { tinyBureau, tinyStandards, type WrittenFiles } from '../unit/tiny-bureau.ts';
import { Home } from './support/home.ts';
import { exchange, type Speaker } from './support/speaker.ts';

export type Body = Record<string, unknown>;

/** A channel's own server: takes whatever is delivered to it. */
export class Mailbox {
  readonly letters: Body[] = [];
  readonly #server: Server;
  #heard: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Mailbox> {
    const server = createServer(async (request, response) => {
      box.letters.push(JSON.parse(await text(request)));
      response.end();
      for (const look of box.#heard.splice(0)) look();
    });
    const box = new Mailbox(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return box;
  }

  get endpoint(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The first letter that is like this, now or when it comes. */
  async got(like: (letter: Body) => boolean): Promise<Body> {
    for (;;) {
      const letter = this.letters.find(like);
      if (letter !== undefined) return letter;
      await new Promise<void>((resolve) => this.#heard.push(resolve));
    }
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** A place whose bureau has standards, time enough for everything, and channels that are told of it in one mailbox. */
export async function practiceHome(change: (files: WrittenFiles) => void = () => {}) {
  const mail = await Mailbox.open();
  const home = await Home.make(
    (files) => {
      practice(files, mail);
      change(files);
    },
    { YUNTING_CALLBACK_ALLOW: mail.endpoint, YUNTING_LOG_LEVEL: 'debug', YUNTING_CHECKPOINT_EVERY: '200ms' },
  );
  return { home, mail };
}

export function practice(files: WrittenFiles, mail: Mailbox): void {
  const { bureau } = files;
  for (const channel of Object.values(bureau.channels)) channel.callback = `http://${mail.endpoint}/letters`;
  for (const rules of [bureau.rules.document, bureau.rules.video, bureau.rules.voice])
    Object.assign(rules, { offer: '60s', steps: [{ scope: 'hall' }] });
  Object.assign(bureau.policy, { pace: '0s', rate: '2d' });
  files.standards = tinyStandards();
}

export const director: Principal = { role: 'supervisor', sub: 'director', halls: ['north'] };
export const southern: Principal = { role: 'supervisor', sub: 'southern', halls: ['south'] };
export const wall: Principal = { role: 'reader', sub: 'wall', halls: '*' };
export const goods: Principal = { role: 'department', sub: 'clerk', department: 'goods' };
export { exchange };

/** Takes the station's next offer. */
export async function take(station: Speaker, ticket: string): Promise<void> {
  const { offer } = await station.told('offer', ({ offer }) => offer.ticket.id === ticket);
  await station.does({ type: 'accept', offer: offer.id });
}

/** A Redis client on the home's own store. */
export async function withRedis<T>(home: Home, use: (client: RedisClient) => Promise<T>): Promise<T> {
  const redis = await reachRedis(readSettings(home.env));
  const client = redisClient(redis.at, () => {});
  await connected(client);
  try {
    return await use(client);
  } finally {
    await disconnect(client);
    await redis.stop();
  }
}

/** Archives everything as on a day a month from now; `now` is real. */
export async function archiveAll(home: Home): Promise<void> {
  const redis = await reachRedis(readSettings(home.env));
  const journal = redisJournal({ bureau: 'tiny', at: redis.at });
  const now = Date.now() + 30 * 24 * 3_600_000;
  try {
    await archiveDays({ journal, bureau: tinyBureau(), dir: join(home.dataDir, 'archive'), now });
  } finally {
    await journal.close();
    await redis.stop();
  }
}

/** All keys and values of Redis, one text a key. */
export async function redisTexts(client: RedisClient): Promise<[where: string, text: string][]> {
  const texts: [string, string][] = [];
  for (const key of await client.keys('*')) texts.push([`redis ${key}`, `${key} ${await textOf(client, key)}`]);
  return texts;
}

async function textOf(client: RedisClient, key: string): Promise<string> {
  switch (await client.type(key)) {
    case 'string':
      return (await client.get(key)) ?? '';
    case 'hash':
      return JSON.stringify(await client.hGetAll(key));
    case 'list':
      return JSON.stringify(await client.lRange(key, 0, -1));
    case 'set':
      return JSON.stringify(await client.sMembers(key));
    case 'zset':
      return JSON.stringify(await client.zRange(key, 0, -1));
    case 'stream':
      return JSON.stringify(await client.xRange(key, '-', '+'));
    default:
      throw new Error(`${key} is of a type that is not looked at`);
  }
}

/** Every file of the data folder, unpacked: Redis's own are written without compression first. */
export async function fileTexts(home: Home): Promise<[where: string, text: string][]> {
  const entries = await readdir(home.dataDir, { recursive: true, withFileTypes: true });
  const texts: [string, string][] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    texts.push([`file ${entry.name}`, (entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')]);
  }
  return texts;
}

/** Has Redis write its snapshot and its append-only file anew, as plain as they can be. */
export async function writeOut(client: RedisClient): Promise<void> {
  await client.configSet('rdbcompression', 'no');
  for (const [write, busy] of [
    ['BGREWRITEAOF', 'aof_rewrite_in_progress:1'],
    ['SAVE', 'rdb_bgsave_in_progress:1'],
  ] as const) {
    await client.sendCommand([write]).catch(() => {});
    while ((await client.info('persistence')).includes(busy)) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
