import { type ChildProcess, spawn } from 'node:child_process';

/** A Redis of an operator's own on a port, which keeps its data in a folder. Resolves when it answers. */
export async function ownRedis(
  dir: string,
  port: number,
  spawned: ChildProcess[],
  more: string[] = [],
): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'yes'];
  const redis = spawn('redis-server', [...settings, '--appendfsync', 'always', ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  spawned.push(redis);
  await new Promise<void>((resolve) => {
    redis.stdout.on('data', (line) => String(line).includes('Ready to accept') && resolve());
  });
  return redis;
}
