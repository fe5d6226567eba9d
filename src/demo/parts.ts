import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import type { Clock } from '../clock.ts';
import { readSettings, type Settings } from '../config/env.ts';
import { loadBureau } from '../config/load.ts';
import type { Bureau, StationConfig } from '../config/schema.ts';
import type { Visits } from '../gateway/visits.ts';
import type { Committed } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';
import type { Principal } from '../protocol/principal.ts';
import { type Server, startServer } from '../server.ts';
import type { Orders } from '../simulate/city/orders.ts';
import { cityChannels } from '../simulate/city/profile.ts';
import type { Tokens } from '../simulate/city/world.ts';
import type { Stage } from './stage.ts';

export const bureauDir = fileURLToPath(new URL('../../config/guangzhou', import.meta.url));
const pagesDir = fileURLToPath(new URL('../../dist/web', import.meta.url));
/** Longer than anybody lets a demonstration run; in s. */
export const tokenLife = 24 * 3600;
/** More than ever are before a screen at once in one hall. */
const taxpayersInHall = 50;
const usualPorts = { port: 8080, metricsPort: 9464 };

export interface DemoServer {
  bureau: Bureau;
  /** `host:port` where the channels hear of their letters. */
  mailbox: string;
  clock: Clock;
  committed?: Committed;
  visits?: Visits;
  /** A folder, new or empty, that keeps the data. */
  data?: string | undefined;
}

/** A server with its own Redis in a folder of its own, both gone at the end of the run unless a folder is named. */
export async function demoServer(stage: Stage, { mailbox, data, ...options }: DemoServer): Promise<Server> {
  const dataDir = data === undefined ? await passingFolder(stage) : await emptyFolder(data);
  const start = async (ports: typeof usualPorts) =>
    startServer(await demoSettings(dataDir, mailbox, ports), {
      ...options,
      log: pino({ level: 'error' }, pino.destination(2)),
      onFenced: () => stage.end('服务器失去了数据 the server lost its bureau'),
    });
  const server = await start(usualPorts).catch((error: unknown) => {
    // Between the look and the start another demonstration has taken the usual one.
    if (error instanceof CodedError && error.code === 'port-in-use') return start({ port: 0, metricsPort: 0 });
    throw error;
  });
  stage.undo(() => server.stop());
  stage.force(() => kill(server.redisPid()));
  return server;
}

async function passingFolder(stage: Stage): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'yunting-demo-'));
  const removing = { recursive: true, force: true, maxRetries: 5 };
  stage.undo(() => rm(dir, removing));
  stage.force(() => rmSync(dir, removing));
  return dir;
}

/** What another demonstration left lies in days that are still to come for this one. */
async function emptyFolder(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true });
  if ((await readdir(dir)).length > 0) throw new CodedError('bad-message', `${dir} is not empty: name a new folder`);
  return dir;
}

function kill(pid: number | null): void {
  try {
    if (pid !== null) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The settings of a server for the demonstration alone: nothing of the environment counts. */
async function demoSettings(dataDir: string, mailbox: string, ports: typeof usualPorts): Promise<Settings> {
  return readSettings({
    YUNTING_BUREAU_DIR: bureauDir,
    YUNTING_PAGES_DIR: pagesDir,
    YUNTING_DATA_DIR: dataDir,
    YUNTING_PORT: await freePort(ports.port),
    YUNTING_METRICS_PORT: await freePort(ports.metricsPort),
    YUNTING_CALLBACK_ALLOW: mailbox,
  });
}

/** The bureau of the files, with the city as the place where all channels hear of results. */
export async function demoBureau(mailbox: string): Promise<Bureau> {
  const bureau = await loadBureau(bureauDir);
  const channels = [...bureau.channels].map(
    ([code, channel]) => [code, { ...channel, callback: `http://${mailbox}/${code}` }] as const,
  );
  return { ...bureau, channels: new Map(channels) };
}

/**
 * What the city needs of the server to speak to it: addresses, secrets, and tokens for all who have a session. The
 * station `free` is left to somebody else.
 */
export async function accessTo(
  server: Server,
  bureau: Bureau,
  free?: StationConfig,
): Promise<Omit<Orders, 'time' | 'seed'>> {
  const sign = (by: Principal) => server.tokens.sign(by, tokenLife);
  const tokens: Tokens = {
    stations: await signed(
      [...bureau.stations.values()].filter((station) => station !== free),
      async ({ id, hall }) => [id, await sign({ role: 'station', sub: `officer-${id}`, hall, station: id })],
    ),
    taxpayers: await signed(bureau.halls.keys(), async (hall) => {
      const some = Array.from({ length: taxpayersInHall }, (_, n) =>
        sign({ role: 'taxpayer', sub: `${hall}-${n}`, hall }),
      );
      return [hall, await Promise.all(some)];
    }),
    departments: await signed(bureau.departments.keys(), async (department) => [
      department,
      await sign({ role: 'department', sub: `officer-${department}`, department }),
    ]),
    supervisors: await signed(bureau.halls.keys(), async (hall) => [
      hall,
      await sign({ role: 'supervisor', sub: `supervisor-${hall}`, halls: [hall] }),
    ]),
    chief: await sign({ role: 'supervisor', sub: 'supervisor-centre', halls: '*' }),
  };
  const secrets = Object.fromEntries(cityChannels.map((code) => [code, server.webhookSecrets.get(code) ?? '']));
  return { url: server.url, wsUrl: server.wsUrl, bureauDir, tokens, secrets };
}

async function signed<T, K>(keys: Iterable<K>, sign: (key: K) => Promise<[string, T]>): Promise<Record<string, T>> {
  return Object.fromEntries(await Promise.all([...keys].map(sign)));
}

/** The usual port if nobody listens there; else 0, any free one. */
export function freePort(usual: number): Promise<string> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve('0'));
    probe.listen(usual, '127.0.0.1', () => probe.close(() => resolve(String(usual))));
  });
}
