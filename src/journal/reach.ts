import { resolve } from 'node:path';
import type { Settings } from '../config/env.ts';
import type { RedisAddress } from './client.ts';
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
