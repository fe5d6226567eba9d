import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/protocol/codes.ts';
import type { BoardView } from '../../src/protocol/views.ts';
import { Home } from './support/home.ts';
import { type Letter, post } from './support/post.ts';
import { chief, exchange, officerAt, openStation, payer, portal, Speaker } from './support/speaker.ts';

let home: Home;
let chiefs: Speaker;
let seat: Speaker;
/** A call on the desk of north-s01, one that waits in `north`, and an offer that timed out. */
let served: string;
let waiting: string;
let lapsed: string;
let before: unknown;

/** What no bad input may change: the board, and the length of the journal. */
const standing = async () => {
  const { result } = await chiefs.does({ type: 'board' });
  const { halls, submitted, states, closed, answered } = result as unknown as BoardView;
  const quiet = halls.map(({ oldestMs: _, ...hall }) => hall);
  const effects = (await home.journal()).flatMap((step) => step.events).length;
  return { halls: quiet, submitted, states, closed, answered, effects };
};
const call = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' };

beforeAll(async () => {
  home = await Home.make(({ bureau }) => {
    Object.assign(bureau.rules.voice, { offer: '300ms', steps: [{ scope: 'hall' }], avoid: '1h' });
    bureau.policy.missedLimit = 100;
  });
  await home.serve();
  chiefs = await Speaker.enter(home, chief);
  seat = await openStation(home, 'north-s01');
  const calls = await Speaker.enter(home, exchange);
  served = (await calls.does(call)).result.ticket;
  const { offer } = await seat.told('offer');
  await seat.does({ type: 'accept', offer: offer.id });
  waiting = (await calls.does(call)).result.ticket;
  const overlooked = await openStation(home, 'north-s02');
  lapsed = (await overlooked.told('offer')).offer.id;
  await overlooked.told('offerEnded', (e) => e.offer === lapsed && e.result === 'timedOut');
});
afterAll(() => home.leave());

beforeEach(async () => {
  before = await standing();
});
afterEach(async () => {
  expect(await standing()).toEqual(before);
});

const refused = (code: ErrorCode) => expect.objectContaining({ type: 'error', code, retryable: false });

test('[BAD-10] frames that are no message: coded, and the session goes on', async () => {
  const say = async (frame: string) => {
    const from = seat.messages.length;
    seat.say(frame);
    return seat.heard((m) => m.type === 'error', from);
  };
  expect(await say('{"type":')).toEqual(refused('bad-frame'));
  expect(await say('[]')).toEqual(refused('bad-message'));
  expect(await say('null')).toEqual(refused('bad-frame'));
  expect(await say('{"type":"promote","id":"12345678"}')).toEqual(refused('unknown-type'));
  expect(await say('{"type":"ready","id":"12345678"}')).toMatchObject({ code: 'bad-message', detail: /station/ });
  expect(await say('{"type":"ready","id":"short","station":"north-s01"}')).toEqual(refused('bad-message'));
  expect(await seat.ask({ type: 'ready', station: 'north-s01', rank: 1 })).toEqual(refused('bad-message'));
  expect(await seat.ask({ type: 'view' })).toMatchObject({ type: 'ack' });
});

test('[BAD-11] a frame that is too large ends that session alone', async () => {
  const big = await Speaker.enter(home, payer('talkative'));
  big.say({ type: 'view', id: 'x'.repeat(17 * 1024) });
  expect(await big.closed).toBe(1009);
});

test('[BAD-12] who is not signed in, or by a bad token, is sent away', async () => {
  const nobody = await Speaker.dial(home);
  expect(await nobody.ask({ type: 'view' })).toEqual(refused('unauthenticated'));
  const liar = await Speaker.dial(home);
  liar.say({ type: 'hello', token: `${(await home.token(chief)).slice(0, -4)}AAAA` });
  expect(await liar.heard((m) => m.type === 'error')).toEqual(refused('unauthenticated'));
  expect(await liar.closed).toBe(4002);
});

test('[BAD-13] a role does only what is its own', async () => {
  const taxpayer = await Speaker.enter(home, payer('curious'));
  const etax = await Speaker.enter(home, portal);
  for (const [speaker, message] of [
    [taxpayer, { type: 'signIn', station: 'north-s02' }],
    [taxpayer, { type: 'accept', offer: lapsed }],
    [taxpayer, { type: 'board' }],
    [taxpayer, { type: 'reload' }],
    [seat, { type: 'signIn', station: 'north-s02' }],
    [seat, { ...call }],
    [seat, { type: 'loans' }],
    [etax, { ...call }],
    [chiefs, { type: 'complete', ticket: served, outcome: 'resolved' }],
    [await Speaker.enter(home, { role: 'supervisor', sub: 'of the north', halls: ['north'] }), { type: 'reload' }],
    [await Speaker.enter(home, { role: 'reader', sub: 'wall', halls: '*' }), { type: 'cancel', ticket: waiting }],
  ] as const)
    expect([message.type, await speaker.ask(message)]).toEqual([message.type, refused('forbidden')]);
});

test('[BAD-14] somebody else’s ticket is as if it were not there', async () => {
  const taxpayer = await Speaker.enter(home, payer('curious'));
  const south = await Speaker.enter(home, { role: 'supervisor', sub: 'of the south', halls: ['south'] });
  const vtax = await Speaker.enter(home, { role: 'channel', sub: 'vtax', channel: 'vtax', halls: '*' });
  const other = await Speaker.enter(home, officerAt('south-s01'));
  for (const [speaker, message] of [
    [taxpayer, { type: 'cancel', ticket: waiting }],
    [taxpayer, { type: 'why', ticket: waiting }],
    [south, { type: 'cancel', ticket: waiting }],
    [south, { type: 'why', ticket: waiting }],
    [vtax, { type: 'leave', ticket: waiting }],
    [other, { type: 'complete', ticket: served, outcome: 'resolved' }],
    [other, { type: 'end', ticket: served }],
    [seat, { type: 'complete', ticket: waiting, outcome: 'resolved' }],
    [chiefs, { type: 'why', ticket: 'tzzzz' }],
  ] as const)
    expect([message, await speaker.ask(message)]).toEqual([message, refused('not-found')]);
  const { result } = await south.does({ type: 'board' });
  expect((result as unknown as BoardView).halls.map((h) => h.hall)).toEqual(['south']);
});

test('[BAD-15] an offer that timed out, was never made or is another’s is gone', async () => {
  const overlooked = await Speaker.enter(home, officerAt('north-s02'));
  expect(await overlooked.ask({ type: 'accept', offer: lapsed })).toEqual(refused('offer-gone'));
  expect(await overlooked.ask({ type: 'reject', offer: lapsed })).toEqual(refused('offer-gone'));
  expect(await overlooked.ask({ type: 'accept', offer: `${waiting}.99` })).toEqual(refused('offer-gone'));
  expect(await seat.ask({ type: 'accept', offer: `${served}.1` })).toEqual(refused('offer-gone'));
});

test('[BAD-16] a place that somebody else has taken, and work in the wrong state', async () => {
  const usurper = await Speaker.enter(home, officerAt('north-s01', 'somebody else'));
  expect(await usurper.ask({ type: 'signIn', station: 'north-s01' })).toEqual(refused('station-taken'));
  expect(await usurper.ask({ type: 'complete', ticket: served, outcome: 'resolved' })).toEqual(
    refused('station-taken'),
  );
  expect(await seat.ask({ type: 'signOut', station: 'north-s01' })).toEqual(refused('wrong-state'));
  const nowhere = await Speaker.enter(home, officerAt('north-s77'));
  expect(await nowhere.ask({ type: 'signIn', station: 'north-s77' })).toEqual(refused('not-found'));
});

test('[BAD-17] unknown halls, businesses and channels', async () => {
  const calls = await Speaker.enter(home, exchange);
  expect(await calls.ask({ ...call, business: 'alchemy' })).toEqual(refused('unknown-business'));
  expect(await calls.ask({ ...call, hall: 'west' })).toEqual(refused('unknown-hall'));
  const booth = await Speaker.enter(home, { role: 'channel', sub: 'fax', channel: 'fax', halls: '*' });
  expect(await booth.ask({ ...call, channel: 'fax' })).toEqual(refused('channel-mismatch'));
});

test('[BAD-18] webhooks: signature, clock, body, channel', async () => {
  const body = { event: 'submitted', submission_no: 'S-1', taxpayer_id: 'p', tax_unit: 'north', matter: 'vat-return' };
  const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const bad: [Partial<Letter>, number, ErrorCode][] = [
    [{ secret }, 401, 'bad-signature'],
    [{ headers: { 'webhook-signature': 'v1,' } }, 401, 'bad-signature'],
    [{ headers: { 'webhook-timestamp': 'yesterday' } }, 401, 'bad-signature'],
    [{ headers: { 'webhook-id': 'another' } }, 401, 'bad-signature'],
    [{ at: ago(6) }, 401, 'stale-timestamp'],
    [{ at: ago(-6) }, 401, 'stale-timestamp'],
    [{ body: 'not json' }, 400, 'bad-frame'],
    [{ body: { ...body, event: 'dreamt' } }, 400, 'bad-message'],
    [{ body: { ...body, taxpayer_id: '' } }, 400, 'bad-message'],
    [{ body: { ...body, matter: 'alchemy' } }, 422, 'unknown-business'],
    [{ body: { ...body, tax_unit: 'west' } }, 422, 'unknown-hall'],
    [{ body: { ...body, submission_no: 'x'.repeat(17 * 1024) } }, 413, 'too-large'],
    [{ headers: { 'content-type': 'text/plain' } }, 400, 'bad-message'],
    [{ channel: 'fax', secret }, 404, 'not-found'],
  ];
  for (const [n, [letter, status, code]] of bad.entries()) {
    const answer = await post(home, { id: `bad-${n}`, body, ...letter });
    expect([letter, answer]).toEqual([letter, { status, body: expect.objectContaining({ type: 'error', code }) }]);
  }
});

test('[BAD-19] a flood is refused, then cut, and nobody else feels it', async () => {
  const flood = await Speaker.enter(home, payer('in a hurry'));
  for (let n = 0; n < 1_000; n++) flood.say({ type: 'view', id: `flood-${n}` });
  expect(await flood.closed).toBe(4006);
  expect(flood.messages.some((m) => m.type === 'error' && m.code === 'too-fast' && m.retryable)).toBe(true);
  expect(await seat.ask({ type: 'view' })).toMatchObject({ type: 'ack' });
});
