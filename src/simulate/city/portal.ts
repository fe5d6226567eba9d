import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { Pool } from 'undici';
import { backoff } from '../../client/backoff.ts';
import { CodedError } from '../../protocol/codes.ts';
import type { ErrorMessage } from '../../protocol/messages.ts';
import type { CityChannel } from './profile.ts';
import type { Tally } from './tally.ts';
import type { Lines } from './world.ts';

const tries = 6;

/** The channels' own systems: they give their events to the server, signed, the same one again until it is answered. */
export function portals(url: string, secrets: Partial<Record<string, string>>): Pick<Lines, 'post'> {
  const pool = new Pool(url, { connections: 16 });

  async function once(channel: CityChannel, id: string, body: string) {
    // The receiver compares the signed time with its own clock, so it is the wall's and not the city's.
    const now = new Date();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secrets[channel] ?? '').sign(id, now, body),
    };
    const answer = await pool.request({ path: `/intake/${channel}`, method: 'POST', headers, body });
    const said = await answer.body.json();
    if (answer.statusCode === 200) return { taken: said as Awaited<ReturnType<Lines['post']>> };
    return { refused: said as ErrorMessage };
  }

  return {
    async post(channel, event) {
      const id = randomUUID();
      const body = JSON.stringify(event);
      for (let n = 0; n < tries; n++) {
        if (n > 0) await pause(backoff(n - 1));
        const { taken, refused } = await once(channel, id, body).catch(() => ({
          taken: undefined,
          refused: undefined,
        }));
        if (taken !== undefined) return taken;
        if (refused !== undefined && !refused.retryable) throw new CodedError(refused.code, refused.detail);
      }
      throw new CodedError('unavailable', 'no answer to a webhook');
    },
  };
}

export interface Mailbox {
  /** Webhook secret by channel, once they are known. */
  secrets(): Partial<Record<string, string>> | undefined;
  tally: Pick<Tally, 'delivered' | 'forged'>;
  /** A letter that a channel was sent, each once however often it comes. */
  hear(channel: string, letter: Record<string, unknown>): void;
}

/** Where the channels get their letters: answers its `host:port`, a free one of this machine, once it listens. */
export async function mailbox({ secrets, tally, hear }: Mailbox): Promise<string> {
  const seen = new Set<string>();

  async function take(request: IncomingMessage): Promise<number> {
    const channel = request.url?.slice(1) ?? '';
    const secret = secrets()?.[channel];
    const body = await text(request);
    const id = String(request.headers['webhook-id']);
    try {
      if (secret === undefined) return 404;
      new Webhook(secret).verify(body, {
        'webhook-id': id,
        'webhook-timestamp': String(request.headers['webhook-timestamp']),
        'webhook-signature': String(request.headers['webhook-signature']),
      });
    } catch {
      tally.forged++;
      return 401;
    }
    if (seen.has(id)) return 204;
    seen.add(id);
    tally.delivered = seen.size;
    hear(channel, JSON.parse(body));
    return 204;
  }

  const server = createServer((request, response) => {
    void take(request).then(
      (status) => response.writeHead(status).end(),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `127.0.0.1:${port}`;
}
