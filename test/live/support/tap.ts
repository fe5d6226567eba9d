import { WebSocket } from 'ws';
import type { Socket } from '../../../src/client/line.ts';
import type { ErrorCode } from '../../../src/protocol/codes.ts';
import { type ClientMessage, type PushBody, query, type ServerMessage } from '../../../src/protocol/messages.ts';

const questions = new Set<string>(query.options.map((option) => option.shape.type.value));

export interface Told {
  body: ClientMessage;
  /** First sent, and answered for good; real ms. */
  sentAt: number;
  answeredAt: number;
  /** What was acknowledged, or the code of the refusal. */
  answer: { ok: true; ticket?: string } | { ok: false; code: ErrorCode };
  /** How often it was sent before it was answered. */
  sends: number;
}

/** Listens in on every socket of a test: what was sent, and what was answered to it. */
export class Tap {
  /** Commands that were answered; questions are journaled nowhere. */
  readonly told = new Map<string, Told>();
  /** Every push, by whom and when (wall clock) it was heard. */
  readonly pushed: { who: string; at: number; body: PushBody }[] = [];
  welcomes = 0;
  /** Retryable refusals on the way. */
  deferred = new Map<ErrorCode, number>();
  readonly #acks: Told[] = [];
  readonly #sent = new Map<string, { body: ClientMessage; at: number; sends: number }>();
  #heard: () => void = () => {};

  /** A WebSocket that is listened to. */
  socket(who: string): new (url: string) => Socket {
    const tap = this;
    return class extends WebSocket {
      constructor(url: string) {
        super(url);
        this.on('message', (data) => tap.#hear(who, JSON.parse(String(data))));
      }
      override send(text: string): void {
        tap.#say(JSON.parse(text));
        super.send(text);
      }
    };
  }

  /** Resolves when `count` commands that are first sent from now on were acknowledged, with the ms to the first. */
  async acked(count: number): Promise<number> {
    const from = performance.now();
    const before = this.#acks.length;
    for (;;) {
      const acks = this.#acks.slice(before).filter((told) => told.sentAt >= from);
      if (acks[count - 1] !== undefined) return acks[0]!.answeredAt - from;
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  #say(message: ClientMessage | { type: 'hello' }): void {
    if (message.type === 'hello' || questions.has(message.type)) return;
    const before = this.#sent.get(message.id);
    if (before === undefined) this.#sent.set(message.id, { body: message, at: performance.now(), sends: 1 });
    else before.sends++;
  }

  #hear(who: string, message: ServerMessage): void {
    if (message.type === 'welcome') this.welcomes++;
    else if (message.type === 'push')
      for (const body of message.events) this.pushed.push({ who, at: Date.now(), body });
    else if (message.id !== undefined) {
      const sent = this.#sent.get(message.id);
      if (sent === undefined) return;
      if (message.type === 'error' && message.retryable) {
        this.deferred.set(message.code, (this.deferred.get(message.code) ?? 0) + 1);
        return;
      }
      const result = message.type === 'ack' ? (message.result as { ticket?: string } | undefined) : undefined;
      const told: Told = {
        body: sent.body,
        sentAt: sent.at,
        answeredAt: performance.now(),
        sends: sent.sends,
        answer: message.type === 'ack' ? { ok: true, ...result } : { ok: false, code: message.code },
      };
      this.told.set(message.id, told);
      if (told.answer.ok) this.#acks.push(told);
      this.#heard();
    }
  }
}
