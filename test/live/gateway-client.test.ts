import { expect, test, vi } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { connect } from '../../src/client/connect.ts';
import { startGateway } from '../../src/gateway/gateway.ts';
import { log, officer, taxpayer } from '../unit/gateway-rig.ts';
import { rigGateway } from './gateway-rig.ts';

test.each([
  ['ws', NodeWebSocket],
  ['the global WebSocket', WebSocket],
])('[CLI-15] by %s: commands, pushes and questions over a real socket', async (_, WebSocket) => {
  const { link, tokens, wsUrl } = await rigGateway();
  const pushed: number[] = [];
  const onPush = (_events: unknown, seq: number) => pushed.push(seq);
  const client = connect({ url: wsUrl, token: await tokens.sign(taxpayer, 60), WebSocket, onPush });
  expect(await client.command({ type: 'submit', business: 'declare', channel: 'etax' })).toEqual({ ticket: 't1' });
  link.push({ seq: 5, events: [] });
  expect(await client.ask({ type: 'board' })).toMatchObject({ submitted: 1 });
  expect(pushed).toEqual([5]);
  client.close();
});

test('[CLI-16] a server that goes and comes back is found again, and what was under way is obeyed once', async () => {
  const { gateway, link, tokens, secrets, wsUrl } = await rigGateway();
  const states: string[] = [];
  const client = connect({
    url: wsUrl,
    token: () => tokens.sign(officer, 60),
    WebSocket: NodeWebSocket,
    onState: (state) => states.push(state),
  });
  await client.command({ type: 'signIn', station: officer.station });
  // The command is obeyed, but its answer dies with the server.
  let lost = () => {};
  const { command } = link;
  const obeyed = new Promise<void>((resolve) => {
    link.command = async (given) => {
      await command(given, '');
      resolve();
      return new Promise((_, reject) => {
        lost = () => reject(new Error('the server is gone'));
      });
    };
  });
  const ready = client.command({ type: 'ready', station: officer.station });
  await obeyed;
  await gateway.close();
  lost();
  await vi.waitFor(() => expect(states).toContain('waiting'));
  link.command = command;
  const port = Number(new URL(gateway.url).port);
  const again = await startGateway({ host: '127.0.0.1', port, link, tokens, secrets, log, ready: () => [] });
  await ready;
  expect(link.given.filter((c) => c.type === 'ready').length).toBe(1);
  expect(states.at(-1)).toBe('open');
  client.close();
  await again.close();
});
