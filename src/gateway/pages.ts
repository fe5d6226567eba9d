import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../protocol/codes.ts';
import { type Built, builtPages } from './built.ts';
import { type PageLink, pageHeaders, unbuiltPage } from './page.ts';

/** The pages of the build, as the index page names them. */
export const pageLinks: readonly PageLink[] = [
  { href: '/my/', zh: '办税排队', en: 'for taxpayers' },
  { href: '/desk/', zh: '云窗口工作台', en: 'the desk of windows and seats' },
  { href: '/board/', zh: '值班长台', en: 'the supervisor’s board' },
  { href: '/department/', zh: '快速响应台', en: 'questions to departments' },
];

/** One segment without anything that leads elsewhere. */
const assetName = /^[\w-]+(\.[\w-]+)+$/;
/** What may stand beside the pages: icons and the like. */
const besideName = /^[\w-]+\.(svg|png|ico|webmanifest)$/;
const year = 'public, max-age=31536000, immutable';

/** Serves the built pages of a folder; while a page is not built, one that says what to do. `loaded` hears of each. */
export function pageRoutes(dir: string, loaded: (page: string) => void): FastifyPluginAsync {
  const built = builtPages(dir);
  return async (app: FastifyInstance) => {
    for (const { href } of pageLinks) {
      app.get(href.slice(0, -1), (_request, reply) => reply.redirect(href, 308));
      app.get(href, async (request, reply) => {
        const file = await built(`${href.slice(1)}index.html`, false);
        if (file === null) return reply.code(503).headers(pageHeaders).send(unbuiltPage);
        loaded(href);
        return sendBuilt(file, request, reply.headers(documentHeaders(request.host)), 'no-cache');
      });
    }
    app.get<{ Params: { file: string } }>('/assets/:file', async (request, reply) => {
      const { file } = request.params;
      return sendBuilt(assetName.test(file) ? await built(`assets/${file}`, true) : null, request, reply, year);
    });
    app.get<{ Params: { file: string } }>('/:file', async (request, reply) => {
      const { file } = request.params;
      return sendBuilt(besideName.test(file) ? await built(file, false) : null, request, reply, 'no-cache');
    });
  };
}

/** Sends a file in the encoding that is taken, or that it is the same as before. Throws `not-found` for none. */
export async function sendBuilt(file: Built | null, { headers }: FastifyRequest, reply: FastifyReply, caching: string) {
  if (file === null) throw new CodedError('not-found', 'no such address');
  reply.headers({
    etag: file.etag,
    vary: 'accept-encoding',
    'cache-control': caching,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  if (headers['if-none-match']?.split(/,\s*/).includes(file.etag)) return reply.code(304).send();
  const { encoding, body } = await file.as(headers['accept-encoding']);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type(file.type).send(body);
}

/**
 * No script but our own files, no frame around us, nobody else told of us. Styles stand inline because Ant Design writes
 * them at run time. `host`: some browsers do not count a WebSocket of one's own host as of one's own origin.
 */
function documentHeaders(host: string): Record<string, string> {
  const sockets = /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host) ? ` ws://${host} wss://${host}` : '';
  return {
    'content-security-policy': [
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      "media-src 'self' blob:",
      `connect-src 'self'${sockets}`,
      "object-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ].join('; '),
    'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
  };
}
