import type { z } from 'zod';
import { CodedError } from '../protocol/codes.ts';
import type { wireCommand } from '../protocol/commands.ts';
import type { PushBody, Query, ServerMessage, SessionView } from '../protocol/messages.ts';
import { backoff } from './backoff.ts';
import { keepLine, type LineOptions, type LineState } from './line.ts';

type Unnumbered<C> = C extends unknown ? Omit<C, 'id'> : never;
export type ClientCommand = Unnumbered<z.input<typeof wireCommand>>;
export type ClientQuery = Unnumbered<Query>;
/** What a command that was taken answers. */
export type Result<C extends ClientCommand> = C extends { type: 'submit' } ? { ticket: string } : undefined;

export interface ClientOptions extends LineOptions {
  /** A fresh view: what was known before is to be forgotten. */
  onView?(view: SessionView): void;
  /** What one step of the bureau means for this session. */
  onPush?(events: PushBody[], seq: number): void;
  /** The bureau's time, ms, as the server told it just now, and how many times as fast as the wall clock it runs. */
  onClock?(now: number, rate: number): void;
  /** `error`: why the line is closed for good. */
  onState?(state: LineState, error?: CodedError): void;
  /** Milliseconds that a command may take with all its retries. */
  timeoutMs?: number;
}

export interface Client {
  readonly state: LineState;
  /**
   * Gives a command under a new id until it is answered, through lost lines and retryable errors; the bureau obeys
   * it once. Rejects with a CodedError; `unavailable` after `timeoutMs` means that nobody knows whether it was obeyed.
   */
  command<const C extends ClientCommand>(command: C): Promise<Result<C>>;
  /** Asks a question in the same way. A `watch` is renewed by itself when the line was lost. */
  ask(query: ClientQuery): Promise<unknown>;
  /**
   * Somebody looks again, or the network is back: a lost line is tried at once, and one that seems open but is dead is
   * replaced within seconds.
   */
  nudge(): void;
  close(): void;
}

interface Pending {
  text: string;
  tries: number;
  /** Until the next try, or until the line is taken for dead. */
  timer: ReturnType<typeof setTimeout> | undefined;
  deadline: ReturnType<typeof setTimeout>;
  resolve(result: unknown): void;
  reject(error: CodedError): void;
}

const defaultTimeoutMs = 30_000;
/** The server answers within 3 s, also when its journal is away: a longer silence is the line's. */
const silenceMs = 6_000;
/** After a nudge somebody is waiting: the line has only so long to show that it lives. */
const nudgedMs = 3_000;
/** Commands that are given again at once on a new line, and the time between two of the others: half the server's limit. */
const atOnce = 100;
const apartMs = 20;

/** Opens a session that keeps itself open. */
export function connect(options: ClientOptions): Client {
  const pending = new Map<string, Pending>();
  let seq: number | undefined;
  let watching = false;
  let nudged: ReturnType<typeof setTimeout> | undefined;

  const line = keepLine(options, {
    since: () => seq,
    message: hear,
    state(state, error) {
      settle();
      if (state !== 'open') for (const each of pending.values()) clearTimeout(each.timer);
      if (state === 'closed') {
        const why = error ?? new CodedError('unavailable', 'the session was closed');
        for (const id of [...pending.keys()]) take(id)?.reject(why);
      }
      options.onState?.(state, error);
    },
  });

  function settle(): void {
    clearTimeout(nudged);
    nudged = undefined;
  }

  function hear(message: ServerMessage): void {
    settle();
    if (message.type === 'push') {
      seq = message.seq;
      for (const event of message.events) if (event.type === 'clock') options.onClock?.(event.now, event.rate);
      options.onPush?.(message.events, message.seq);
    } else if (message.type === 'welcome') {
      seq = message.seq;
      options.onClock?.(message.now, message.rate);
      if (message.view) options.onView?.(message.view);
      // What gathered while the line was down would be too fast all at once.
      let n = 0;
      for (const each of pending.values()) {
        if (++n <= atOnce) give(each);
        else each.timer = setTimeout(() => give(each), (n - atOnce) * apartMs);
      }
      if (watching) request({ type: 'watch' }).catch(() => {});
    } else if (message.type === 'ack') {
      take(message.id)?.resolve(message.result);
    } else if (message.id !== undefined) {
      if (message.retryable) again(pending.get(message.id));
      else take(message.id)?.reject(new CodedError(message.code, message.detail));
    }
  }

  function give(each: Pending): void {
    clearTimeout(each.timer);
    line.send(each.text);
    each.timer = setTimeout(line.drop, silenceMs);
  }

  function again(each: Pending | undefined): void {
    if (!each) return;
    clearTimeout(each.timer);
    each.timer = setTimeout(() => give(each), backoff(each.tries++));
  }

  function take(id: string): Pending | undefined {
    const each = pending.get(id);
    pending.delete(id);
    clearTimeout(each?.timer);
    clearTimeout(each?.deadline);
    return each;
  }

  function request(body: ClientCommand | ClientQuery): Promise<unknown> {
    if (line.state === 'closed') return Promise.reject(new CodedError('unavailable', 'the session was closed'));
    const id = newId();
    return new Promise((resolve, reject) => {
      const late = () => take(id)?.reject(new CodedError('unavailable', 'no answer in time'));
      const deadline = setTimeout(late, options.timeoutMs ?? defaultTimeoutMs);
      const each: Pending = {
        text: JSON.stringify({ ...body, id }),
        tries: 0,
        timer: undefined,
        deadline,
        resolve,
        reject,
      };
      pending.set(id, each);
      if (line.state === 'open') give(each);
    });
  }

  return {
    get state() {
      return line.state;
    },
    command: <C extends ClientCommand>(command: C) => request(command) as Promise<Result<C>>,
    async ask(query) {
      const answer = await request(query);
      if (query.type === 'watch') watching = true;
      return answer;
    },
    nudge() {
      if (line.state === 'waiting') line.hurry();
      if (line.state !== 'open' || nudged !== undefined) return;
      nudged = setTimeout(line.drop, nudgedMs);
      line.send(JSON.stringify({ type: 'view', id: newId() }));
    },
    close: () => line.close(),
  };
}

/** 128 random bits. `crypto.randomUUID` is not there on a page that was loaded without TLS. */
const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
