import { Webhook } from 'standardwebhooks';
import type { Home } from './home.ts';

export interface Letter {
  channel?: string;
  id: string;
  body: unknown;
  /** When it says that it was sent. */
  at?: Date;
  secret?: string;
  headers?: Record<string, string>;
}

/** Posts a webhook, signed as its channel would unless told otherwise. */
export async function post(home: Home, { channel = 'etax', id, body, at = new Date(), secret, headers }: Letter) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = new Webhook(secret ?? home.webhookSecret(channel)).sign(id, at, text);
  const answer = await fetch(`${home.url}/intake/${channel}`, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signature,
      ...headers,
    },
    signal: AbortSignal.timeout(10_000),
  });
  return { status: answer.status, body: (await answer.json()) as { ticket?: string; token?: string; code?: string } };
}
