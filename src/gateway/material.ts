import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { inHalls } from '../bureau/decide/rights.ts';
import type { Link, Materials } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';
import { fileName, materialsAsked, otherItem } from '../protocol/http.ts';
import type { SessionView } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';
import { principalOf } from './bearer.ts';
import type { Public } from './catalogue.ts';
import type { Tokens } from './tokens.ts';

export interface MaterialRoutes extends Pick<Public, 'catalogue'> {
  link: Link;
  tokens: Tokens;
  materials: Materials;
  /** The hall of an open ticket. */
  hallOf(ticket: string): string | undefined;
}

/** 10 MB in this time is a slow line; whoever is slower tries with smaller pictures. Holds in both directions. */
const handlerTimeout = 5 * 60_000;
/** Nothing comes for so long: the line is dead. */
const silentMs = 30_000;
const shown = /^(image\/|application\/pdf$)/;

type Download = { Params: { ticket: string; file: string } };
type Upload = { Params: { item: string }; Querystring: { ticket?: string } };

/** Files that a taxpayer supplies, and whoever serves the ticket looks at: nobody does without a trace of it. */
export function materialRoutes(app: FastifyInstance, { link, tokens, materials, catalogue, hallOf }: MaterialRoutes) {
  // Bodies are files: they are not read before it is known whose they are.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.setErrorHandler((error) => {
    throw (error as { code?: string }).code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' ? new CodedError('wrong-type') : error;
  });

  const viewOf = async (by: Principal, ip: string) =>
    (await link.ask({ type: 'view', id: randomUUID() }, by, ip)) as SessionView;

  const mayRead = async (by: Principal, ticket: string, ip: string) => {
    if (by.role === 'supervisor') {
      const hall = hallOf(ticket) ?? materials.hallOf(ticket);
      return hall != null && inHalls(by.halls, hall);
    }
    if (by.role === 'taxpayer' && by.ticket !== undefined) return by.ticket === ticket;
    if (by.role !== 'taxpayer' && by.role !== 'station') return false;
    const { station, tickets } = await viewOf(by, ip);
    if (by.role === 'taxpayer') return tickets.some(({ id }) => id === ticket);
    return station?.officer === by.sub && station.work.some((work) => work.ticket === ticket);
  };

  app.put<Upload>('/materials/:item', { handlerTimeout }, async (request) => {
    const { params, query, headers, raw, ip } = request;
    const by = await principalOf(request, tokens);
    if (by.role !== 'taxpayer') throw new CodedError('forbidden', 'files come from the taxpayer');
    const ticket = by.ticket ?? materialsAsked.parse(query).ticket;
    const open = (await viewOf(by, ip)).tickets.find(({ id }) => id === ticket);
    if (open === undefined) throw new CodedError('not-found', ticket);
    await checkItem(open.business, params.item);
    raw.setTimeout(silentMs, () => raw.destroy());
    return materials.take(
      { ticket, hall: open.hall, item: params.item, mediaType: headers['content-type'] ?? '', name: nameOf(headers) },
      bytesOf(raw),
    );
  });

  const checkItem = async (business: string, item: string) => {
    if (item === otherItem) return;
    const { businesses } = await catalogue();
    const known = businesses.find(({ code }) => code === business)?.materials.map(({ code }) => code) ?? [];
    if (!known.includes(item)) throw new CodedError('unknown-item', `it is one of ${[...known, otherItem].join(', ')}`);
  };

  app.get('/materials', async (request) => {
    const by = await principalOf(request, tokens);
    const { ticket } = materialsAsked.parse(request.query);
    if (!(await mayRead(by, ticket, request.ip))) throw new CodedError('not-found', ticket);
    return materials.list(ticket);
  });

  app.get<Download>('/materials/:ticket/:file', { handlerTimeout }, async (request, reply) => {
    const by = await principalOf(request, tokens);
    const { ticket, file } = request.params;
    const found = (await mayRead(by, ticket, request.ip)) ? await materials.open(`${ticket}/${file}`) : null;
    if (found === null) throw new CodedError('not-found', 'no such file');
    if (by.role !== 'taxpayer')
      await link.opening({ ticket, ref: found.material.ref }, by, request.ip).catch((error) => {
        found.body.destroy();
        throw error;
      });
    const { item, contentType, bytes } = found.material;
    const inline = shown.test(contentType);
    return reply
      .headers({
        'content-type': inline ? contentType : 'application/octet-stream',
        'content-length': bytes,
        'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${item}.${found.ending}"`,
        'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      })
      .send(found.body);
  });
}

/** The name as the taxpayer has it: tells the kind of a file whose type the browser does not know. */
function nameOf({ 'x-file-name': written }: IncomingMessage['headers']): string | undefined {
  if (written === undefined) return undefined;
  try {
    return fileName.parse(decodeURIComponent(String(written)));
  } catch {
    throw new CodedError('bad-message', 'x-file-name: expected a name of at most 100 characters, url-encoded');
  }
}

/** What is refused half-way leaves the line open, so that the sender hears why. */
const bytesOf = (raw: IncomingMessage): AsyncIterable<Buffer> => raw.iterator({ destroyOnReturn: false });
