import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Tokens, tokens } from '../src/gateway/tokens.ts';
import type { WireCommand } from '../src/protocol/commands.ts';
import type { Principal } from '../src/protocol/principal.ts';

/** Whom the benchmark's servers trust. */
export const secret = randomBytes(32).toString('base64url');
const signer: Tokens = tokens({
  own: randomBytes(32),
  audience: 'yunting',
  source: { issuer: 'yunting', secret: Buffer.from(secret) },
});

export type Command = WireCommand extends infer C ? (C extends { type: 'submit' } ? Omit<C, 'priority'> : C) : never;

export interface Session {
  send(command: Command): void;
  close(): void;
}

/** A raw socket that has said hello: what the client library would cost is not measured. `hear` gets every text. */
export async function openSession(url: string, by: Principal, hear: (text: string) => void): Promise<Session> {
  const ws = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
  await once(ws, 'open');
  ws.send(JSON.stringify({ type: 'hello', token: await signer.sign(by, 3600) }));
  const [welcome] = await once(ws, 'message');
  if (!String(welcome).startsWith('{"type":"welcome"')) throw new Error(`no welcome: ${welcome}`);
  ws.on('message', (data) => {
    const text = String(data);
    if (text.startsWith('{"type":"error"')) throw new Error(`refused: ${text}`);
    hear(text);
  });
  return { send: (command) => ws.send(JSON.stringify(command)), close: () => ws.terminate() };
}

/** Id of the command that a text acknowledges; undefined when it is something else. Reads no more than it must. */
export function ackedBy(text: string): string | undefined {
  return text.startsWith(ack) ? text.slice(ack.length, text.indexOf('"', ack.length)) : undefined;
}
const ack = '{"type":"ack","id":"';

/** Id of the offer that a push makes. */
export function offeredBy(text: string): string | undefined {
  const at = text.indexOf(offer);
  return at < 0 ? undefined : text.slice(at + offer.length, text.indexOf('"', at + offer.length));
}
const offer = '"type":"offer","offer":{"id":"';
