import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogueView, lineView } from '../../src/protocol/catalogue.ts';
import { rigGateway } from './gateway-rig.ts';
import { ask, enterWith, pagesHome, supervisorOf, takeNumber, walkIn } from './pages-rig.ts';
import type { Home } from './support/home.ts';
import { chief, officerAt, openStation, payer, portal } from './support/speaker.ts';

let home: Home;
beforeAll(async () => {
  home = await pagesHome();
  await home.serve();
});
afterAll(() => home.leave());

const get = (path: string, token?: string) => ask(home.url, path, token === undefined ? {} : { token });
const post = (json: unknown) => ask(home.url, '/api/tickets', { json });

test('[SLF-1] anybody may read the catalogue, without stations and templates, and is told when it is the same', async () => {
  const { status, headers, body } = await get('/api/catalogue');
  expect(status).toBe(200);
  expect(catalogueView.strict().parse(body)).not.toMatchObject({ stations: expect.anything() });
  expect(body).not.toHaveProperty('templates');
  expect(body.appointments).toEqual({ early: 15 * 60_000, late: 10 * 60_000 });
  expect(body.channels).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'vtax', selfService: true }),
      expect.objectContaining({ code: 'booth', selfService: false }),
    ]),
  );
  expect(body.businesses).toEqual(
    expect.arrayContaining([expect.objectContaining({ code: 'vat-return', words: ['报税'] })]),
  );
  expect(headers.get('content-encoding')).toMatch(/^(br|gzip)$/);
  const again = await ask(home.url, '/api/catalogue', { headers: { 'if-none-match': headers.get('etag')! } });
  expect([again.status, again.bytes.length]).toEqual([304, 0]);
});

test('[SLF-2] anybody may read how long one would wait, of every hall and way of being served', async () => {
  const { status, body, headers } = await get('/api/lines');
  expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  expect(lineView.array().parse(body)).toHaveLength(9);
  expect(body).toContainEqual(expect.objectContaining({ hall: 'north', modality: 'video', state: 'open' }));
  expect(body).toContainEqual(expect.objectContaining({ hall: 'east', modality: 'voice', state: 'closed' }));
});

test('[SLF-3] free slots are told of channels that are open to taxpayers', async () => {
  const { status, body } = await get('/api/slots?business=vat-return&channel=vtax&hall=north&days=1');
  expect(status).toBe(200);
  expect(body[0]).toEqual({ slot: expect.any(Number), until: expect.any(Number), free: expect.any(Number) });
  const booked = { channel: 'vtax', slot: body[0].slot };
  await takeNumber(home, booked);
  const left = (await get('/api/slots?business=vat-return&channel=vtax&hall=north&days=1')).body;
  expect(left[0]?.slot === body[0].slot ? left[0].free : 0).toBe(body[0].free - 1);
  for (const [query, refusal] of [
    ['business=vat-return&channel=booth&hall=north', [422, 'channel-mismatch']],
    ['business=vat-return&channel=vtax&hall=nowhere', [422, 'unknown-hall']],
    ['business=nothing&channel=vtax&hall=north', [422, 'unknown-business']],
    ['business=vat-return&channel=vtax', [400, 'bad-message']],
    ['business=vat-return&channel=vtax&hall=north&days=99', [400, 'bad-message']],
    ['business=vat-return&channel=vtax&hall=north&secret=1', [400, 'bad-message']],
  ] as const) {
    const refused = await get(`/api/slots?${query}`);
    expect([query, refused.status, refused.body.code]).toEqual([query, ...refusal]);
  }
});

test('[SLF-4] who takes a number gets a token that opens a session of that ticket alone', async () => {
  const window = await openStation(home, 'north-w01');
  const { ticket, token, expiresAt } = await takeNumber(home, { channel: 'vtax', person: { name: '张三' } });
  expect(expiresAt).toBeGreaterThan(Date.now() + 29 * 24 * 3600_000);
  const taxpayer = await enterWith(home, token);
  expect(taxpayer.welcome.view?.tickets).toEqual([expect.objectContaining({ id: ticket, channel: 'vtax' })]);
  const { offer } = await window.told('offer');
  expect(offer.ticket).toMatchObject({ id: ticket, hall: 'north', business: 'vat-return', person: { name: '张*' } });
  await window.does({ type: 'accept', offer: offer.id });
  const serving = await taxpayer.told('ticket', ({ ticket: { state } }) => state === 'serving');
  expect(serving.ticket.station).toBe('north-w01');
  await Promise.all([window.leave(), taxpayer.leave()]);
});

test('[SLF-5] the same id gives the same ticket, and with another body none', async () => {
  const asked = walkIn({ person: { name: '李四', phone: '13800000000' } });
  const [first, second] = await Promise.all([post(asked), post(asked)]);
  expect([first.status, second.status, second.body.ticket]).toEqual([201, 201, first.body.ticket]);
  const other = await post({ ...asked, business: 'invoice-claim' });
  expect([other.status, other.body.code]).toEqual([409, 'id-conflict']);
});

const phone = { phone: '13812345678' };
test.each([
  ['an unknown business', { business: 'nothing' }, 422, 'unknown-business'],
  ['an unknown hall', { hall: 'nowhere' }, 422, 'unknown-hall'],
  ['a channel that takes no numbers here', { channel: 'booth' }, 422, 'channel-mismatch'],
  ['an unknown channel', { channel: 'fax' }, 422, 'channel-mismatch'],
  ['video at a closed hall', { hall: 'east', channel: 'vtax' }, 409, 'hall-closed'],
  ['a slot that is not offered', { channel: 'vtax', slot: 1 }, 409, 'slot-taken'],
  ['an id that can be guessed', { id: '1' }, 400, 'bad-message'],
  ['a priority', { priority: 9 }, 400, 'bad-message'],
  ['attachments', { attachments: [{ ref: 'x' }] }, 400, 'bad-message'],
  ['a person with more than is asked for', { person: { name: 'x', shoe: 44 } }, 400, 'bad-message'],
  ['a sealed text as a name', { person: { name: '张*~k.abc' } }, 400, 'bad-message'],
  ['a call without being called back', { channel: 'phone', person: phone }, 400, 'bad-message'],
  ['a call back to no number', { channel: 'phone', callback: true }, 400, 'bad-message'],
])('[SLF-6] %s is refused by a code of the table', async (_, over, status, code) => {
  const refused = await post(walkIn(over));
  expect([refused.status, refused.body]).toEqual([status, expect.objectContaining({ type: 'error', code })]);
});

test('[SLF-7] what is no JSON, or too much of it, is refused', async () => {
  const send = (body: string, type = 'application/json') =>
    ask(home.url, '/api/tickets', { method: 'POST', body, headers: { 'content-type': type } });
  expect([(await send('{')).body.code, (await send('')).body.code]).toEqual(['bad-frame', expect.any(String)]);
  const large = await send(JSON.stringify(walkIn({ person: { name: 'x'.repeat(20_000) } })));
  expect([large.status, large.body.code]).toEqual([413, 'too-large']);
  expect((await send(JSON.stringify(walkIn()), 'text/plain')).status).toBe(400);
});

test('[SLF-8] a call back waits without a line, and says nowhere in clear whom to call', async () => {
  const { ticket, token } = await takeNumber(home, {
    channel: 'phone',
    callback: true,
    person: { name: '王小明', ...phone },
  });
  const taxpayer = await enterWith(home, token);
  expect(taxpayer.welcome.view?.tickets[0]).toMatchObject({ id: ticket, summon: true, state: 'waiting' });
  await taxpayer.leave();
  const journal = JSON.stringify(await home.journal());
  expect(journal).toContain(`"ticket":"${ticket}"`);
  expect(journal).not.toContain(phone.phone);
  expect(journal).not.toContain('王小明');
});

test('[SLF-9] pages of other origins may not write', async () => {
  const from = (origin: string) => ask(home.url, '/api/tickets', { json: walkIn(), headers: { origin } });
  expect((await from('https://evil.example')).body.code).toBe('forbidden');
  expect((await from('null')).body.code).toBe('forbidden');
  expect((await from(home.url)).status).toBe(201);
  const seen = await ask(home.url, '/api/lines', { headers: { origin: 'https://evil.example' } });
  expect(seen.headers.get('access-control-allow-origin')).toBeNull();
  expect(seen.headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

test('[SLF-10] one address may ask only so often', async () => {
  const limits = { reads: { perSecond: 0.001, burst: 2 }, writes: { perSecond: 0.001, burst: 1 } };
  const { gateway } = await rigGateway({ limits });
  const read = () => ask(gateway.url, '/api/lines');
  expect([(await read()).status, (await read()).status]).toEqual([200, 200]);
  const { status, headers, body } = await read();
  expect([status, headers.get('retry-after'), body]).toEqual([429, '1', expect.objectContaining({ code: 'too-fast' })]);
  const write = () => ask(gateway.url, '/api/tickets', { json: {} });
  expect([(await write()).status, (await write()).status]).toEqual([400, 429]);
});

test('[SLF-11] behind a trusted proxy each client counts by itself, and nobody else may say who they are', async () => {
  const limits = { reads: { perSecond: 0.001, burst: 1 } };
  const read = (url: string, client: string) => ask(url, '/api/lines', { headers: { 'x-forwarded-for': client } });
  const behind = (await rigGateway({ limits, trustedProxies: ['127.0.0.0/8'] })).gateway.url;
  expect([(await read(behind, '192.0.2.1')).status, (await read(behind, '192.0.2.2')).status]).toEqual([200, 200]);
  expect((await read(behind, '192.0.2.1')).status).toBe(429);
  const alone = (await rigGateway({ limits })).gateway.url;
  expect([(await read(alone, '192.0.2.1')).status, (await read(alone, '192.0.2.2')).status]).toEqual([200, 429]);
});

test('[SLF-12] a page can ask what its token is good for, and is told when it has expired', async () => {
  const session = async (token?: string) => {
    const { status, body } = await get('/api/session', token);
    return [status, body];
  };
  const expiresAt = expect.any(Number);
  const { ticket, token } = await takeNumber(home);
  expect(await session(token)).toEqual([200, { role: 'taxpayer', hall: 'north', ticket, expiresAt }]);
  for (const by of [officerAt('north-w01'), chief, supervisorOf('north'), portal])
    expect(await session(await home.token(by))).toEqual([200, { ...by, expiresAt }]);
  const officer = { role: 'officer', sub: 'o-1', hall: 'north' } as const;
  expect(await session(await home.token(officer))).toEqual([200, { ...officer, expiresAt }]);
  const { out } = await home.yunting(['token', 'taxpayer', '--sub', 'x', '--hall', 'north', '--hours', '0.0000001']);
  const bad = { code: 'unauthenticated', retryable: false };
  expect(await session(out.trim())).toEqual([401, expect.objectContaining({ ...bad, detail: 'expired' })]);
  expect(await session('rubbish')).toEqual([401, expect.objectContaining(bad)]);
  expect(await session()).toEqual([401, expect.objectContaining(bad)]);
  expect(await session(await home.token(payer('p')))).toMatchObject([200, { role: 'taxpayer' }]);
});
