import type { Socket } from '../../src/client/line.ts';
import { defaultLimits } from '../../src/gateway/limits.ts';
import { Session } from '../../src/gateway/session.ts';
import type { Tokens } from '../../src/gateway/tokens.ts';
import { CodedError } from '../../src/protocol/codes.ts';
import { principal } from '../../src/protocol/principal.ts';
import { log, type RigLink, rigLink } from './gateway-rig.ts';

/** Tokens that are the principal's JSON: nothing here is about signatures. */
const plain: Tokens = {
  pseudonym: (taxpayer) => `~${taxpayer}`,
  sign: async (by) => JSON.stringify(by),
  exchange: async ({ sub, hall }, station) => JSON.stringify({ role: 'station', sub, hall, station }),
  async identify(token) {
    const { principal, expiresAt } = await plain.verify(token);
    return { bearer: principal, expiresAt };
  },
  async verify(token) {
    if (!token.startsWith('{')) throw new CodedError('unauthenticated');
    return { principal: principal.parse(JSON.parse(token)), expiresAt: Date.now() + 3_600_000 };
  },
};

type Heard = { open: () => void; message: (e: { data: unknown }) => void; close: (e: { code: number }) => void };

/** A server in memory: every socket that is made reaches a real session over the same link. */
export function rigServer(link: RigLink = rigLink()) {
  const sockets = new Set<LocalSocket>();
  const server = {
    link,
    /** All sockets that were ever made. */
    made: 0,
    /** Refuses to be connected to. */
    down: false,
    /** Swallows what the server says. */
    mute: false,
    /** Every frame that the client sent. */
    heard: [] as { type: string; id?: string; since?: number }[],
    /** The line breaks: neither side hears a word of it but that it is closed. */
    cut: (code = 1006) => {
      for (const socket of [...sockets]) socket.shut(code);
    },
    open: () => sockets.size,
  };

  class LocalSocket implements Socket {
    readonly #on: Partial<Heard> = {};
    readonly #session: Session;
    constructor(_url: string) {
      server.made += 1;
      const wire = {
        bufferedAmount: 0,
        send: (text: string) => queueMicrotask(() => !server.mute && this.#on.message?.({ data: text })),
        close: (code: number) => queueMicrotask(() => this.shut(code)),
        terminate: () => this.shut(1006),
      };
      this.#session = new Session(wire, {
        link,
        tokens: plain,
        limits: defaultLimits,
        log,
        opened: () => {},
        from: '',
      });
      sockets.add(this);
      queueMicrotask(() => (server.down ? this.shut(1006) : this.#on.open?.()));
    }
    addEventListener<K extends keyof Heard>(type: K | 'error', heard: Heard[K] | (() => void)): void {
      Object.assign(this.#on, { [type]: heard });
    }
    send(text: string): void {
      server.heard.push(JSON.parse(text));
      queueMicrotask(() => this.#session.receive(text));
    }
    close(): void {
      this.shut(1000);
    }
    shut(code: number): void {
      if (!sockets.delete(this)) return;
      this.#session.gone();
      this.#on.close?.({ code });
    }
  }
  return { server, WebSocket: LocalSocket };
}
