import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../../src/bureau/commands.ts';
import { readSettings } from '../../../src/config/env.ts';
import { identitySource } from '../../../src/gateway/identity.ts';
import { ownSecret, webhookSecret } from '../../../src/gateway/secrets.ts';
import { tokens } from '../../../src/gateway/tokens.ts';
import { reachRedis } from '../../../src/journal/reach.ts';
import { redisJournal } from '../../../src/journal/redis.ts';
import { serverPid, shortSocketPath } from '../../../src/journal/socket.ts';
import type { Bearer } from '../../../src/protocol/principal.ts';
import type { WrittenFiles } from '../../unit/tiny-bureau.ts';
import { writeBureau } from './bureau.ts';
import { type Env, Served, yunting } from './process.ts';

async function all(batches: AsyncIterable<Step[]>): Promise<Step[]> {
  const steps: Step[] = [];
  for await (const batch of batches) steps.push(...batch);
  return steps;
}

export const freePort = (): Promise<number> =>
  new Promise((found) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });

/** A place where servers of one bureau live one after the other: a folder, fixed ports, keys to sign with. */
export class Home {
  readonly dir: string;
  readonly env: Env;
  readonly url: string;
  readonly wsUrl: string;
  readonly #tokens: ReturnType<typeof tokens>;
  readonly #own: Uint8Array;
  readonly #served: Served[] = [];

  static async make(change?: (files: WrittenFiles) => void, more: Env = {}): Promise<Home> {
    const dir = await mkdtemp(join(tmpdir(), 'yunting-test-'));
    await writeBureau(join(dir, 'bureau'), change);
    return new Home(dir, await freePort(), more);
  }

  private constructor(dir: string, port: number, more: Env) {
    this.dir = dir;
    this.env = {
      YUNTING_BUREAU_DIR: join(dir, 'bureau'),
      YUNTING_DATA_DIR: join(dir, 'data'),
      YUNTING_PORT: String(port),
      YUNTING_METRICS_PORT: '0',
      YUNTING_TOKEN_SECRET: 'the shared secret of a test, long enough',
      YUNTING_CHECKPOINT_EVERY: '1s',
      ...more,
    };
    this.url = `http://127.0.0.1:${port}`;
    this.wsUrl = `ws://127.0.0.1:${port}/ws`;
    const settings = readSettings(this.env);
    this.#own = ownSecret(settings.dataDir);
    this.#tokens = tokens({ own: this.#own, audience: settings.tokenAudience, ...identitySource(settings) });
  }

  get dataDir(): string {
    return this.env.YUNTING_DATA_DIR!;
  }

  token(by: Bearer): Promise<string> {
    return this.#tokens.sign(by, 3600);
  }

  webhookSecret(channel: string): string {
    return webhookSecret(this.#own, channel);
  }

  /** Starts a server here; resolves when it takes requests. */
  serve(more: Env = {}): Promise<Served> {
    return this.begin(more).up();
  }

  begin(more: Env = {}): Served {
    const served = new Served({ ...this.env, ...more });
    this.#served.push(served);
    return served;
  }

  yunting(args: string[], more: Env = {}) {
    return yunting(args, { ...this.env, ...more });
  }

  /** Process id of the embedded Redis; null while there is none that answers. */
  redisPid(): Promise<number | null> {
    return serverPid(shortSocketPath(this.dataDir));
  }

  /** The whole journal, and the checkpoint's sequence, as they stand. */
  async journal(bureau = 'tiny'): Promise<Step[]> {
    const redis = await reachRedis(readSettings(this.env));
    const journal = redisJournal({ bureau, at: redis.at });
    try {
      return await all(journal.read(0));
    } finally {
      await journal.close();
      await redis.stop();
    }
  }

  /** Ends whatever still runs here and removes the folder. */
  async leave(): Promise<void> {
    await Promise.all(this.#served.map((served) => served.kill()));
    // The embedded Redis ends with its parent, a moment later.
    while ((await this.redisPid()) !== null) await new Promise((resolve) => setTimeout(resolve, 20));
    await rm(this.dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}
