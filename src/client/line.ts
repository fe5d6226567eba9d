import { CodedError, closeCodes, type ErrorCode } from '../protocol/codes.ts';
import type { Hello, ServerMessage } from '../protocol/messages.ts';
import { backoff } from './backoff.ts';

/** `waiting`: the line is down and will be tried again; `closed`: it will not. */
export type LineState = 'connecting' | 'open' | 'waiting' | 'closed';

/** As much of a WebSocket as is needed: the browser's, Node's own and that of `ws` all have it. */
export interface Socket {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open', heard: () => void): void;
  addEventListener(type: 'message', heard: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', heard: (event: { code: number }) => void): void;
  addEventListener(type: 'error', heard: () => void): void;
}

export interface LineOptions {
  /** `ws://…/ws` or `wss://…/ws`. */
  url: string;
  /** A function is asked for each connection, so that a new token can follow one that has expired. */
  token: string | (() => string | Promise<string>);
  WebSocket?: new (url: string) => Socket;
}

interface Listener {
  /** Last sequence seen. */
  since(): number | undefined;
  message(message: ServerMessage): void;
  state(state: LineState, error?: CodedError): void;
}

export interface Line {
  readonly state: LineState;
  send(text: string): void;
  /** Takes the line for dead and makes a new one. */
  drop(): void;
  /** Waits no longer to try again. */
  hurry(): void;
  close(error?: CodedError): void;
}

/** How long the server has to answer hello. */
const welcomeMs = 10_000;
const meaning: Record<number, ErrorCode> = {
  [closeCodes.badToken.code]: 'unauthenticated',
  [closeCodes.replaced.code]: 'station-taken',
  [closeCodes.tooLarge.code]: 'too-large',
  [closeCodes.abuse.code]: 'too-fast',
};

/** Keeps one connection signed in: makes it again with backoff until the server says that this is of no use. */
export function keepLine({ url, token, WebSocket: Make = WebSocket }: LineOptions, on: Listener): Line {
  let state: LineState = 'connecting';
  let socket: Socket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let welcomed = false;

  const turn = (to: LineState, error?: CodedError) => {
    state = to;
    clearTimeout(timer);
    timer = undefined;
    on.state(to, error);
  };

  const dial = async () => {
    turn('connecting');
    const late = setTimeout(drop, welcomeMs);
    timer = late;
    try {
      const by = typeof token === 'function' ? await token() : token;
      // Still this try: another timer means that it was given up meanwhile.
      if (timer === late) open(new Make(url), by);
    } catch {
      if (timer === late) drop();
    }
  };

  const open = (mine: Socket, by: string) => {
    socket = mine;
    welcomed = false;
    mine.addEventListener('open', () => {
      const since = on.since();
      const hello: Hello = { type: 'hello', version: 1, token: by, ...(since !== undefined && { since }) };
      mine.send(JSON.stringify(hello));
    });
    mine.addEventListener('message', ({ data }) => {
      if (socket === mine) hear(JSON.parse(String(data)) as ServerMessage);
    });
    mine.addEventListener('close', ({ code }) => {
      if (socket === mine) lost(code);
    });
    // A close follows every error.
    mine.addEventListener('error', () => {});
  };

  const hear = (message: ServerMessage) => {
    if (message.type === 'welcome') {
      welcomed = true;
      tries = 0;
      turn('open');
    }
    if (message.type === 'error' && !welcomed && !message.retryable)
      close(new CodedError(message.code, message.detail));
    else on.message(message);
  };

  const lost = (code: number) => {
    socket = null;
    const error = meaning[code];
    // A session that was welcomed and whose token then expired comes back with a new one, if there is one.
    const renewable = error === 'unauthenticated' && welcomed && typeof token === 'function';
    if (error !== undefined && !renewable) return close(new CodedError(error));
    turn('waiting');
    timer = setTimeout(dial, backoff(tries++));
  };

  const drop = () => {
    const dead = socket;
    socket = null;
    dead?.close();
    if (state !== 'closed') lost(1006);
  };

  const hurry = () => {
    if (state !== 'waiting') return;
    tries = 0;
    void dial();
  };

  const close = (error?: CodedError) => {
    if (state === 'closed') return;
    const mine = socket;
    socket = null;
    turn('closed', error);
    mine?.close();
  };

  void dial();
  return {
    get state() {
      return state;
    },
    send: (text) => socket?.send(text),
    drop,
    hurry,
    close,
  };
}
