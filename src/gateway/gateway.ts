import type { AddressInfo } from 'node:net';
import { noStandards } from '../config/standards.ts';
import { CodedError } from '../protocol/codes.ts';
import { type HttpSettings, httpServer } from './http.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { serveSockets } from './sockets.ts';

type Given = Omit<HttpSettings, 'draining' | 'origins' | 'httpLimits' | Spared>;
/** What a gateway may be without. */
type Spared = 'links' | 'ratings' | 'lines' | 'hallOf' | 'pagesDir' | 'trustedProxies';

export interface GatewaySettings extends Given, Partial<Pick<HttpSettings, Spared>> {
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** Origins besides the server's own whose pages may connect, e.g. `https://hall.example`. */
  origins?: readonly string[];
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

/** Nobody to ask and nothing to show. */
const bare: Pick<HttpSettings, Spared> = {
  links: [],
  ratings: () => noStandards.ratings,
  lines: async () => [],
  hallOf: () => undefined,
  pagesDir: '',
  trustedProxies: [],
};
const drainMs = 5_000;
const closeMs = 2_000;

/** Opens the door: WebSocket sessions and HTTP on one port. Rejects with `port-in-use`. */
export async function startGateway(settings: GatewaySettings): Promise<Gateway> {
  const { host, port, log, link, tokens } = settings;
  let draining = false;
  let own: string[] = [];
  const limits = { ...defaultLimits, ...settings.limits };
  const origins = () => [...own, ...(settings.origins ?? [])];
  const app = httpServer({ ...bare, ...settings, origins, httpLimits: limits, draining: () => draining });
  const sockets = serveSockets(app.server, {
    link,
    tokens,
    log,
    limits,
    tally: settings.tally,
    visits: settings.visits,
    origins,
  });

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
