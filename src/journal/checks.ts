import { CodedError } from '../protocol/codes.ts';

export interface RedisFacts {
  version: string;
  /** What may go wrong with this Redis, in plain words; empty when nothing was found. */
  warnings: string[];
}

/** COPY, XTRIM MINID and exclusive ranges came with this version. */
const LEAST: readonly [number, number] = [6, 2];

/**
 * Tells whether a Redis may hold a journal. Asks INFO only: managed services often forbid CONFIG. Throws
 * `redis-too-old` or `redis-evicts`; what an operator may have chosen on purpose is a warning.
 */
export async function checkRedis(client: { info(): Promise<string> }): Promise<RedisFacts> {
  const info = new Map((await client.info()).split('\r\n').map(pair));
  const version = info.get('redis_version') ?? 'unknown';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) throw new CodedError('redis-too-old', version);

  const policy = info.get('maxmemory_policy') ?? 'unknown';
  if (policy !== 'noeviction') throw new CodedError('redis-evicts', `maxmemory-policy is ${policy}`);

  const warnings: string[] = [];
  if (info.get('aof_enabled') !== '1')
    warnings.push('the append-only file is off: a restart of Redis loses tickets; set appendonly to yes');
  if (info.get('role') === 'slave') warnings.push('this is a replica: it takes no writes; name the primary');
  return { version, warnings };
}

function pair(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1)];
}
