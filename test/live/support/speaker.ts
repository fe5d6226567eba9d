import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { PushBody, ServerMessage } from '../../../src/protocol/messages.ts';
import type { Principal } from '../../../src/protocol/principal.ts';
import type { Home } from './home.ts';

type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;
type Told<T extends PushBody['type']> = Extract<PushBody, { type: T }>;

/** Where a server is reached, and tokens for it. */
type Door = Pick<Home, 'wsUrl' | 'token'>;

/** A bare session, message by message: what the client library hides is what is looked at here. */
export class Speaker {
  readonly ws: WebSocket;
  readonly messages: ServerMessage[] = [];
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  #looking: (() => void)[] = [];
  #ids = 0;
  readonly #name = Math.random().toString(36).slice(2);

  private constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)));
      for (const look of this.#looking.splice(0)) look();
    });
    ws.on('error', () => {});
    this.closed = new Promise((resolve) => ws.once('close', resolve));
  }

  static async dial({ wsUrl }: Pick<Door, 'wsUrl'>): Promise<Speaker> {
    const speaker = new Speaker(new WebSocket(wsUrl));
    await once(speaker.ws, 'open');
    return speaker;
  }

  /** Signed in, `since` as a session that comes back. */
  static async enter(door: Door, by: Principal, since?: number): Promise<Speaker> {
    const speaker = await Speaker.dial(door);
    speaker.say({ type: 'hello', token: await door.token(by), ...(since !== undefined && { since }) });
    await speaker.heard((m) => m.type === 'welcome');
    return speaker;
  }

  get welcome(): Of<'welcome'> {
    return this.messages.find((m) => m.type === 'welcome')!;
  }

  say(message: object | string): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Says it under a new id, or its own, and resolves with the answer to it. */
  async ask(message: { type: string; id?: string } & Record<string, unknown>): Promise<Of<'ack'> | Of<'error'>> {
    const id = message.id ?? `${this.#name}-${++this.#ids}`;
    const from = this.messages.length;
    this.say({ ...message, id });
    return this.heard(
      (m): m is Of<'ack'> | Of<'error'> => (m.type === 'ack' || m.type === 'error') && m.id === id,
      from,
    );
  }

  /** Like `ask`, of which an ack is expected. */
  async does(
    message: { type: string; id?: string } & Record<string, unknown>,
  ): Promise<{ seq: number; result: { ticket: string } }> {
    const answer = await this.ask(message);
    if (answer.type === 'error') throw new Error(`${message.type}: ${answer.code} ${answer.detail ?? ''}`);
    return { seq: answer.seq, result: answer.result as { ticket: string } };
  }

  /** The first message from `from` on that is like this. */
  async heard<M extends ServerMessage>(like: (m: ServerMessage) => m is M, from?: number): Promise<M>;
  async heard(like: (m: ServerMessage) => boolean, from?: number): Promise<ServerMessage>;
  async heard(like: (m: ServerMessage) => boolean, from = 0): Promise<ServerMessage> {
    for (let next = from; ; ) {
      for (; next < this.messages.length; next++) if (like(this.messages[next]!)) return this.messages[next]!;
      await new Promise<void>((resolve) => this.#looking.push(resolve));
    }
  }

  /** The first push from message `from` on that tells this. */
  async told<T extends PushBody['type']>(
    type: T,
    like: (body: Told<T>) => boolean = () => true,
    from = 0,
  ): Promise<Told<T>> {
    const find = (m: ServerMessage) =>
      m.type === 'push' ? m.events.find((e): e is Told<T> => e.type === type && like(e as Told<T>)) : undefined;
    return find(await this.heard((m) => find(m) !== undefined, from))!;
  }

  /** Sequence of the last push or welcome: what a client would come back with. */
  get seq(): number {
    return this.messages.reduce((seq, m) => (m.type === 'push' || m.type === 'welcome' ? m.seq : seq), 0);
  }

  async leave(): Promise<void> {
    this.ws.close();
    await this.closed;
  }
}

export const officerAt = (station: string, sub = `officer-${station}`): Principal & { role: 'station' } => ({
  role: 'station',
  sub,
  hall: station.slice(0, station.lastIndexOf('-')),
  station,
});
export const exchange: Principal = { role: 'channel', sub: 'exchange', channel: 'phone', halls: '*' };
export const portal: Principal = { role: 'channel', sub: 'portal', channel: 'etax', halls: '*' };
export const chief: Principal = { role: 'supervisor', sub: 'chief', halls: '*' };
export const payer = (sub: string, hall = 'north'): Principal & { role: 'taxpayer' } => ({
  role: 'taxpayer',
  sub,
  hall,
});

/** Signs a station in and makes it ready. */
export async function openStation(home: Home, station: string): Promise<Speaker> {
  const speaker = await Speaker.enter(home, officerAt(station));
  await speaker.does({ type: 'signIn', station });
  await speaker.does({ type: 'ready', station });
  return speaker;
}
