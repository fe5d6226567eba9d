import type { Settings } from '../config/env.ts';
import type { IdentitySource } from './tokens.ts';

/** Who says who somebody is, by the settings: an identity provider's keys, a shared secret, or only ourselves. */
export function identitySource(settings: Settings): { source?: IdentitySource } {
  const issuer = settings.tokenIssuer;
  if (settings.jwksUrl !== undefined) return { source: { issuer, jwks: new URL(settings.jwksUrl) } };
  if (settings.tokenSecret === undefined) return {};
  return { source: { issuer, secret: new TextEncoder().encode(settings.tokenSecret) } };
}
