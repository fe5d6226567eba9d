import { afterAll, beforeAll, expect, test } from 'vitest';
import { Home } from './support/home.ts';
import { post } from './support/post.ts';
import type { Served } from './support/process.ts';
import { exchange, payer, Speaker } from './support/speaker.ts';

let home: Home;
let server: Served;
beforeAll(async () => {
  home = await Home.make();
  server = await home.serve();
});
afterAll(() => home.leave());

const call = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' };
const tickets = async () =>
  (await home.journal()).flatMap((s) => s.events).flatMap((e) => (e.type === 'ticket.submitted' ? [e.ticket] : []));

test('[BAD-20] a command id again gives the same answer, with another body or by another a conflict; also after a crash', async () => {
  const id = 'one-id-for-all';
  const again = async () => {
    const calls = await Speaker.enter(home, exchange);
    const given = await calls.does({ ...call, id });
    expect(await calls.does({ ...call, id })).toEqual(given);
    expect(await calls.ask({ ...call, id, priority: 2 })).toMatchObject({ code: 'id-conflict', retryable: false });
    const other = await Speaker.enter(home, payer('another'));
    expect(await other.ask({ type: 'submit', channel: 'vtax', business: 'vat-return', id })).toMatchObject({
      code: 'id-conflict',
    });
    return given;
  };
  const given = await again();
  await server.kill('SIGKILL');
  server = await home.serve();
  expect(await again()).toEqual(given);
  expect(await tickets()).toEqual([given.result.ticket]);
});

test('[BAD-21] a refusal is remembered like any answer', async () => {
  const calls = await Speaker.enter(home, exchange);
  const refused = await calls.ask({ ...call, business: 'alchemy', id: 'refused-once' });
  expect(refused).toMatchObject({ code: 'unknown-business' });
  expect(await calls.ask({ ...call, business: 'alchemy', id: 'refused-once' })).toEqual(refused);
  expect(await calls.ask({ ...call, id: 'refused-once' })).toMatchObject({ code: 'id-conflict' });
});

test('[BAD-22] a webhook again makes no second ticket, with another body it is a conflict; also after a crash', async () => {
  const body = { event: 'submitted', submission_no: 'S-1', taxpayer_id: 'p', tax_unit: 'north', matter: 'vat-return' };
  const before = await tickets();
  const first = await post(home, { id: 'msg-1', body });
  await server.kill('SIGKILL');
  server = await home.serve();
  const second = await post(home, { id: 'msg-1', body });
  expect([first.status, second.status, second.body.ticket]).toEqual([200, 200, first.body.ticket]);
  expect(await post(home, { id: 'msg-1', body: { ...body, matter: 'social-fee' } })).toMatchObject({
    status: 409,
    body: { code: 'id-conflict' },
  });
  expect(await tickets()).toEqual([...before, first.body.ticket]);
});
