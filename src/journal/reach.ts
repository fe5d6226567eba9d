import { resolve } from 'node:path';
import type { Settings } from '../config/env.ts';
import { CodedError } from '../protocol/codes.ts';
import { checkRedis, type RedisFacts } from './checks.ts';
import { connected, disconnect, type RedisAddress, redisClient } from './client.ts';
import { startEmbeddedRedis } from './embedded.ts';
import { serverPid, shortSocketPath } from './socket.ts';

/**
 * The Redis that holds the journal, for a command beside the server: the operator's, that of a server which runs on
 * the data folder now, or one started for the moment. Call `stop` at the end.
 */
export async function reachRedis(settings: Settings): Promise<{ at: RedisAddress; stop(): Promise<void> }> {
  if (settings.redisUrl !== undefined) return { at: { url: settings.redisUrl }, stop: async () => {} };
  const socketPath = shortSocketPath(resolve(settings.dataDir));
  if ((await serverPid(socketPath)) !== null) return { at: { socketPath }, stop: async () => {} };
  return startEmbeddedRedis({ dataDir: settings.dataDir, fsync: settings.fsync }).then((own) => ({
    at: { socketPath: own.socketPath },
    stop: own.stop,
  }));
}

/** Asks a Redis whether it may hold a journal. Rejects with `no-redis` when none answers, else as `checkRedis`. */
export async function inspectRedis(at: RedisAddress): Promise<RedisFacts> {
  const client = redisClient(at, () => {});
  try {
    await connected(client);
    return await checkRedis(client);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    const { message } = error as Error;
    throw new CodedError('no-redis', `none answers: check address, password and network; ${message}`);
  } finally {
    await disconnect(client);
  }
}
