import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backoff } from '../../src/client/backoff.ts';
import { type Client, type ClientOptions, connect } from '../../src/client/connect.ts';
import { CodedError, closeCodes } from '../../src/protocol/codes.ts';
import { rigServer } from './client-rig.ts';
import { board, officer, taxpayer } from './gateway-rig.ts';

const submit = { type: 'submit', business: 'declare', channel: 'etax' } as const;
const coded = (code: string) => expect.objectContaining({ name: 'CodedError', code });
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);

let client: Client | undefined;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  client?.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** A client of a server in memory, open. */
async function rig(options: Partial<ClientOptions> = {}) {
  const { server, WebSocket } = rigServer();
  const states: string[] = [];
  const errors: (CodedError | undefined)[] = [];
  const onState: ClientOptions['onState'] = (state, error) => {
    states.push(state);
    if (error) errors.push(error);
  };
  client = connect({ url: 'ws://local/ws', token: JSON.stringify(taxpayer), WebSocket, onState, ...options });
  await later(0);
  return { client, server, states, errors };
}

test('[CLI-1] a command resolves with what it made, and a refusal rejects with its code', async () => {
  const { client, states } = await rig();
  expect(await client.command(submit)).toEqual({ ticket: 't1' });
  expect(states).toEqual(['connecting', 'open']);
  await expect(client.command({ type: 'accept', offer: 'x' })).rejects.toEqual(coded('bad-message'));
});

test('[CLI-2] a command given before the line is open goes out when it is', async () => {
  const { server, WebSocket } = rigServer();
  client = connect({ url: 'ws://local/ws', token: JSON.stringify(taxpayer), WebSocket });
  const ticket = client.command(submit);
  await later(0);
  expect(await ticket).toEqual({ ticket: 't1' });
  expect(server.heard.map((m) => m.type)).toEqual(['hello', 'submit']);
});

test('[CLI-3] an unanswered command is sent again with its id after the line was lost, and obeyed once', async () => {
  const { client, server, states } = await rig();
  server.mute = true;
  const ticket = client.command(submit);
  await later(0);
  expect(server.link.given.length).toBe(1);
  server.mute = false;
  server.cut();
  await later(1000);
  expect(await ticket).toEqual({ ticket: 't1' });
  const sent = server.heard.filter((m) => m.type === 'submit');
  expect(sent.length).toBe(2);
  expect(sent[0]?.id).toBe(sent[1]?.id);
  expect(server.link.given.length).toBe(1);
  expect(states).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
});

test('[CLI-4] a retryable error is tried again with the same id until it is none', async () => {
  const { client, server } = await rig();
  let refusals = 3;
  server.link.before = async () => {
    if (refusals-- > 0) throw new CodedError('unavailable');
  };
  const ticket = client.command(submit);
  await later(5000);
  expect(await ticket).toEqual({ ticket: 't1' });
  expect(new Set(server.heard.filter((m) => m.type === 'submit').map((m) => m.id)).size).toBe(1);
});

test('[CLI-5] on return the client names the last sequence seen, and hears what it missed', async () => {
  const seen: number[] = [];
  const { server } = await rig({ onPush: (_events, seq) => seen.push(seq) });
  server.link.push({ seq: 5, events: [] });
  await later(0);
  server.link.past.push({ seq: 6, events: [] });
  server.cut();
  await later(1000);
  expect(server.heard.filter((m) => m.type === 'hello').map((m) => m.since)).toEqual([undefined, 5]);
  expect(seen).toEqual([5, 6]);
});

test('[CLI-6] tries to reconnect are spread and come ever less often, and start anew after a welcome', async () => {
  const { server } = await rig();
  server.down = true;
  server.cut();
  await later(60_000);
  const made = server.made - 1;
  expect(made).toBeGreaterThan(8);
  expect(made).toBeLessThan(20);
  server.down = false;
  await later(10_000);
  expect(server.open()).toBe(1);
  const before = server.made;
  server.cut();
  await later(200);
  expect(server.made).toBe(before + 1);
});

test.each(Object.entries(closeCodes))(
  '[CLI-7] closed with %s it reconnects exactly if the table says so',
  async (_, row) => {
    const { client, server, states } = await rig();
    const open = client.command(submit);
    const ended = open.catch((error: unknown) => error);
    server.cut(row.code);
    await later(20_000);
    expect(states.at(-1)).toBe(row.retryable ? 'open' : 'closed');
    expect(server.made).toBe(row.retryable ? 2 : 1);
    if (!row.retryable) expect(await ended).toBeInstanceOf(CodedError);
  },
);

test('[CLI-8] a refused token closes for good and says why', async () => {
  const { client, states, errors } = await rig({ token: 'rubbish' });
  expect(states).toEqual(['connecting', 'closed']);
  expect(errors).toEqual([coded('unauthenticated')]);
  await expect(client.command(submit)).rejects.toEqual(coded('unavailable'));
});

test('[CLI-9] a token that expired is followed by a new one where there is a source of tokens', async () => {
  const token = vi.fn(() => JSON.stringify(officer));
  const { server, states } = await rig({ token });
  server.cut(closeCodes.badToken.code);
  await later(1000);
  expect(states.at(-1)).toBe('open');
  expect(token).toHaveBeenCalledTimes(2);
});

test('[CLI-10] a command that is never answered ends as unavailable, and a silent line is replaced meanwhile', async () => {
  const { client, server } = await rig({ timeoutMs: 20_000 });
  server.mute = true;
  const ended = client.command(submit).catch((error: unknown) => error);
  await later(19_000);
  expect(server.made).toBeGreaterThan(1);
  await later(1000);
  expect(await ended).toEqual(coded('unavailable'));
});

test('[CLI-11] a question is answered with its result, and a watch is renewed after the line was lost', async () => {
  const { client, server } = await rig();
  expect(await client.ask({ type: 'board' })).toEqual(board);
  await client.ask({ type: 'watch' });
  server.cut();
  await later(1000);
  expect(server.heard.filter((m) => m.type === 'watch').length).toBe(2);
});

test('[CLI-12] a close rejects what is open and is the end', async () => {
  const { client, server, states } = await rig();
  server.mute = true;
  const ended = client.command(submit).catch((error: unknown) => error);
  client.close();
  expect(await ended).toEqual(coded('unavailable'));
  await later(60_000);
  expect(server.made).toBe(1);
  expect(states.at(-1)).toBe('closed');
});

test('[CLI-13] a line whose token comes too late, or not at all, is tried again once at a time', async () => {
  let asked = 0;
  const token = () => {
    asked += 1;
    if (asked === 1) return new Promise<string>((resolve) => setTimeout(resolve, 10_500, JSON.stringify(officer)));
    if (asked === 2) return Promise.reject(new Error('no token now'));
    return JSON.stringify(officer);
  };
  const { server, states } = await rig({ token });
  await later(20_000);
  expect(server.made).toBe(1);
  expect(states.at(-1)).toBe('open');
});

test('[CLI-14] a backoff doubles up to 10 s, and half of it is chance', () => {
  expect([0, 1, 2, 20].map((n) => backoff(n, () => 0))).toEqual([100, 200, 400, 5000]);
  expect([0, 1, 2, 20].map((n) => backoff(n, () => 1))).toEqual([200, 400, 800, 10_000]);
});

test('[CLI-17] a nudge tries a lost line at once, and finds out one that is dead', async () => {
  const { client, server, states } = await rig();
  server.down = true;
  server.cut();
  await later(60_000);
  expect(states.at(-1)).toBe('waiting');
  server.down = false;
  client.nudge();
  await later(0);
  expect(states.at(-1)).toBe('open');
  const { made } = server;
  for (let i = 0; i < 5; i++) client.nudge();
  await later(10_000);
  expect([server.made, server.heard.filter((m) => m.type === 'view').length]).toEqual([made, 1]);
  server.mute = true;
  client.nudge();
  await later(3_000);
  server.mute = false;
  await later(1_000);
  expect([server.made, states.at(-1)]).toEqual([made + 1, 'open']);
  client.close();
  client.nudge();
});
