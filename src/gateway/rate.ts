import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Logger } from 'pino';
import type { Standards } from '../config/standards.ts';
import type { Link } from '../ports.ts';
import { CodedError, errorCodes } from '../protocol/codes.ts';
import { rate } from '../protocol/commands.ts';
import type { Principal } from '../protocol/principal.ts';
import { coded, ofFastify } from './errors.ts';
import { pageHeaders } from './page.ts';
import { errorPage, ratePage, thanksPage } from './rate-page.ts';
import type { Tokens } from './tokens.ts';

export interface RateSettings {
  link: Link;
  tokens: Tokens;
  log: Logger;
  /** Words of the grades, and reasons that may be given for them, as the standards have them now. */
  ratings(): Standards['ratings'];
  draining(): boolean;
}

const media = 'application/x-www-form-urlencoded';

type Asked = { Params: { token: string }; Body: string };

/** 好差评 by link: `/rate/<token>` is a form without scripts; the token is its taxpayer's, for the one ticket. */
export function rateRoutes({ link, tokens, log, ratings, draining }: RateSettings): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    app.addContentTypeParser(media, { parseAs: 'string' }, (_request, body, done) => done(null, body));
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers(pageHeaders);
    });
    app.setErrorHandler((error, _request, reply) => {
      const refused = coded(ofFastify(error, media), log);
      const { http, retryable } = errorCodes[refused.code];
      if (retryable) reply.header('retry-after', '1');
      return reply.code(http).send(errorPage(refused));
    });

    app.get<Asked>('/rate/:token', async ({ params }) => {
      const { ticket } = await holder(tokens, params.token);
      return ratePage(ticket, ratings());
    });

    app.post<Asked>('/rate/:token', async ({ params, body, ip }) => {
      if (draining()) throw new CodedError('stopping');
      const by = await holder(tokens, params.token);
      const { answer } = await link.command({ ...ratingOf(by.ticket, body), by }, ip);
      if (!answer.ok) throw new CodedError(answer.code, answer.detail);
      return thanksPage(by.ticket);
    });
  };
}

type Holder = Principal & { role: 'taxpayer'; ticket: string };

/** Whom a link was made for. Throws `already-rated` when its time is over, else what `verify` throws. */
async function holder(tokens: Tokens, token: string): Promise<Holder> {
  const { principal: by } = await tokens.verify(token).catch((error: unknown) => {
    const late = error instanceof CodedError && error.code === 'unauthenticated' && error.detail?.includes('"exp"');
    throw late ? new CodedError('already-rated') : error;
  });
  if (by.role !== 'taxpayer' || by.ticket === undefined) throw new CodedError('unauthenticated', 'not a rating link');
  return { ...by, ticket: by.ticket };
}

/** The same form sent twice is the same command. Reasons count where they belong to the grade that was chosen. */
function ratingOf(ticket: string, body: string) {
  const form = new URLSearchParams(body);
  const grade = form.get('grade') ?? '';
  const reasons = form.getAll(`reasons-${grade}`);
  const comment = (form.get('comment') ?? '').replaceAll('\r\n', '\n').trim();
  const print = createHash('sha256').update(JSON.stringify([ticket, grade, reasons, comment]));
  return rate.parse({
    type: 'rate',
    id: `rl:${print.digest('base64url')}`,
    ticket,
    grade: grade === '' ? undefined : Number(grade),
    reasons,
    ...(comment !== '' && { comment }),
  });
}
