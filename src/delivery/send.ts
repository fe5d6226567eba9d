import { UnrecoverableError } from 'bullmq';
import type { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import { CodedError } from '../protocol/codes.ts';
import type { Guard } from './guard.ts';

/** One delivery on its way: where to, under which id, signed by what. */
export interface Letter {
  callback: string;
  id: string;
  webhook: Webhook;
  payload: unknown;
}

export interface Sender {
  /**
   * Resolves when the receiver answered 2xx within `timeoutMs`. Rejects with `UnrecoverableError` where another try
   * cannot help (the address is refused, a 4xx other than 408, 409 and 429), else with an error to be tried again.
   */
  send(letter: Letter): Promise<void>;
  close(): Promise<void>;
}

/** The receiver's word is its status; of the body no more than this is read, to keep the connection. */
const BODY_LIMIT = 16 * 1024;
const tryAgain: ReadonlySet<number> = new Set([408, 409, 429]);

const message = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : error.name;
  return error.message === '' ? code : error.message;
};

/** Posts signed JSON (Standard Webhooks) through the guard. Redirects are not followed: a 3xx is a failed try. */
export function createSender(guard: Guard, timeoutMs: number): Sender {
  const agent = new Agent({ connect: guard.connect, connections: 16 });

  return {
    async send({ callback, id, webhook, payload }) {
      const body = JSON.stringify(payload);
      // The receiver compares the signed time with its own clock, so it is the wall's and not the bureau's.
      const now = new Date();
      const answer = await post(callback, body, {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'yunting',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': webhook.sign(id, now, body),
      });
      if (answer >= 200 && answer < 300) return;
      const text = `the receiver answered ${answer}`;
      throw answer >= 400 && answer < 500 && !tryAgain.has(answer) ? new UnrecoverableError(text) : new Error(text);
    },
    close: () => agent.close(),
  };

  async function post(callback: string, body: string, headers: Record<string, string>): Promise<number> {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const url = guard.check(callback);
      const answer = await request(url, { method: 'POST', dispatcher: agent, headers, body, signal });
      // What the body does once the status is known changes nothing.
      await answer.body.dump({ limit: BODY_LIMIT, signal }).catch(() => undefined);
      return answer.statusCode;
    } catch (error) {
      const text = message(error);
      throw error instanceof CodedError ? new UnrecoverableError(text) : new Error(text, { cause: error });
    }
  }
}
