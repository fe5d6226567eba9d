import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { readSettings, type Settings } from '../config/env.ts';
import { loadBureau } from '../config/load.ts';
import type { Bureau } from '../config/schema.ts';
import type { Server } from '../server.ts';
import type { Orders } from '../simulate/city/orders.ts';
import type { Tokens } from '../simulate/city/world.ts';

export const bureauDir = fileURLToPath(new URL('../../config/guangzhou', import.meta.url));
/** Longer than anybody lets a demonstration run; in s. */
export const tokenLife = 24 * 3600;
/** More than ever are before a screen at once in one hall. */
const taxpayersInHall = 50;
const usualPorts = { port: 8080, metricsPort: 9464 };

/** The settings of a server for the demonstration alone: nothing of the environment counts. */
export async function demoSettings(dataDir: string, mailbox: string): Promise<Settings> {
  return readSettings({
    YUNTING_BUREAU_DIR: bureauDir,
    YUNTING_DATA_DIR: dataDir,
    YUNTING_PORT: await freePort(usualPorts.port),
    YUNTING_METRICS_PORT: await freePort(usualPorts.metricsPort),
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

/** What the city needs of the server to speak to it: addresses, secrets, and tokens for all who have a session. */
export async function accessTo(server: Server, bureau: Bureau): Promise<Omit<Orders, 'time' | 'seed'>> {
  const stations = [...bureau.stations.values()].map(async ({ id, hall }) => {
    const officer = { role: 'station', sub: `officer-${id}`, hall, station: id } as const;
    return [id, await server.tokens.sign(officer, tokenLife)] as const;
  });
  const taxpayers = [...bureau.halls.keys()].map(async (hall) => {
    const some = Array.from({ length: taxpayersInHall }, (_, n) =>
      server.tokens.sign({ role: 'taxpayer', sub: `${hall}-${n}`, hall }, tokenLife),
    );
    return [hall, await Promise.all(some)] as const;
  });
  const tokens: Tokens = {
    stations: Object.fromEntries(await Promise.all(stations)),
    taxpayers: Object.fromEntries(await Promise.all(taxpayers)),
  };
  const { etax = '', vtax = '', booth = '', phone = '' } = Object.fromEntries(server.webhookSecrets);
  return { url: server.url, wsUrl: server.wsUrl, bureauDir, tokens, secrets: { etax, vtax, booth, phone } };
}

/** The usual port if nobody listens there; else 0, any free one. */
function freePort(usual: number): Promise<string> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve('0'));
    probe.listen(usual, '127.0.0.1', () => probe.close(() => resolve(String(usual))));
  });
}
