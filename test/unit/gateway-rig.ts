import { pino } from 'pino';
import type { Answer } from '../../src/bureau/commands.ts';
import { defaultLimits, type Limits } from '../../src/gateway/limits.ts';
import { Session, type Wire } from '../../src/gateway/session.ts';
import { type Tokens, tokens } from '../../src/gateway/tokens.ts';
import type { Frame, Link } from '../../src/ports.ts';
import type { WireCommand } from '../../src/protocol/commands.ts';
import { type ServerMessage, serverMessage } from '../../src/protocol/messages.ts';
import type { Principal } from '../../src/protocol/principal.ts';

export const own = new Uint8Array(32).fill(7);
export const audience = 'yunting:test';
export const rigTokens = (): Tokens => tokens({ own, audience });
export const log = pino({ level: 'silent' });

export const taxpayer = { role: 'taxpayer', sub: '440100199001011234', hall: 'north' } as const;
export const officer = { role: 'station', sub: 'officer-1', hall: 'north', station: 'north-s01' } as const;
export const reader = { role: 'reader', sub: 'wall', halls: '*' } as const;

export interface RigLink extends Link {
  readonly given: (WireCommand & { by: Principal })[];
  readonly attachedNow: () => number;
  /** Sends a frame to every session that is attached. */
  push(frame: Frame): void;
  /** What `attach` keeps of the past, by sequence. */
  readonly past: Frame[];
  /** Runs before each command is obeyed: may wait, may throw. */
  before: () => Promise<void>;
  askBoard: () => unknown;
}

/** A bureau as small as can be: submits make tickets, readers may do nothing, a repeated id gives the same answer. */
export function rigLink(): RigLink {
  const sessions = new Set<(frame: Frame) => void>();
  const answers = new Map<string, { answer: Answer; seq: number }>();
  let seq = 0;
  const link: RigLink = {
    given: [],
    past: [],
    attachedNow: () => sessions.size,
    before: async () => {},
    askBoard: () => board,
    push: (frame) => {
      seq = frame.seq;
      for (const hear of sessions) hear(frame);
    },
    async attach(_by, since, frame) {
      sessions.add(frame);
      const missed = link.past.filter((each) => each.seq > (since ?? Number.POSITIVE_INFINITY));
      const view = since === undefined ? { tickets: [], places: [] } : null;
      return { seq, now: 1000, rate: 1, view, missed, detach: () => sessions.delete(frame) };
    },
    async command(command) {
      await link.before();
      const known = answers.get(command.id);
      if (known) return known;
      link.given.push(command);
      const answer: Answer =
        command.by.role === 'reader'
          ? { ok: false, code: 'forbidden', detail: command.type }
          : command.type === 'submit'
            ? { ok: true, ticket: `t${(++seq).toString(36)}` }
            : { ok: true };
      answers.set(command.id, { answer, seq });
      return { answer, seq };
    },
    async ask(query) {
      if (query.type === 'board' || query.type === 'watch') return link.askBoard();
      throw new TypeError('the content 440100199001011234 must not be told');
    },
    async opening() {},
  };
  return link;
}

export const board = {
  at: 1,
  halls: [],
  submitted: 1,
  states: { waiting: 1, offered: 0, serving: 0, wrapUp: 0, parked: 0, escalated: 0, quarantined: 0, closed: 0 },
  closed: {},
  answered: 0,
  answeredInTarget: 0,
  matchP99Ms: 0.5,
};

/** The far end of a session: what it was sent, and how it was closed. */
export class FarEnd implements Wire {
  readonly messages: ServerMessage[] = [];
  closed: { code: number } | 'terminated' | null = null;
  bufferedAmount = 0;
  #heard = () => {};

  send(text: string): void {
    this.messages.push(serverMessage.parse(JSON.parse(text)));
    this.#heard();
  }
  close(code: number): void {
    this.closed = { code };
    this.#heard();
  }
  terminate(): void {
    this.closed = 'terminated';
    this.#heard();
  }
  /** Resolves when `is` holds, which is looked at whenever something was heard. */
  async until(is: (far: FarEnd) => boolean): Promise<void> {
    while (!is(this))
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
  }
  /** The first message of a type, now or when it comes. */
  async got<T extends ServerMessage['type']>(type: T): Promise<Extract<ServerMessage, { type: T }>> {
    const find = () => this.messages.find((m): m is Extract<ServerMessage, { type: T }> => m.type === type);
    await this.until(() => find() !== undefined);
    return find()!;
  }
}

/** A session on an in-memory socket. */
export function rigSession(options: { link?: RigLink; tokens?: Tokens; limits?: Partial<Limits> } = {}) {
  const link = options.link ?? rigLink();
  const limits = { ...defaultLimits, ...options.limits };
  const tokens = options.tokens ?? rigTokens();
  const far = new FarEnd();
  const session = new Session(far, { link, tokens, limits, log, opened: () => {}, from: '' });
  const say = (message: object) => session.receive(JSON.stringify(message));
  const enter = async (by: Principal, since?: number, seconds = 60) => {
    say({ type: 'hello', token: await tokens.sign(by, seconds), since });
    return far.got('welcome');
  };
  return { link, far, session, say, enter, tokens };
}
