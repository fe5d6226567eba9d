import { once } from 'node:events';
import { UnsecuredJWT } from 'jose';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startGateway } from '../../src/gateway/gateway.ts';
import { tokens } from '../../src/gateway/tokens.ts';
import { CodedError, closeCodes } from '../../src/protocol/codes.ts';
import { audience, log, officer, own, reader, taxpayer } from '../unit/gateway-rig.ts';
import { rigGateway } from './gateway-rig.ts';

const signIn = { type: 'signIn', id: 'command-1', station: officer.station };
const submit = { type: 'submit', id: 'command-2', business: 'declare', channel: 'etax' };

test('[GTW-1] a session over a real socket: hello, a command, its ack, a push', async () => {
  const { gateway, link, enter } = await rigGateway();
  const { got, say } = await enter(taxpayer);
  say(submit);
  expect(await got('ack')).toMatchObject({ id: 'command-2', result: { ticket: 't1' } });
  link.push({ seq: 9, events: [] });
  expect(await got('push')).toMatchObject({ seq: 9 });
  expect(gateway.sessions()).toBe(1);
});

test('[GTW-2] a frame over 16 KB closes its own socket with 1009 and nothing else', async () => {
  const { gateway, enter } = await rigGateway();
  const [far, other] = [await enter(officer), await enter(taxpayer)];
  far.ws.send('x'.repeat(16 * 1024 + 1));
  expect(await far.closed).toBe(closeCodes.tooLarge.code);
  other.say(submit);
  await other.got('ack');
  await vi.waitFor(() => expect(gateway.sessions()).toBe(1));
});

test.each([
  ['not JSON', 'x', 'bad-frame'],
  ['binary', Buffer.from('{}'), 'bad-frame'],
  ['of unknown type', '{"type":"fly","id":"command-3"}', 'unknown-type'],
])('[GTW-3] a frame that is %s is refused and the session goes on', async (_, data, code) => {
  const { enter } = await rigGateway();
  const { ws, got, say } = await enter(officer);
  ws.send(data);
  expect(await got('error')).toMatchObject({ code });
  say(signIn);
  await got('ack');
});

test('[GTW-4] what a role may not do is refused', async () => {
  const { enter } = await rigGateway();
  const { got, say } = await enter(reader);
  say(signIn);
  expect(await got('error')).toMatchObject({ id: 'command-1', code: 'forbidden', retryable: false });
});

const claims = { ...officer, iss: 'yunting', aud: audience, exp: 2 ** 33 };
test.each([
  ['expired', () => tokens({ own, audience }).sign(officer, -1)],
  ['for another audience', () => tokens({ own, audience: 'elsewhere' }).sign(officer, 60)],
  ['signed by another secret', () => tokens({ own: new Uint8Array(32), audience }).sign(officer, 60)],
  ['with alg none', async () => new UnsecuredJWT(claims).encode()],
  ['that is none', async () => 'rubbish'],
])('[GTW-5] a token %s closes the socket as badToken', async (_, token) => {
  const { link, dial } = await rigGateway();
  const { say, messages, closed } = await dial();
  say({ type: 'hello', token: await token() });
  expect(await closed).toBe(closeCodes.badToken.code);
  expect(messages).toMatchObject([{ type: 'error', code: 'unauthenticated' }]);
  expect(link.attachedNow()).toBe(0);
});

test('[GTW-6] a socket that says no hello in time is closed', async () => {
  const { dial } = await rigGateway({ limits: { helloMs: 30 } });
  const { closed } = await dial();
  expect(await closed).toBe(closeCodes.noHello.code);
});

test('[GTW-7] only pages of allowed origins may connect; the own ones are', async () => {
  const { gateway, wsUrl, dial } = await rigGateway({ origins: ['https://hall.example'] });
  await dial({ origin: 'https://hall.example' });
  await dial({ origin: gateway.url });
  await dial();
  for (const origin of ['https://evil.example', 'null', `${gateway.url}.evil.example`]) {
    const refused = new WebSocket(wsUrl, { origin });
    const [, response] = await once(refused, 'unexpected-response');
    expect(response.statusCode).toBe(403);
  }
  expect(gateway.sessions()).toBe(3);
});

test('[GTW-8] an upgrade of any other address is refused', async () => {
  const { wsUrl } = await rigGateway();
  const refused = new WebSocket(`${wsUrl}/elsewhere?x=/ws`);
  const [, response] = await once(refused, 'unexpected-response');
  expect(response.statusCode).toBe(404);
});

test('[GTW-9] a reader that stops reading is cut near 1 MiB of backlog and leaves nothing attached', async () => {
  const { gateway, link, enter } = await rigGateway();
  const { ws, closed } = await enter(officer);
  ws.pause();
  const big = { type: 'offerEnded', offer: 'x'.repeat(64 * 1024), result: 'rescinded' } as const;
  // What the kernel buffers is not counted: a few MiB on loopback. Without the cut this would not end.
  for (let seq = 1; link.attachedNow() > 0 && seq < 2000; seq++) {
    link.push({ seq, events: [big] });
    await new Promise(setImmediate);
  }
  expect(link.attachedNow()).toBe(0);
  await vi.waitFor(() => expect(gateway.sessions()).toBe(0));
  ws.resume();
  expect(await closed).toBe(1006);
});

test('[GTW-10] a socket that does not answer pings is closed as silent; one that does stays', async () => {
  const { enter } = await rigGateway({ limits: { pingMs: 50 } });
  const talking = await enter(taxpayer);
  const { closed } = await enter(officer, { autoPong: false });
  expect(await closed).toBe(closeCodes.silent.code);
  talking.say(submit);
  await talking.got('ack');
});

test('[GTW-11] an officer who connects again goes on in the new session and the old one is closed as replaced', async () => {
  const { link, enter } = await rigGateway();
  const old = await enter(officer);
  const other = await enter({ ...officer, sub: 'officer-2' });
  const fresh = await enter(officer);
  expect(await old.closed).toBe(closeCodes.replaced.code);
  for (const { say, got } of [fresh, other]) {
    say({ ...signIn, id: `command-${Math.random()}` });
    await got('ack');
  }
  await vi.waitFor(() => expect(link.attachedNow()).toBe(2));
});

test('[GTW-12] a session over its rate is told too-fast, and closed for abuse if it goes on', async () => {
  const { enter } = await rigGateway({ limits: { messages: { perSecond: 1, burst: 10 } } });
  const { say, messages, closed } = await enter(officer);
  for (let n = 0; n < 9; n++) say({ ...signIn, id: `command-${n}` });
  await vi.waitFor(() => expect(messages.filter((m) => m.type === 'ack').length).toBe(9));
  for (let n = 0; n < 200; n++) say({ ...signIn, id: `later-${n}` });
  expect(await closed).toBe(closeCodes.abuse.code);
  expect(messages.at(-1)).toMatchObject({ code: 'too-fast', id: expect.stringMatching(/^later-/), retryable: true });
});

test('[GTW-13] a draining gateway answers what is under way, sends all away, takes nobody in, and still serves HTTP', async () => {
  const { gateway, link, wsUrl, enter, dial } = await rigGateway();
  const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  link.before = () => {
    reached.resolve();
    return gate.promise;
  };
  const [busy, idle, silent] = [await enter(officer), await enter(taxpayer), await dial()];
  busy.say(signIn);
  await reached.promise;
  const drained = gateway.drain();
  expect(await idle.closed).toBe(closeCodes.goingAway.code);
  expect(await silent.closed).toBe(closeCodes.goingAway.code);
  const refused = new WebSocket(wsUrl);
  const [, response] = await once(refused, 'unexpected-response');
  expect(response.statusCode).toBe(503);
  expect(await (await fetch(`${gateway.url}/readyz`)).json()).toMatchObject({ ready: false });
  const webhook = await fetch(`${gateway.url}/intake/etax`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect([webhook.status, await webhook.json()]).toMatchObject([503, { code: 'stopping', retryable: true }]);
  expect(gateway.sessions()).toBe(1);
  gate.resolve();
  expect(await busy.got('ack')).toMatchObject({ id: 'command-1' });
  expect(await busy.closed).toBe(closeCodes.goingAway.code);
  await drained;
  expect(gateway.sessions()).toBe(0);
});

test('[GTW-14] a port in use is told as such', async () => {
  const { gateway, link, tokens, secrets } = await rigGateway();
  const port = Number(new URL(gateway.url).port);
  const second = startGateway({ host: '127.0.0.1', port, link, tokens, secrets, log, ready: () => [] });
  await expect(second).rejects.toThrow(CodedError);
  await expect(second).rejects.toMatchObject({ code: 'port-in-use', detail: `127.0.0.1:${port}` });
});
