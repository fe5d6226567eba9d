import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What figures were measured on. Names no host, no user and no path. */
export interface Machine {
  date: string;
  command: string;
  cores: number;
  cpu: string;
  memory: string;
  system: string;
  node: string;
  redis: string;
}

export function machine(command: string): Machine {
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    command,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${type()} ${release().split('-')[0]}`,
    node: process.versions.node,
    redis: /v=(\S+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown',
  };
}
