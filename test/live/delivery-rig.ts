import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Step } from '../../src/bureau/commands.ts';
import { type OutboxOptions, startOutbox } from '../../src/delivery/outbox.ts';
import { tinyBureau } from '../unit/tiny-bureau.ts';

export const secret = `whsec_${Buffer.from('a secret of the e-tax portal').toString('base64')}`;

/** The step that closes a ticket; its result goes to the e-tax portal. */
export const closing = (seq: number, channel = 'etax'): Step => ({
  seq,
  at: 1_000 + seq,
  id: `command-${seq}`,
  type: 'complete',
  by: 'station:officer-1',
  from: null,
  on: null,
  print: null,
  answer: { ok: true },
  events: [
    {
      type: 'ticket.closed',
      ticket: `t${seq}`,
      channel,
      ref: `case-${seq}`,
      station: 'north-w01',
      outcome: 'resolved',
      reply: '您的申报已受理',
      auto: false,
      officer: 'officer-1',
      template: null,
      workedMs: 1_000,
      rateUntil: null,
      at: 1_000 + seq,
    },
  ],
});

/** The step that asks for missing material; its texts are sealed. */
export const asking = (seq: number): Step => ({
  ...closing(seq),
  type: 'supplement',
  events: [
    {
      type: 'ticket.parked',
      ticket: `t${seq}`,
      station: 'north-w01',
      reason: 'supplement',
      until: 9_000,
      remindAt: null,
      items: ['licence'],
      note: 'sealed:加盖公章',
      limitLeft: null,
      at: 1_000 + seq,
    },
  ],
});

export interface Received {
  id: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A real HTTP server; `answer` gives each request its status (default 200) or answers by itself (null). */
export async function startReceiver(answer: (n: number, received: Received) => number = () => 200) {
  const all: Received[] = [];
  let changed = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    const received = { id: String(request.headers['webhook-id']), headers: request.headers, body: await text(request) };
    all.push(received);
    const status = answer(all.length, received);
    response.writeHead(status, status >= 300 && status < 400 ? { location: 'http://127.0.0.1:1/' } : {}).end('thanks');
    changed.resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    all,
    hostPort: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/results`,
    async until(done: (all: Received[]) => boolean) {
      while (!done(all)) {
        await changed.promise;
        changed = Promise.withResolvers();
      }
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

export const noJournal: OutboxOptions['journal'] = { async *read() {} };

type Given = Partial<OutboxOptions> & Pick<OutboxOptions, 'connection'> & { code: string; callback: string };

/** An outbox of a tiny bureau whose e-tax portal is called back at `callback`, with how its tries ended. */
export function openOutbox({ code, callback, ...given }: Given) {
  const bureau = tinyBureau((files) => {
    files.bureau.code = code;
    Object.assign(files.bureau.channels.etax!, { callback });
  });
  const ended: string[] = [];
  const logged: object[] = [];
  let changed = Promise.withResolvers<void>();
  const log = (about: object) => void logged.push(about);
  const outbox = startOutbox({
    bureau: () => bureau,
    journal: noJournal,
    ticketOf: () => undefined,
    payloadOf: (_channel, letter) => letter,
    secrets: new Map([['etax', secret]]),
    allow: [new URL(callback).host],
    log: { warn: log, error: log },
    retry: { attempts: 3, delayMs: 10 },
    timeoutMs: 1_000,
    observe: (channel, how) => {
      ended.push(`${channel} ${how}`);
      changed.resolve();
    },
    ...given,
  });
  return {
    ...outbox,
    ended,
    logged,
    async until(done: (ended: string[]) => boolean) {
      while (!done(ended)) {
        await changed.promise;
        changed = Promise.withResolvers();
      }
    },
  };
}
