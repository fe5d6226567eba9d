import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CodedError } from '../protocol/codes.ts';
import type { BearerView } from '../protocol/http.ts';
import type { Bearer, Principal } from '../protocol/principal.ts';
import type { Tokens } from './tokens.ts';

/** Whose token a request carries. Rejects with `unauthenticated` (detail `expired` when it has ended) or `unavailable`. */
export async function bearerOf(
  { headers }: FastifyRequest,
  tokens: Tokens,
): Promise<{ bearer: Bearer; expiresAt: number }> {
  const [scheme = '', token, ...more] = (headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() !== 'bearer' || !token || more.length > 0)
    throw new CodedError('unauthenticated', 'send authorization: Bearer <token>');
  return tokens.identify(token).catch((error: unknown) => {
    const late = error instanceof CodedError && error.code === 'unauthenticated' && error.detail?.includes('"exp"');
    throw late ? new CodedError('unauthenticated', 'expired') : error;
  });
}

/** The same of whoever may speak to the bureau; an officer has to choose a station first. */
export async function principalOf(request: FastifyRequest, tokens: Tokens): Promise<Principal> {
  const { bearer } = await bearerOf(request, tokens);
  if (bearer.role === 'officer') throw new CodedError('forbidden', 'choose a station first');
  return bearer;
}

/** `GET /session`: what a token is good for, so that a page can say why it does not open. */
export function bearerRoutes(app: FastifyInstance, { tokens }: { tokens: Tokens }): void {
  app.get('/session', async (request): Promise<BearerView> => {
    const { bearer, expiresAt } = await bearerOf(request, tokens);
    const { sub, ...claims } = bearer;
    return { ...claims, ...(bearer.role !== 'taxpayer' && { sub }), expiresAt };
  });
}
