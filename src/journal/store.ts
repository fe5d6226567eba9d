import { connected, disconnect, type RedisAddress, type RedisClient, redisClient } from './client.ts';
import { journalKeys } from './keys.ts';

/** A hash of the bureau's in Redis. Every method rejects when Redis is away. */
export interface StoredHash {
  get(field: string): Promise<string | null>;
  /** Tells whether the field was new. */
  setNew(field: string, value: string): Promise<boolean>;
  set(field: string, value: string): Promise<void>;
  remove(field: string): Promise<void>;
}

export interface Store {
  /** What is overwritten here soon leaves the append-only file too. */
  persons: StoredHash;
  files: StoredHash;
  /** Bytes that Redis has allocated. */
  memoryUsed(): Promise<number>;
  close(): Promise<void>;
}

/** Many erasures that follow each other are one rewriting. */
const GATHER_MS = 1_000;

/** What the bureau keeps beside its journal; on a connection of its own, so that no append waits behind it. */
export async function openStore(
  bureau: string,
  at: RedisAddress,
  onError: (error: Error) => void = () => {},
): Promise<Store> {
  const client = redisClient(at, onError);
  await connected(client);
  const keys = journalKeys(bureau);
  const hash = (key: string): StoredHash => ({
    get: (field) => client.hGet(key, field),
    setNew: async (field, value) => (await client.hSetNX(key, field, value)) === 1,
    set: async (field, value) => {
      await client.hSet(key, field, value);
    },
    remove: async (field) => {
      await client.hDel(key, field);
    },
  });
  const persons = hash(keys.persons);
  const purge = purger(client);
  return {
    persons: {
      ...persons,
      async set(field, value) {
        await persons.set(field, value);
        purge();
      },
    },
    files: hash(keys.files),
    memoryUsed: async () => Number(/^used_memory:(\d+)/m.exec(await client.info('memory'))?.[1]),
    close: () => disconnect(client),
  };
}

/** Has the append-only file written anew: until then it holds what was overwritten. */
function purger(client: RedisClient): () => void {
  let asked = false;
  const purge = () => {
    if (asked) return;
    asked = true;
    setTimeout(async () => {
      asked = false;
      // One under way may have begun too early; where an operator forbids it, the operator sees to it.
      await client.bgRewriteAof().catch((error: Error) => error.message.includes('in progress') && purge());
    }, GATHER_MS).unref();
  };
  return purge;
}
