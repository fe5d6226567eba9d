import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { channels } from '../../src/channels/registry.ts';
import { asyncApi } from '../../src/protocol/asyncapi.ts';
import { CodedError } from '../../src/protocol/codes.ts';
import { taxpayer } from '../unit/gateway-rig.ts';
import { rigGateway } from './gateway-rig.ts';

const submitted = {
  event: 'submitted',
  submission_no: 'S-1',
  taxpayer_id: taxpayer.sub,
  tax_unit: 'north',
  matter: 'declare',
};

interface Letter {
  channel?: string;
  id?: string;
  body?: string | object;
  secret?: string;
  at?: Date;
  headers?: Record<string, string>;
}

async function rig() {
  const { gateway, link, secrets, dial } = await rigGateway();
  /** Posts a webhook, signed as its channel would. */
  const post = async ({
    channel = 'etax',
    id = 'msg_1',
    body = submitted,
    secret,
    at = new Date(),
    headers,
  }: Letter = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${gateway.url}/intake/${channel}`, {
      method: 'POST',
      body: text,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret ?? secrets.get(channel) ?? secrets.get('etax')!).sign(id, at, text),
        ...headers,
      },
    });
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.json() };
  };
  return { gateway, link, post, dial };
}

test('[HTTP-1] a signed webhook makes a ticket and answers the token of its taxpayer', async () => {
  const { link, post, dial } = await rig();
  const { status, body } = await post();
  expect([status, body]).toEqual([200, { ticket: 't1', token: expect.any(String) }]);
  expect(link.given).toMatchObject([
    {
      type: 'submit',
      hall: 'north',
      business: 'declare',
      channel: 'etax',
      ref: 'S-1',
      by: { role: 'channel', channel: 'etax' },
    },
  ]);
  const { say, got } = await dial();
  say({ type: 'hello', token: body.token });
  expect(await got('welcome')).toMatchObject({ role: 'taxpayer' });
});

test('[HTTP-2] the number of a taxpayer does not go beyond the intake, and the token does not hold it', async () => {
  const { link, post } = await rig();
  const { body } = await post();
  expect(JSON.stringify(link.given)).not.toContain(taxpayer.sub);
  expect(Buffer.from(body.token.split('.')[1], 'base64url').toString()).not.toContain(taxpayer.sub);
});

test('[HTTP-3] a webhook that comes twice gives one command and the same answer; another id gives another', async () => {
  const { link, post } = await rig();
  const [first, second] = [await post(), await post({ at: new Date(Date.now() + 1000) })];
  expect(second.body.ticket).toBe(first.body.ticket);
  expect(link.given.length).toBe(1);
  expect((await post({ id: 'msg_2' })).body.ticket).not.toBe(first.body.ticket);
  expect(link.given[0]?.id).toMatch(/^.{8,64}$/);
});

const other = `whsec_${Buffer.alloc(32).toString('base64')}`;
test.each([
  ['by another secret', { secret: other }, 401, 'bad-signature'],
  ['under another id', { headers: { 'webhook-id': 'msg_2' } }, 401, 'bad-signature'],
  [
    'at another time',
    { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) + 9) } },
    401,
    'bad-signature',
  ],
  ['not at all', { headers: { 'webhook-signature': '' } }, 401, 'bad-signature'],
  ['at no time', { headers: { 'webhook-timestamp': 'now' } }, 401, 'bad-signature'],
  ['too long ago', { at: new Date(Date.now() - 302_000) }, 401, 'stale-timestamp'],
  ['too far ahead', { at: new Date(Date.now() + 900_000) }, 401, 'stale-timestamp'],
])('[HTTP-4] a webhook that is signed %s is refused and does nothing', async (_, letter, status, code) => {
  const { link, post } = await rig();
  expect(await post(letter)).toMatchObject({ status, body: { type: 'error', code, retryable: false } });
  expect(link.given).toEqual([]);
});

test.each([
  ['not JSON', { body: '{' }, 400, { code: 'bad-frame' }],
  [
    'an unknown event',
    { body: { event: 'flown' } },
    400,
    { code: 'bad-message', detail: expect.stringMatching(/^event: /) },
  ],
  ['too large', { body: { x: 'x'.repeat(17_000) } }, 413, { code: 'too-large' }],
  ['no JSON by its type', { headers: { 'content-type': 'text/plain' } }, 400, { code: 'bad-message' }],
  ['of an unknown channel', { channel: 'pigeon' }, 404, { code: 'not-found' }],
  ['of a channel without a secret', { channel: 'vtax' }, 404, { code: 'not-found' }],
])('[HTTP-5] a webhook that is %s is refused by the table', async (_, letter, status, body) => {
  const { link, post } = await rig();
  expect(await post(letter)).toMatchObject({ status, body });
  expect(link.given).toEqual([]);
});

test('[HTTP-6] what the bureau refuses is answered with its status; what may be tried again says when', async () => {
  const { link, post } = await rig();
  const refusing = link.command;
  link.command = async () => ({ answer: { ok: false, code: 'hall-closed', detail: 'north' }, seq: 0 });
  expect(await post()).toMatchObject({ status: 409, retryAfter: null, body: { code: 'hall-closed', detail: 'north' } });
  link.command = refusing;
  link.before = async () => {
    throw new CodedError('unavailable');
  };
  expect(await post()).toMatchObject({ status: 503, retryAfter: '1', body: { code: 'unavailable', retryable: true } });
  link.before = async () => {};
  expect(await post()).toMatchObject({ status: 200 });
});

test('[HTTP-7] a later event of a call names the ticket that was answered first', async () => {
  const { link, post } = await rig();
  const ringing = { event: 'ringing', call_id: 'C-1', tax_unit: 'north', matter: 'declare' };
  const { ticket } = (await post({ channel: 'phone', body: ringing })).body;
  const hungUp = { event: 'hung_up', call_id: 'C-1', ticket };
  expect(await post({ channel: 'phone', id: 'msg_2', body: hungUp })).toMatchObject({ status: 200, body: { ticket } });
  expect(link.given.map((c) => c.type)).toEqual(['submit', 'leave']);
});

test('[HTTP-8] health, readiness with its reasons, and the documents', async () => {
  const reasons: string[] = [];
  const { gateway } = await rigGateway({ ready: () => reasons, links: [{ href: '/x', zh: '大屏', en: 'the <wall>' }] });
  const get = async (path: string) => fetch(`${gateway.url}${path}`);
  expect(await (await get('/healthz')).json()).toEqual({ ok: true });
  expect((await get('/readyz')).status).toBe(200);
  reasons.push('the journal is away');
  const unready = await get('/readyz');
  expect([unready.status, await unready.json()]).toEqual([503, { ready: false, reasons }]);
  expect(await (await get('/asyncapi.json')).json()).toEqual(JSON.parse(JSON.stringify(asyncApi())));
  expect(await (await get('/intake/phone')).json()).toMatchObject({ oneOf: expect.any(Array) });
  const page = await (await get('/')).text();
  for (const code of channels.keys()) expect(page).toContain(`href="/intake/${code}"`);
  expect(page).toContain('the &#60;wall&#62;');
  const nowhere = await get('/nowhere');
  expect([nowhere.status, await nowhere.json()]).toMatchObject([404, { type: 'error', code: 'not-found' }]);
});
