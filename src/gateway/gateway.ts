import type { AddressInfo } from 'node:net';
import { noStandards } from '../config/standards.ts';
import { CodedError } from '../protocol/codes.ts';
import { type HttpSettings, httpServer } from './http.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { serveSockets } from './sockets.ts';

export interface GatewaySettings extends Omit<HttpSettings, 'draining' | 'links' | 'ratings'> {
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** Origins besides the server's own whose pages may connect, e.g. `https://hall.example`. */
  origins?: readonly string[];
  links?: HttpSettings['links'];
  ratings?: HttpSettings['ratings'];
  limits?: Partial<Limits>;
}

export interface Gateway {
  /** Where it can be reached from this machine. */
  url: string;
  /** Open connections, those before hello included. */
  sessions(): number;
  /** Refuses new work with `stopping`, answers what is under way, sends everybody away; HTTP goes on answering. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

const drainMs = 5_000;
const closeMs = 2_000;

/** Opens the door: WebSocket sessions and HTTP on one port. Rejects with `port-in-use`. */
export async function startGateway(settings: GatewaySettings): Promise<Gateway> {
  const { host, port, log, link, tokens, links = [], origins = [] } = settings;
  let draining = false;
  let own: string[] = [];
  const app = httpServer({ ratings: () => noStandards.ratings, ...settings, links, draining: () => draining });
  const limits = { ...defaultLimits, ...settings.limits };
  const sockets = serveSockets(app.server, { link, tokens, log, limits, origins: () => [...own, ...origins] });

  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new CodedError('port-in-use', `${host}:${port}`) : error;
  });
  const { port: bound } = app.server.address() as AddressInfo;
  own = [...new Set(['127.0.0.1', 'localhost', host])].map((name) => `http://${inUrl(name)}:${bound}`);

  return {
    url: `http://${inUrl(['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host)}:${bound}`,
    sessions: sockets.count,
    async drain() {
      draining = true;
      await sockets.drain(drainMs);
    },
    async close() {
      draining = true;
      sockets.close();
      // What is not answered by then has nobody left to answer it.
      const late = setTimeout(() => app.server.closeAllConnections(), closeMs);
      await app.close();
      clearTimeout(late);
    },
  };
}

const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);
