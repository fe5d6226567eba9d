import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { perAddress } from '../../src/gateway/addresses.ts';
import { tokens } from '../../src/gateway/tokens.ts';
import { officer as atStation, audience, own, reader } from './gateway-rig.ts';

const issuer = 'https://id.example';
const officer = { role: 'officer', sub: 'o-7', hall: 'north' } as const;
const refused = (code: string) => expect.objectContaining({ name: 'CodedError', code });

let provider: { url: URL; sign(claims: object): Promise<string>; close(): void };
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
  const server = createServer((_, answer) => answer.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provider = {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`),
    sign: (claims) =>
      new SignJWT({ ...claims, iss: issuer, aud: audience, exp: Math.floor(Date.now() / 1000) + 60 })
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .sign(privateKey),
    close: () => server.close(),
  };
});
afterAll(() => provider.close());

/** A token by our own secret, whatever it claims. */
const ours = (claims: object, over: Record<string, unknown> = {}, secret = own) =>
  new SignJWT({ iss: 'yunting', aud: audience, exp: Math.floor(Date.now() / 1000) + 60, ...claims, ...over })
    .setProtectedHeader({ alg: 'HS256', kid: 'own' })
    .sign(secret);

test('[SIT-5] beside a provider, our own word on staff holds only for the station of an officer it vouched for', async () => {
  const both = tokens({ own, audience, source: { issuer, jwks: provider.url } });
  const { bearer } = await both.identify(await provider.sign(officer));
  expect(bearer).toEqual(officer);
  await expect(both.verify(await provider.sign(officer))).rejects.toEqual(refused('forbidden'));
  const exchanged = await both.exchange(officer, 'north-w01', 60);
  const station = { role: 'station', sub: 'o-7', hall: 'north', station: 'north-w01' };
  expect((await both.verify(exchanged)).principal).toEqual(station);
  const mark = { exchanged: true };
  for (const faked of [
    ours(atStation),
    ours({ ...atStation, exchanged: 'true' }),
    ours({ ...reader, ...mark }),
    ours({ ...officer, ...mark }),
    ours({ role: 'supervisor', sub: 'x', halls: '*', ...mark }),
    ours({ ...atStation, ...mark }, { aud: 'elsewhere' }),
    ours({ ...atStation, ...mark }, { iss: issuer }),
    ours({ ...atStation, ...mark }, { exp: Math.floor(Date.now() / 1000) - 1 }),
    ours({ ...atStation, ...mark }, {}, new Uint8Array(32).fill(1)),
  ])
    await expect(both.verify(await faked)).rejects.toEqual(refused('unauthenticated'));
});

test('[SIT-6] a station’s token in exchange holds with our own keys and with a shared secret as well', async () => {
  for (const source of [undefined, { issuer, secret: new Uint8Array(32).fill(9) }]) {
    const keys = tokens({ own, audience, ...(source !== undefined && { source }) });
    const { bearer } = await keys.identify(await keys.sign(officer, 60));
    expect(bearer).toEqual(officer);
    const { principal, expiresAt } = await keys.verify(await keys.exchange(officer, 'north-w01', 60));
    expect(principal).toMatchObject({ role: 'station', station: 'north-w01', sub: 'o-7' });
    expect(Math.abs(expiresAt - Date.now() - 60_000)).toBeLessThan(2_000);
  }
});

test('[SLF-13] each address has a bucket of its own, an IPv6 network one, and no more are remembered than fit', () => {
  let now = 0;
  const may = perAddress({ perSecond: 1, burst: 1 }, 3, () => now);
  expect([may('192.0.2.1'), may('192.0.2.1'), may('::ffff:192.0.2.1'), may('192.0.2.2')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect([may('2001:db8::1'), may('2001:db8::2'), may('2001:db8:0:1::1')]).toEqual([true, false, true]);
  // 192.0.2.1 was silent for longest: it is forgotten, and the others are not.
  expect([may('192.0.2.2'), may('2001:db8::3')]).toEqual([false, false]);
  expect(may('192.0.2.1')).toBe(true);
  now = 1000;
  expect(may('2001:db8::3')).toBe(true);
});
