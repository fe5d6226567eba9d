import { afterEach, expect, test, vi } from 'vitest';
import { bucket } from '../../src/gateway/limits.ts';
import { CodedError, closeCodes } from '../../src/protocol/codes.ts';
import { board, officer, reader, rigLink, rigSession, taxpayer } from './gateway-rig.ts';

const closedWith = (reason: keyof typeof closeCodes) => ({ code: closeCodes[reason].code });
const submit = { type: 'submit', id: 'command-1', business: 'declare', channel: 'etax' };
const signIn = { type: 'signIn', id: 'command-2', station: officer.station };

afterEach(() => {
  vi.useRealTimers();
});

test('[SES-1] hello is answered by a welcome with the sequence, the time and its rate, the role and a fresh view', async () => {
  const { enter } = rigSession();
  expect(await enter(officer)).toEqual({
    type: 'welcome',
    seq: 0,
    now: 1000,
    rate: 1,
    role: 'station',
    view: { tickets: [], places: [] },
  });
});

test('[SES-2] a session that says no hello in time is closed, also when it says other things', async () => {
  vi.useFakeTimers();
  const { far, say } = rigSession();
  await vi.advanceTimersByTimeAsync(4000);
  say(signIn);
  expect(far.messages).toMatchObject([{ type: 'error', code: 'unauthenticated', id: 'command-2' }]);
  expect(far.closed).toBeNull();
  await vi.advanceTimersByTimeAsync(1000);
  expect(far.closed).toEqual(closedWith('noHello'));
});

test('[SES-3] a bad token is told and closed for good', async () => {
  const { far, say } = rigSession();
  say({ type: 'hello', token: 'rubbish' });
  await far.until(({ closed }) => closed !== null);
  expect(far.messages).toMatchObject([{ type: 'error', code: 'unauthenticated', retryable: false }]);
  expect(far.closed).toEqual(closedWith('badToken'));
});

test('[SES-4] where the bureau cannot be reached hello is refused so that the client comes again', async () => {
  const link = rigLink();
  link.attach = async () => {
    throw new CodedError('unavailable');
  };
  const { far, say, tokens } = rigSession({ link });
  say({ type: 'hello', token: await tokens.sign(officer, 60) });
  await far.until(({ closed }) => closed !== null);
  expect(far.messages).toMatchObject([{ type: 'error', code: 'unavailable', retryable: true }]);
  expect(far.closed).toEqual(closedWith('noHello'));
});

test('[SES-5] every command is answered once with its id: ack with what it made, or error', async () => {
  const { far, say, enter } = rigSession();
  await enter(taxpayer);
  say(submit);
  expect(await far.got('ack')).toEqual({ type: 'ack', id: 'command-1', seq: 1, result: { ticket: 't1' } });
  const other = rigSession();
  await other.enter(reader);
  other.say(signIn);
  expect(await other.far.got('error')).toMatchObject({ id: 'command-2', code: 'forbidden', detail: 'signIn' });
});

test.each([
  ['not JSON', 'hello', { code: 'bad-frame' }],
  ['no object', '7', { code: 'bad-frame' }],
  ['no type', '{"id":"command-3"}', { code: 'bad-message', id: 'command-3', detail: expect.stringMatching(/^type: /) }],
  ['an unknown type', '{"type":"fly","id":"command-3"}', { code: 'unknown-type', id: 'command-3', detail: 'fly' }],
  [
    'a wrong field',
    JSON.stringify({ ...submit, priority: 10 }),
    { code: 'bad-message', id: 'command-1', detail: expect.stringMatching(/^priority: /) },
  ],
  [
    'a field too many',
    JSON.stringify({ ...signIn, by: 'x' }),
    { code: 'bad-message', detail: expect.stringContaining('"by"') },
  ],
])('[SES-6] a message that is %s is refused with what is wrong, and the session goes on', async (_, text, error) => {
  const { far, say, session, link, enter } = rigSession();
  await enter(officer);
  session.receive(text);
  expect(await far.got('error')).toMatchObject({ type: 'error', retryable: false, ...error });
  expect(link.given).toEqual([]);
  say(signIn);
  expect(await far.got('ack')).toMatchObject({ id: 'command-2' });
});

test('[SES-7] a taxpayer submits for itself, in the hall of its token, and its number never reaches the bureau', async () => {
  const { far, say, link, enter, tokens } = rigSession();
  await enter(taxpayer);
  say({ ...submit, hall: 'south', taxpayer: 'somebody else' });
  await far.got('ack');
  const pseudonym = tokens.pseudonym(taxpayer.sub);
  expect(link.given).toMatchObject([{ hall: 'north', taxpayer: pseudonym, by: { sub: pseudonym } }]);
  expect(JSON.stringify(link.given)).not.toContain(taxpayer.sub);
});

test('[SES-8] whoever names a taxpayer, the bureau is told the same pseudonym', async () => {
  const { far, say, link, enter, tokens } = rigSession();
  await enter({ role: 'channel', sub: 'etax', channel: 'etax', halls: '*' });
  say({ ...submit, hall: 'south', taxpayer: taxpayer.sub });
  await far.got('ack');
  expect(link.given).toMatchObject([{ hall: 'south', taxpayer: tokens.pseudonym(taxpayer.sub) }]);
});

test('[SES-9] what failed inside is told as internal without its content', async () => {
  const { far, say, enter } = rigSession();
  await enter(officer);
  say({ type: 'why', id: 'question-1', ticket: 't1' });
  const error = await far.got('error');
  expect(error).toMatchObject({ id: 'question-1', code: 'internal', retryable: true });
  expect(JSON.stringify(error)).not.toContain(taxpayer.sub);
});

test('[SES-10] a returning session is told what it missed, then what is new, in order and without a view', async () => {
  const link = rigLink();
  link.past.push({ seq: 4, events: [] }, { seq: 5, events: [] }, { seq: 6, events: [] });
  const { far, enter } = rigSession({ link });
  const welcome = await enter(officer, 4);
  link.push({ seq: 7, events: [] });
  expect(welcome.view).toBeUndefined();
  expect(far.messages.map((m) => [m.type, 'seq' in m && m.seq])).toEqual([
    ['welcome', 0],
    ['push', 5],
    ['push', 6],
    ['push', 7],
  ]);
});

test('[SES-11] what is committed while hello is answered comes after the welcome', async () => {
  const link = rigLink();
  const { attach } = link;
  link.attach = async (...args) => {
    const attached = await attach(...args);
    link.push({ seq: 1, events: [] });
    return attached;
  };
  const { far, enter } = rigSession({ link });
  await enter(officer);
  expect(far.messages.map((m) => m.type)).toEqual(['welcome', 'push']);
});

test('[SES-12] commands sent right behind hello are obeyed after it, in their order', async () => {
  const { far, say, link, tokens } = rigSession();
  say({ type: 'hello', token: await tokens.sign(officer, 60) });
  say({ ...signIn, id: 'command-1' });
  say({ type: 'ready', id: 'command-2', station: officer.station });
  await far.until(({ messages }) => messages.length === 3);
  expect(far.messages.map((m) => m.type)).toEqual(['welcome', 'ack', 'ack']);
  expect(link.given.map((c) => c.type)).toEqual(['signIn', 'ready']);
});

test('[SES-13] a session ends with its token', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const { far, link, enter } = rigSession();
  await enter(officer, undefined, 3600);
  vi.advanceTimersByTime(3_590_000);
  expect(far.closed).toBeNull();
  vi.advanceTimersByTime(10_000);
  expect(far.closed).toEqual(closedWith('badToken'));
  expect(link.attachedNow()).toBe(0);
});

test('[SES-14] a socket that closes while hello is answered leaves nothing attached', async () => {
  const link = rigLink();
  const { attach } = link;
  const left = new Promise<void>((resolve) => {
    link.attach = async (...args) => {
      const attached = await attach(...args);
      return { ...attached, detach: () => resolve(attached.detach()) };
    };
  });
  const { say, session, tokens } = rigSession({ link });
  say({ type: 'hello', token: await tokens.sign(officer, 60) });
  session.gone();
  await left;
  expect(link.attachedNow()).toBe(0);
});

test('[SES-15] a session that does not read is cut at the limit, with no close frame', async () => {
  const { far, link, enter } = rigSession();
  await enter(officer);
  far.bufferedAmount = 2 ** 20;
  link.push({ seq: 1, events: [] });
  expect(far.closed).toBeNull();
  far.bufferedAmount += 1;
  link.push({ seq: 2, events: [] });
  expect(far.closed).toBe('terminated');
  expect(link.attachedNow()).toBe(0);
  link.push({ seq: 3, events: [] });
  expect(far.messages.at(-1)).toMatchObject({ seq: 2 });
});

test('[SES-16] messages over the rate are refused as too fast with their id, and may be sent again', async () => {
  const limits = { messages: { perSecond: 1000, burst: 3 } };
  const { far, say, link, enter } = rigSession({ limits });
  await enter(officer);
  await vi.waitFor(() => {
    for (let n = 0; n < 5; n++) say({ ...signIn, id: `command-${n}` });
    expect(far.messages.find((m) => m.type === 'error')).toMatchObject({ code: 'too-fast', retryable: true });
  });
  const refused = await far.got('error');
  expect(link.given.map((c) => c.id)).not.toContain(refused.id);
  await vi.waitFor(() => {
    say({ ...signIn, id: refused.id });
    expect(link.given.map((c) => c.id)).toContain(refused.id);
  });
});

test('[SES-17] a session that goes on sending what is refused is closed for abuse', async () => {
  const { far, session, enter } = rigSession({ limits: { faults: { perSecond: 0, burst: 3 } } });
  await enter(officer);
  for (let n = 0; n < 3; n++) session.receive('x');
  expect(far.closed).toBeNull();
  session.receive('x');
  expect(far.closed).toEqual(closedWith('abuse'));
});

test('[SES-18] a draining session answers what is under way, refuses what is new, then closes', async () => {
  const { far, say, session, link, enter } = rigSession();
  let release = () => {};
  link.before = () =>
    new Promise<void>((resolve) => {
      release = resolve;
    });
  await enter(officer);
  say({ ...signIn, id: 'command-1' });
  session.drain();
  say({ ...signIn, id: 'command-2' });
  expect(await far.got('error')).toMatchObject({ id: 'command-2', code: 'stopping', retryable: true });
  expect(far.closed).toBeNull();
  release();
  expect(await far.got('ack')).toMatchObject({ id: 'command-1' });
  await far.until(({ closed }) => closed !== null);
  expect(far.closed).toEqual(closedWith('goingAway'));
});

test('[SES-19] who watches is answered the board, and pushed it each second until the session ends', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { far, say, session, link, enter } = rigSession();
  await enter(reader);
  link.push({ seq: 8, events: [] });
  say({ type: 'watch', id: 'question-1' });
  say({ type: 'watch', id: 'question-2' });
  expect(await far.got('ack')).toMatchObject({ result: board });
  await far.until(({ messages }) => messages.filter((m) => m.type === 'ack').length === 2);
  const boards = () => far.messages.filter((m) => m.type === 'push' && m.events[0]?.type === 'board');
  await vi.advanceTimersByTimeAsync(2000);
  expect(boards()).toMatchObject([{ seq: 8 }, { seq: 8 }]);
  link.askBoard = () => {
    throw new CodedError('unavailable');
  };
  await vi.advanceTimersByTimeAsync(1000);
  link.askBoard = () => board;
  await vi.advanceTimersByTimeAsync(1000);
  expect(boards().length).toBe(3);
  session.gone();
  expect(vi.getTimerCount()).toBe(0);
});

test('[LIM-1] a bucket gives its burst at once, then its rate, and never more than its burst after a rest', () => {
  let now = 0;
  const take = bucket({ perSecond: 2, burst: 3 }, () => now);
  const taken = (tries: number) => Array.from({ length: tries }, take).filter(Boolean).length;
  expect(taken(5)).toBe(3);
  now += 500;
  expect(taken(5)).toBe(1);
  now += 60_000;
  expect(taken(9)).toBe(3);
});

test('[LIM-2] a bucket without bounds always gives', () => {
  let now = 0;
  const take = bucket({ perSecond: Infinity, burst: Infinity }, () => now++);
  expect(Array.from({ length: 1000 }, take).every(Boolean)).toBe(true);
  expect(take()).toBe(true);
});
