import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { CodedError } from '../protocol/codes.ts';
import { takeLockFile } from './lockfile.ts';
import { serverPid, shortSocketPath } from './socket.ts';

export interface EmbeddedOptions {
  /** Folder of its files; made if it is not there. One server at a time may use it. */
  dataDir: string;
  /** `always`: nothing acknowledged is ever lost. `everysec`: up to a second may be, when the machine fails. */
  fsync?: 'always' | 'everysec';
  /** It ended without `stop()`, for example killed. Starting it again is the caller's to do. */
  onExit?: (how: string) => void;
  /** False forces the way of systems without util-linux; by itself it is used only where it must be. */
  utilLinux?: boolean;
}

export interface EmbeddedRedis {
  socketPath: string;
  pid: number;
  /** `portable`: there is no util-linux here; the folder's lock and the end with the parent are own work. */
  guard: 'util-linux' | 'portable';
  /** Ends it in good order and resolves when it has ended. */
  stop(): Promise<void>;
}

/** Exit status of flock when the lock is held. */
const LOCKED = 75;
/** A predecessor that is told to end needs a moment to let go of the folder. */
const LOCK_WAIT_S = 3;
/** Loading a long journal takes a while; a server that is not up after this is given up. */
const START_MS = 120_000;
const STOP_MS = 10_000;

/**
 * Starts a private redis-server on a unix socket in the data folder. It listens on no port and dies with
 * this process, also when that is killed. Call it from the main thread only: the kernel ties the death signal
 * to the thread that started the child. Rejects with `data-in-use` or `no-redis`.
 */
export async function startEmbeddedRedis(options: EmbeddedOptions): Promise<EmbeddedRedis> {
  if (!isMainThread) throw new Error('the embedded Redis must be started from the main thread');
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (spawnSync('redis-server', ['--version']).status !== 0) throw new CodedError('no-redis', installCommand());

  const lock = join(dataDir, 'lock');
  const guard = options.utilLinux !== false && hasUtilLinux() ? 'util-linux' : 'portable';
  const settings = redisSettings(dataDir, options.fsync ?? 'always');
  const unlock = guard === 'portable' ? takeLockFile(lock) : () => {};
  const log = openSync(join(dataDir, 'redis.log'), 'a', 0o600);
  const child = guard === 'portable' ? spawnPortable(settings, log) : spawnGuarded(lock, settings, log);
  closeSync(log);
  const ended = once(child, 'exit').finally(unlock);

  const socketPath = shortSocketPath(dataDir);
  await answering(child, socketPath).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    await ended;
    if (child.exitCode === LOCKED) throw new CodedError('data-in-use', dataDir);
    throw new CodedError('no-redis', `${error instanceof Error ? error.message : error}; ${lastLine(dataDir)}`);
  });

  let stopping = false;
  ended.then(([code, signal]) => {
    if (!stopping) options.onExit?.(signal ?? `status ${code}`);
  });
  return {
    socketPath,
    pid: child.pid ?? 0,
    guard,
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(giveUp);
    },
  };
}

/** Relative paths are meant: `--dir` makes the folder current first, so the socket's path has no length to mind. */
function redisSettings(dataDir: string, fsync: string): string[] {
  const settings = {
    dir: dataDir,
    port: '0',
    unixsocket: 'redis.sock',
    unixsocketperm: '700',
    appendonly: 'yes',
    appendfsync: fsync,
    'auto-aof-rewrite-percentage': '100',
    'auto-aof-rewrite-min-size': '64mb',
    // The append-only file holds all; a snapshot beside it would only write everything twice.
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/** The death signal is set first, so that a parent's end is also seen while the lock is waited for. */
function spawnGuarded(lock: string, settings: string[], log: number): ChildProcess {
  const flock = ['flock', '-w', String(LOCK_WAIT_S), '-F', '-E', String(LOCKED), lock];
  const command = ['--pdeathsig', 'TERM', ...flock, 'redis-server', ...settings];
  return spawn('setpriv', command, { detached: true, stdio: ['ignore', log, log] });
}

/** The pipe on its standard input closes with the parent, however that ends; a shell beside it waits for that. */
function spawnPortable(settings: string[], log: number): ChildProcess {
  const script = 'exec 3<&0; (cat <&3 >&2; kill -TERM $$) & exec redis-server "$@" 3<&- </dev/null';
  return spawn('sh', ['-c', script, 'sh', ...settings], { detached: true, stdio: ['pipe', log, log] });
}

function hasUtilLinux(): boolean {
  return spawnSync('setpriv', ['--pdeathsig', 'TERM', 'flock', '-n', '-F', '/dev/null', 'true']).status === 0;
}

function installCommand(): string {
  return process.platform === 'darwin' ? 'brew install redis' : 'sudo apt-get install redis-server';
}

/** Resolves when this very child answers on the socket: another server, or none, may stand there before. */
async function answering(child: ChildProcess, socketPath: string): Promise<void> {
  const until = Date.now() + START_MS;
  if (child.pid === undefined) throw new Error('no process could be started');
  while ((await serverPid(socketPath)) !== child.pid) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('redis-server ended at once');
    if (Date.now() > until) throw new Error(`redis-server was not up after ${START_MS / 1000} s`);
    await pause(10);
  }
}

function lastLine(dataDir: string): string {
  return readFileSync(join(dataDir, 'redis.log'), 'utf8').trimEnd().split('\n').at(-1) ?? '';
}
