import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownSecret, pseudonym, webhookSecret } from '../../src/gateway/secrets.ts';
import { tokens } from '../../src/gateway/tokens.ts';
import { audience, officer, own, reader, taxpayer } from './gateway-rig.ts';

const shared = new Uint8Array(64).fill(9);
const issuer = 'https://id.example';

/** A token as somebody else might make it. */
const made = (over: Record<string, unknown> = {}, secret = shared, header: JWTHeaderParameters = { alg: 'HS256' }) =>
  new SignJWT({ ...fitting(), ...over }).setProtectedHeader(header).sign(secret);
const fitting = (): JWTPayload => ({ ...officer, iss: issuer, aud: audience, exp: Math.floor(Date.now() / 1000) + 60 });

const byShared = tokens({ own, audience, source: { issuer, secret: shared } });
const refused = (code: string) => expect.objectContaining({ name: 'CodedError', code });

test('[TOK-1] a signed token is read back as the same principal and its end', async () => {
  const mine = tokens({ own, audience });
  const { principal, expiresAt } = await mine.verify(await mine.sign(officer, 60));
  expect(principal).toEqual(officer);
  expect(Math.abs(expiresAt - Date.now() - 60_000)).toBeLessThan(2000);
});

test.each([
  ['that has expired', () => made({ exp: Math.floor(Date.now() / 1000) - 1 })],
  ['without an end', () => made({ exp: undefined })],
  ['of nobody', () => made({ sub: undefined })],
  ['for another audience', () => made({ aud: 'elsewhere' })],
  ['of another issuer', () => made({ iss: 'elsewhere' })],
  ['of no role', () => made({ role: undefined })],
  ['signed by another secret', () => made({}, new Uint8Array(32).fill(1))],
  ['signed by another secret in our name', () => made({ iss: 'yunting' }, shared, { alg: 'HS256', kid: 'own' })],
  ['of another hash', () => made({}, shared, { alg: 'HS512' })],
  ['with alg none', async () => new UnsecuredJWT(fitting()).encode()],
  ['with alg none in our name', async () => `${btoa('{"alg":"none","kid":"own"}')}.${btoa('{}')}.`],
  ['that is none', async () => 'rubbish'],
])('[TOK-2] a token %s is unauthenticated', async (_, token) => {
  await expect(byShared.verify(await token())).rejects.toEqual(refused('unauthenticated'));
});

test('[TOK-3] with an identity source the own secret vouches for taxpayers only', async () => {
  const staffByOwn = await tokens({ own, audience }).sign(reader, 60);
  await expect(byShared.verify(staffByOwn)).rejects.toEqual(refused('unauthenticated'));
  const link = await byShared.sign({ ...taxpayer, ticket: 't1' }, 60);
  expect((await byShared.verify(link)).principal).toMatchObject({ role: 'taxpayer', ticket: 't1' });
  expect((await byShared.verify(await byShared.sign(officer, 60))).principal).toEqual(officer);
});

test('[TOK-4] a taxpayer has one pseudonym, whoever signed, and a token made here does not hold the number', async () => {
  const link = await byShared.sign(taxpayer, 60);
  expect(Buffer.from(link.split('.')[1]!, 'base64url').toString()).not.toContain(taxpayer.sub);
  const provider = await made({ ...taxpayer, station: undefined });
  const subs = await Promise.all([link, provider].map(async (token) => (await byShared.verify(token)).principal.sub));
  expect(subs).toEqual([pseudonym(own, taxpayer.sub), pseudonym(own, taxpayer.sub)]);
  expect(byShared.pseudonym(taxpayer.sub)).toBe(subs[0]);
});

test('[TOK-5] a pseudonym has 22 characters and depends on the secret', () => {
  expect(pseudonym(own, 'a')).toMatch(/^[\w-]{22}$/);
  expect(pseudonym(own, 'a')).not.toBe(pseudonym(own, 'b'));
  expect(pseudonym(own, 'a')).not.toBe(pseudonym(shared, 'a'));
});

test('[TOK-6] the own secret is made once, for its owner only, and refused when others may read it', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yunting-secret-'));
  const secret = ownSecret(join(dir, 'data'));
  expect(secret.length).toBe(32);
  expect(statSync(join(dir, 'data', 'secret')).mode & 0o777).toBe(0o600);
  expect(ownSecret(join(dir, 'data'))).toEqual(secret);
  writeFileSync(join(dir, 'secret'), 'x'.repeat(43), { mode: 0o644 });
  expect(() => ownSecret(dir)).toThrow(refused('bad-config'));
});

test('[TOK-7] a secret of less than 32 bytes is refused', () => {
  expect(() => tokens({ own: own.subarray(1), audience })).toThrow(refused('bad-config'));
});

test('[TOK-8] a channel without a configured webhook secret has one of its own', () => {
  expect(webhookSecret(own, 'etax')).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(webhookSecret(own, 'etax')).not.toBe(webhookSecret(own, 'phone'));
});

/** An identity provider with a key set. */
let keys: { url: URL; privateKey: CryptoKey; close(): void };
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
  const server = createServer((_, answer) => answer.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`);
  keys = { url, privateKey, close: () => server.close() };
});
afterAll(() => keys.close());

test('[TOK-9] a token of an identity provider is checked with its published keys', async () => {
  const byProvider = tokens({ own, audience, source: { issuer, jwks: keys.url } });
  const sign = (kid: string) => new SignJWT(fitting()).setProtectedHeader({ alg: 'ES256', kid }).sign(keys.privateKey);
  const good = await sign('k1');
  expect((await byProvider.verify(good)).principal).toEqual(officer);
  // The classic confusion: an HMAC keyed with something public.
  const confused = await made({}, shared, { alg: 'HS256', kid: 'k1' });
  await expect(byProvider.verify(confused)).rejects.toEqual(refused('unauthenticated'));
  await expect(byProvider.verify(await sign('k2'))).rejects.toEqual(refused('unauthenticated'));
  await expect(byProvider.sign(officer, 60)).rejects.toEqual(refused('forbidden'));
});

test('[TOK-10] an identity provider that cannot be reached is not the fault of the token', async () => {
  const nowhere = tokens({ own, audience, source: { issuer, jwks: new URL('http://127.0.0.1:9/jwks.json') } });
  const token = await new SignJWT(fitting()).setProtectedHeader({ alg: 'ES256' }).sign(keys.privateKey);
  await expect(nowhere.verify(token)).rejects.toEqual(refused('unavailable'));
});
