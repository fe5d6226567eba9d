import { once } from 'node:events';
import { afterEach } from 'vitest';
import { WebSocket, type ClientOptions as WsOptions } from 'ws';
import { type Gateway, type GatewaySettings, startGateway } from '../../src/gateway/gateway.ts';
import { webhookSecret } from '../../src/gateway/secrets.ts';
import { type ServerMessage, serverMessage } from '../../src/protocol/messages.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { log, own, rigLink, rigTokens } from '../unit/gateway-rig.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A real gateway on a free port over a bureau as small as can be. */
export async function rigGateway(settings: Partial<GatewaySettings> = {}) {
  const link = rigLink();
  const tokens = rigTokens();
  const secrets = new Map(['etax', 'phone'].map((code) => [code, webhookSecret(own, code)]));
  const common = { host: '127.0.0.1', port: 0, link, tokens, log, secrets, ready: () => [] };
  const gateway: Gateway = await startGateway({ ...common, ...settings });
  stops.push(() => gateway.close());
  const wsUrl = `${gateway.url.replace('http', 'ws')}/ws`;

  /** A bare socket, open. */
  const dial = async (options: WsOptions = {}) => {
    const ws = new WebSocket(wsUrl, options);
    stops.push(() => ws.terminate());
    const messages: ServerMessage[] = [];
    const closed = new Promise<number>((resolve) => ws.once('close', resolve));
    let heard = () => {};
    ws.on('error', () => {});
    ws.on('message', (data) => {
      messages.push(serverMessage.parse(JSON.parse(String(data))));
      heard();
    });
    const got = async <T extends ServerMessage['type']>(type: T) => {
      const find = () => messages.find((m): m is Extract<ServerMessage, { type: T }> => m.type === type);
      while (!find())
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      return find()!;
    };
    await once(ws, 'open');
    return { ws, messages, closed, got, say: (message: object) => ws.send(JSON.stringify(message)) };
  };
  const enter = async (by: Principal, options: WsOptions = {}) => {
    const far = await dial(options);
    far.say({ type: 'hello', token: await tokens.sign(by, 60) });
    await far.got('welcome');
    return far;
  };
  return { gateway, link, tokens, secrets, wsUrl, dial, enter };
}
