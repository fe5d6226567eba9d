import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CodedError } from '../protocol/codes.ts';

export interface Prometheus {
  url: string;
  version: string;
  /** Ends it in good order, or by force after 10 s, and resolves when it has ended. */
  stop(): Promise<void>;
  kill(): void;
}

export interface PrometheusOptions {
  /** The text of its configuration file. */
  config: string;
  /** Where its data is kept; made if it is not there. */
  dataDir: string;
  port: number;
  /** It ended without `stop()`. */
  onExit: (how: string) => void;
}

/** It reads what it had written before; that of a demonstration takes seconds. */
const START_MS = 60_000;
const STOP_MS = 10_000;

/**
 * Starts the system's Prometheus on the loopback address; on Linux it ends with this process, however that ends.
 * Rejects with `no-prometheus` where there is none, or when it does not start.
 */
export async function startPrometheus({ config, dataDir, port, onExit }: PrometheusOptions): Promise<Prometheus> {
  const version = installedVersion();
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'prometheus.yaml');
  await writeFile(file, config);

  const address = `127.0.0.1:${port}`;
  const command = [
    'prometheus',
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, 'tsdb')}`,
    `--web.listen-address=${address}`,
  ];
  const [program = '', ...rest] = hasSetpriv() ? ['setpriv', '--pdeathsig', 'TERM', ...command] : command;
  // A group of its own: Ctrl-C is meant for us, and we end it.
  const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr.on('data', (text) => {
    said = `${said}${text}`.slice(-2_000);
  });
  const ended = once(child, 'exit');
  let stopping = false;
  void ended.then(([status, signal]) => {
    if (!stopping) onExit(signal ?? `status ${status}`);
  });
  const stop = async () => {
    stopping = true;
    child.kill('SIGTERM');
    const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(giveUp);
  };

  const url = `http://${address}`;
  if (!(await ready(url, ended))) {
    await stop();
    throw new CodedError('no-prometheus', `it did not start: ${said.trim().split('\n').at(-1)}`);
  }
  return { url, version, stop, kill: () => child.kill('SIGKILL') };
}

/** Throws `no-prometheus` with the command that installs it. */
export function installedVersion(): string {
  const { status, stdout, stderr } = spawnSync('prometheus', ['--version'], { encoding: 'utf8' });
  const [, version] = /version (\S+)/.exec(`${stdout}${stderr}`) ?? [];
  if (status === 0 && version !== undefined) return version;
  const darwin = process.platform === 'darwin';
  throw new CodedError('no-prometheus', darwin ? 'brew install prometheus' : 'sudo apt-get install prometheus');
}

const hasSetpriv = () => spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0;

async function ready(url: string, ended: Promise<unknown>): Promise<boolean> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const until = Date.now() + START_MS;
  while (!over && Date.now() < until) {
    const answer = await fetch(`${url}/-/ready`).catch(() => null);
    if (answer?.ok) return true;
    await pause(100);
  }
  return false;
}
