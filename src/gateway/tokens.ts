import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
  SignJWT,
} from 'jose';
import { CodedError } from '../protocol/codes.ts';
import { type Bearer, bearer, type Officer, type Principal } from '../protocol/principal.ts';
import { pseudonym } from './secrets.ts';

/** Who says who somebody is. Without one, the server's own secret signs and is believed for every role. */
export type IdentitySource = { issuer: string; secret: Uint8Array } | { issuer: string; jwks: URL };

export interface TokenSettings {
  /** The server's own secret, at least 32 bytes: signs the links of taxpayers and keys their pseudonyms. */
  own: Uint8Array;
  /** Whom tokens are for; pinned on every token. */
  audience: string;
  source?: IdentitySource;
}

export interface Tokens {
  /**
   * Signs a token that lives for `seconds`. A taxpayer's is always signed by the server's own secret and carries
   * the pseudonym of `sub`. Rejects with `forbidden` when the role's keys are an identity provider's (JWKS).
   */
  sign(by: Bearer, seconds: number): Promise<string>;
  /**
   * The token of a station for an officer whose own token was verified. Signed by the server's own secret whoever
   * vouched for the officer, and marked as exchanged: only so is our own word on staff believed beside a provider's.
   */
  exchange(officer: Officer, station: string, seconds: number): Promise<string>;
  /** Whose token it is and until when (ms, real time). Rejects with `unauthenticated`, or `unavailable` without the keys. */
  identify(token: string): Promise<{ bearer: Bearer; expiresAt: number }>;
  /** The same of whoever may open a session or give a command. Rejects with `forbidden` for an officer without a station. */
  verify(token: string): Promise<{ principal: Principal; expiresAt: number }>;
  /** The name by which the bureau knows a taxpayer. */
  pseudonym(taxpayer: string): string;
}

interface Authority {
  issuer: string;
  algorithms: string[];
  key: JWTVerifyGetKey;
  /** Absent when only somebody else can sign. */
  secret?: Uint8Array;
}

const leastSecretBytes = 32;
/** Only chooses the key to check with; the signature still has to hold. */
const ownKey = 'own';
const exchangedClaim = 'exchanged';

export function tokens({ own, audience, source }: TokenSettings): Tokens {
  const ours = sharing('yunting', own);
  const staff = source === undefined ? ours : 'jwks' in source ? remote(source) : sharing(source.issuer, source.secret);

  const written = (claims: JWTPayload, { issuer, secret }: Authority & { secret: Uint8Array }, seconds: number) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', ...(secret === own && { kid: ownKey }) })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(new Date(Date.now() + seconds * 1000))
      .sign(secret);

  const identify = async (token: string) => {
    const byUs = kidOf(token) === ownKey;
    const { issuer, algorithms, key } = byUs ? ours : staff;
    const pinned = { issuer, algorithms, audience, requiredClaims: ['exp', 'sub'] };
    const { payload } = await jwtVerify(token, key, pinned).catch((error: unknown) => {
      throw refusal(error);
    });
    const parsed = bearer.safeParse(payload);
    if (!parsed.success) throw new CodedError('unauthenticated', `claim ${parsed.error.issues[0]?.path.join('.')}`);
    const by = parsed.data;
    const exchanged = by.role === 'station' && payload[exchangedClaim] === true;
    if (by.role !== 'taxpayer' && byUs && staff !== ours && !exchanged)
      throw new CodedError('unauthenticated', 'issuer');
    // What we signed holds the pseudonym already; an identity provider knows only the taxpayer's own number.
    if (by.role === 'taxpayer' && !byUs) by.sub = pseudonym(own, by.sub);
    return { bearer: by, expiresAt: (payload.exp ?? 0) * 1000 };
  };

  return {
    pseudonym: (taxpayer) => pseudonym(own, taxpayer),
    identify,

    async sign(by, seconds) {
      const taxpayer = by.role === 'taxpayer';
      const { secret, ...authority } = taxpayer ? ours : staff;
      if (!secret) throw new CodedError('forbidden', 'tokens of this role are signed by the identity provider');
      return written({ ...by, ...(taxpayer && { sub: pseudonym(own, by.sub) }) }, { ...authority, secret }, seconds);
    },

    exchange: ({ sub, hall }, station, seconds) =>
      written({ role: 'station', sub, hall, station, [exchangedClaim]: true }, { ...ours, secret: own }, seconds),

    async verify(token) {
      const { bearer: by, expiresAt } = await identify(token);
      if (by.role === 'officer') throw new CodedError('forbidden', 'choose a station first');
      return { principal: by, expiresAt };
    },
  };
}

function sharing(issuer: string, secret: Uint8Array): Authority {
  if (secret.length < leastSecretBytes)
    throw new CodedError('bad-config', `a token secret must have at least ${leastSecretBytes} bytes`);
  return { issuer, secret, algorithms: ['HS256'], key: async () => secret };
}

function remote({ issuer, jwks }: { issuer: string; jwks: URL }): Authority {
  const key = createRemoteJWKSet(jwks, { timeoutDuration: 3000 });
  return { issuer, key, algorithms: ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'] };
}

function kidOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    throw new CodedError('unauthenticated', 'not a token');
  }
}

/** The token's fault, or that of the way to its keys. */
function refusal(error: unknown): CodedError {
  const unreachable = [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code];
  return error instanceof errors.JOSEError && !unreachable.includes(error.code)
    ? new CodedError('unauthenticated', error.message)
    : new CodedError('unavailable', 'the keys of the identity provider could not be fetched');
}
