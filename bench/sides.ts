import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Bench } from './figure.ts';
import { startChild } from './processes/child.ts';
import type { ServerAt } from './processes/server.ts';
import { ackedBy, offeredBy, openSession, secret } from './session.ts';
import { seats, submission } from './town.ts';

/** One side of a comparison: a process with sockets that bring tickets and sockets that wait for them. */
export interface Side {
  /** Hands one ticket over when all is quiet; how long that took, ms. */
  hand(): Promise<number>;
  /** Hands over so many a second, `count` in all, whether or not those before have arrived; how long each took, ms. */
  handAtRate(perSecond: number, count: number): Promise<number[]>;
  stop(): Promise<void>;
}

/** The seats of one hall, and as many sockets of channels: none of them sends more than a session may. */
const workers = seats.slice(0, 50);

/** Tickets of one class are handed over in the order in which they came: the first that left is the first to arrive. */
class Timed {
  readonly #began: number[] = [];
  #quiet = () => {};
  #settled = 0;
  #times: number[] = [];
  readonly #bring: (id: string, n: number) => void;
  #n = 0;

  /** `bring` sends the n-th ticket. */
  constructor(bring: (id: string, n: number) => void) {
    this.#bring = bring;
  }

  arrived(): void {
    this.#times.push(performance.now() - (this.#began.shift() ?? Number.NaN));
  }

  /** One more ticket is dealt with. */
  settled(): void {
    if (++this.#settled === this.#n) this.#quiet();
  }

  async hand(): Promise<number> {
    this.#leave();
    return (await this.#all())[0] ?? Number.NaN;
  }

  async handAtRate(perSecond: number, count: number): Promise<number[]> {
    const since = performance.now();
    for (let left = count; left > 0; await sleep(1)) {
      const due = count - ((performance.now() - since) / 1000) * perSecond;
      for (; left > Math.max(due, 0); left--) this.#leave();
    }
    return this.#all();
  }

  #leave(): void {
    const id = `submit-${++this.#n}`;
    this.#began.push(performance.now());
    this.#bring(id, this.#n);
  }

  async #all(): Promise<number[]> {
    // At a rate, the last may be dealt with before anybody waits for it.
    if (this.#settled < this.#n) await new Promise<void>((resolve) => (this.#quiet = resolve));
    return this.#times.splice(0);
  }
}

export async function relaySide(bench: Bench): Promise<Side> {
  const relay = await startChild(bench, 'relay', null);
  const url = await relay.ask<string>('at');
  const timed = new Timed((id, n) => bringing[n % bringing.length]?.send(JSON.stringify(submission(0, id))));
  for (const _ of workers) {
    const worker = await open(url);
    worker.on('message', (data) => {
      const { type } = JSON.parse(String(data)) as { type: string };
      if (type !== 'offer') return;
      timed.arrived();
      worker.send('{"type":"ready"}');
      timed.settled();
    });
    worker.send('{"type":"ready"}');
  }
  const bringing = await Promise.all(workers.map(() => open(url)));
  return {
    hand: () => timed.hand(),
    handAtRate: (perSecond, count) => timed.handAtRate(perSecond, count),
    stop: () => relay.stop(),
  };
}

/** The product: each ticket is also accepted and completed, outside of the time taken. */
export async function serverSide(bench: Bench, fsync: 'always' | 'everysec'): Promise<Side> {
  const server = await startChild(bench, 'server', { dataDir: bench.folder(`side-${fsync}`), fsync, secret });
  const { wsUrl } = await server.ask<ServerAt>('at');
  const timed = new Timed((id, n) => bringing[n % bringing.length]?.send(submission(0, id)));
  const ready = Promise.withResolvers<void>();
  let open = 0;
  for (const station of workers) {
    const by = { role: 'station', sub: station, hall: station.split('-')[0] ?? '', station } as const;
    const seat = await openSession(wsUrl, by, (text) => {
      const offer = offeredBy(text);
      const acked = ackedBy(text);
      if (offer !== undefined) {
        timed.arrived();
        seat.send({ type: 'accept', id: `accept-${offer}`, offer });
      } else if (acked?.startsWith('accept-')) {
        const ticket = acked.slice('accept-'.length, acked.lastIndexOf('.'));
        seat.send({ type: 'complete', id: `complete-${ticket}`, ticket, outcome: 'resolved' });
      } else if (acked?.startsWith('complete-')) {
        timed.settled();
      } else if (acked?.startsWith('ready-') && ++open === workers.length) ready.resolve();
    });
    seat.send({ type: 'signIn', id: `signIn-${station}`, station });
    seat.send({ type: 'ready', id: `ready-${station}`, station });
  }
  await ready.promise;
  const channel = { role: 'channel', sub: 'channel', channel: 'phone', halls: '*' } as const;
  const bringing = await Promise.all(workers.map(() => openSession(wsUrl, channel, () => {})));
  return {
    hand: () => timed.hand(),
    handAtRate: (perSecond, count) => timed.handAtRate(perSecond, count),
    stop: () => server.stop(),
  };
}

async function open(url: string): Promise<WebSocket> {
  const ws = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
  await once(ws, 'open');
  return ws;
}
