import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { channels } from '../channels/registry.ts';
import { asyncApiText } from '../protocol/asyncapi.ts';
import { CodedError, errorCodes } from '../protocol/codes.ts';
import { bodyLimit, coded, errorMessage, ofFastify } from './errors.ts';
import { type IntakeSettings, takeIn } from './intake.ts';
import { indexPage, type PageLink, pageHeaders } from './page.ts';
import { type RateSettings, rateRoutes } from './rate.ts';

export interface HttpSettings extends IntakeSettings, RateSettings {
  log: Logger;
  /** Why the server cannot serve now; none: it can. */
  ready(): string[];
  /** What else of this server can be looked at; listed on the index page. */
  links: PageLink[];
  draining(): boolean;
}

/** A link holds a token. */
const maxParamLength = 2048;
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
  const { log, ready, links, draining } = settings;
  const app = Fastify({
    bodyLimit,
    requestTimeout: 10_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength },
  });

  // The signature is over the bytes as they came.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.setErrorHandler((error, _request, reply) => {
    const refused = coded(ofFastify(error, 'application/json'), log);
    const { http, retryable } = errorCodes[refused.code];
    if (retryable) reply.header('retry-after', '1');
    return reply.code(http).send(errorMessage(refused));
  });
  app.setNotFoundHandler(() => {
    throw new CodedError('not-found', 'no such address');
  });

  app.get('/', (_request, reply) => reply.headers(pageHeaders).send(indexPage([...ownLinks, ...links])));
  app.get('/healthz', () => ({ ok: true }));
  app.get('/readyz', (_request, reply) => {
    const reasons = draining() ? ['the server is stopping'] : ready();
    return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons });
  });
  app.get('/asyncapi.json', (_request, reply) => reply.type('application/json').send(asyncApiText()));

  app.get<{ Params: { channel: string } }>('/intake/:channel', ({ params }) => {
    const channel = channels.get(params.channel);
    if (!channel) throw new CodedError('not-found', 'no such channel');
    return z.toJSONSchema(channel.schema, { io: 'input' });
  });
  app.post<{ Params: { channel: string } }>('/intake/:channel', ({ params, body, headers, ip }) => {
    if (draining()) throw new CodedError('stopping');
    return takeIn(settings, params.channel, typeof body === 'string' ? body : '', headers, ip);
  });
  app.register(rateRoutes(settings));
  return app;
}
