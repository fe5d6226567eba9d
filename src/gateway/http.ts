import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { channels } from '../channels/registry.ts';
import { asyncApiText } from '../protocol/asyncapi.ts';
import { CodedError, type ErrorCode, errorCodes } from '../protocol/codes.ts';
import { type ApiSettings, apiRoutes } from './api.ts';
import { bodyLimit, coded, errorMessage, ofFastify } from './errors.ts';
import { type IntakeSettings, takeIn } from './intake.ts';
import { indexPage, type PageLink, pageHeaders } from './page.ts';
import { pageLinks, pageRoutes } from './pages.ts';
import { type RateSettings, rateRoutes } from './rate.ts';
import type { Tally } from './tally.ts';
import type { Visits } from './visits.ts';

export interface HttpSettings extends IntakeSettings, RateSettings, ApiSettings {
  log: Logger;
  tally?: Tally | undefined;
  /** Why the server cannot serve now; none: it can. */
  ready(): string[];
  /** What else of this server can be looked at; listed on the index page. */
  links: PageLink[];
  draining(): boolean;
  /** Folder of the built pages. */
  pagesDir: string;
  visits?: Visits | undefined;
  /** Addresses and networks whose word on where a request came from is believed. */
  trustedProxies: readonly string[];
}

const intakeRoute = '/intake/:channel';
type IntakeParams = { channel: string };
/** A link holds a token. */
const maxParamLength = 2048;
/** Within this a request has to be there and answered; an upload has longer. */
const handlerTimeout = 10_000;
const requestTimeout = 5 * 60_000;
/** Who was answered early may go on sending for so long, so that the answer is still read. */
const lingerMs = 5_000;
const ownLinks: PageLink[] = [
  { href: '/readyz', zh: '是否可以服务', en: 'whether it can serve' },
  { href: '/healthz', zh: '进程是否在运行', en: 'whether the process runs' },
  { href: '/asyncapi.json', zh: 'WebSocket 协议文档', en: 'the WebSocket protocol (AsyncAPI 3)' },
  ...[...channels.keys()].map((code) => ({
    href: `/intake/${code}`,
    zh: `${code} 渠道的进件格式`,
    en: `webhook body of the channel ${code}`,
  })),
];

/** What stands beside the WebSocket: health, documents, webhooks. Every error is one of the table. */
export function httpServer(settings: HttpSettings): FastifyInstance {
  const { log, ready, links, draining, trustedProxies } = settings;
  const app = Fastify({
    bodyLimit,
    requestTimeout,
    handlerTimeout,
    http: { headersTimeout: handlerTimeout },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength },
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
  });
  app.addHook('onResponse', async ({ raw }) => {
    if (!raw.complete) setTimeout(() => raw.complete || raw.destroy(), lingerMs).unref();
  });

  /** Whatever is written in the address: only channels that have an intake are counted. */
  const took = (params: unknown, code: 'ok' | ErrorCode) => {
    const { channel } = params as IntakeParams;
    if (settings.secrets.has(channel)) settings.tally?.webhook(channel, code);
  };

  // The signature is over the bytes as they came.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.setErrorHandler((error, request, reply) => {
    const refused = coded(ofFastify(error, 'application/json'), log);
    if (request.method === 'POST' && request.routeOptions.url === intakeRoute) took(request.params, refused.code);
    const { http, retryable } = errorCodes[refused.code];
    if (retryable) reply.header('retry-after', '1');
    return reply.code(http).send(errorMessage(refused));
  });
  app.setNotFoundHandler(() => {
    throw new CodedError('not-found', 'no such address');
  });

  app.get('/', (_request, reply) => reply.headers(pageHeaders).send(indexPage([...pageLinks, ...ownLinks, ...links])));
  app.get('/healthz', () => ({ ok: true }));
  app.get('/readyz', (_request, reply) => {
    const reasons = draining() ? ['the server is stopping'] : ready();
    return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons });
  });
  app.get('/asyncapi.json', (_request, reply) => reply.type('application/json').send(asyncApiText()));

  app.get<{ Params: IntakeParams }>(intakeRoute, ({ params }) => {
    const channel = channels.get(params.channel);
    if (!channel) throw new CodedError('not-found', 'no such channel');
    return z.toJSONSchema(channel.schema, { io: 'input' });
  });
  app.post<{ Params: IntakeParams }>(intakeRoute, async ({ params, body, headers, ip }) => {
    if (draining()) throw new CodedError('stopping');
    const taken = await takeIn(settings, params.channel, typeof body === 'string' ? body : '', headers, ip);
    took(params, 'ok');
    return taken;
  });
  app.register(rateRoutes(settings));
  app.register(pageRoutes(settings.pagesDir, (page) => settings.visits?.loaded(page)));
  app.register(apiRoutes(settings), { prefix: '/api' });
  return app;
}
