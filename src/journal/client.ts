import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { scripts } from './scripts.ts';

/** Where a Redis is: an address (`redis://`, `rediss://`) or a unix socket. */
export type RedisAddress = { url: string } | { socketPath: string };

/** A connection that does not answer for this long is given up; so is an attempt to connect. */
const SILENT_MS = 2_000;

/**
 * A client on which nothing hangs. A lost connection rejects what was in flight and is made again by itself;
 * meanwhile every command is rejected at once instead of being queued, so that the caller may refuse work.
 * A silent peer (a stopped process, a black hole) is found by the ping and the socket's timeout. `onError`
 * hears of every failed connection.
 */
export function redisClient(at: RedisAddress, onError: (error: Error) => void) {
  const common = {
    connectTimeout: SILENT_MS,
    socketTimeout: SILENT_MS,
    // Without jitter all nodes of a bureau would come back in the same millisecond.
    reconnectStrategy: (retries: number) => Math.min(25 * 2 ** retries, 500) * (0.75 + Math.random() / 2),
  };
  const client = createClient({
    ...('url' in at ? { url: at.url, socket: common } : { socket: { ...common, path: at.socketPath, tls: false } }),
    scripts,
    pingInterval: SILENT_MS / 2,
    disableOfflineQueue: true,
    // Nothing waits to be written beyond the socket's own timeout; the client's default is a timer an append, which
    // makes an exception five seconds after each.
    commandOptions: { timeout: 0 },
    maintNotifications: 'disabled',
  });
  client.on('error', onError);
  return client;
}
export type RedisClient = ReturnType<typeof redisClient>;

/** Resolves when the client is connected; rejects with the reason when the (next) attempt fails. */
export async function connected(client: RedisClient): Promise<void> {
  // The first attempt's failure is told by the 'error' event, as those of all later ones are.
  if (!client.isOpen) client.connect().catch(() => {});
  if (!client.isReady) await once(client, 'ready', { signal: AbortSignal.timeout(2 * SILENT_MS) });
}

/** Ends the connection: in good order where there is one that still answers. */
export async function disconnect(client: RedisClient): Promise<void> {
  // A connection that is lost while it waits for its last answers never reports its end.
  if (client.isReady) await Promise.race([client.close(), sleep(SILENT_MS, undefined, { ref: false })]);
  client.destroy();
}
