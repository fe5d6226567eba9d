import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Link, Materials } from '../ports.ts';
import type { LineView } from '../protocol/catalogue.ts';
import { CodedError } from '../protocol/codes.ts';
import { perAddress } from './addresses.ts';
import { bearerRoutes } from './bearer.ts';
import { catalogueRoutes, publicView } from './catalogue.ts';
import { chooseRoutes } from './choose.ts';
import type { Limits } from './limits.ts';
import { materialRoutes } from './material.ts';
import { selfServiceRoutes } from './self-service.ts';
import type { Tokens } from './tokens.ts';

export interface ApiSettings {
  link: Link;
  tokens: Tokens;
  /** Without them no files are taken. */
  materials?: Materials | undefined;
  /** How long one would wait now. */
  lines(): Promise<readonly LineView[]>;
  /** The hall of an open ticket. */
  hallOf(ticket: string): string | undefined;
  /** Whose pages may write, besides those of the address that was asked. */
  origins(): readonly string[];
  httpLimits: Pick<Limits, 'reads' | 'writes'>;
  draining(): boolean;
}

/** What the pages ask over HTTP: JSON by bearer tokens, for pages of our own origin. */
export function apiRoutes(settings: ApiSettings): FastifyPluginAsync {
  const { link, lines, materials, origins, httpLimits, draining } = settings;
  const shown = publicView(link, lines);
  const mayRead = perAddress(httpLimits.reads);
  const mayWrite = perAddress(httpLimits.writes);
  return async (app: FastifyInstance) => {
    app.addHook('onRequest', async (request, reply) => {
      reply.headers(headers);
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (!(reads ? mayRead : mayWrite)(request.ip)) throw new CodedError('too-fast');
      if (reads) return;
      if (!isOurs(request, origins())) throw new CodedError('forbidden', 'this origin may not write');
      if (draining()) throw new CodedError('stopping');
    });
    bearerRoutes(app, settings);
    catalogueRoutes(app, shown);
    selfServiceRoutes(app, { ...settings, ...shown });
    chooseRoutes(app, settings);
    if (materials !== undefined)
      app.register(async (files) => materialRoutes(files, { ...settings, ...shown, materials }));
  };
}

const headers = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/** Whoever is no browser names no origin. */
function isOurs({ headers: { origin }, host }: FastifyRequest, others: readonly string[]): boolean {
  if (origin === undefined || others.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
