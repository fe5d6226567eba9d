import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Bench } from './figure.ts';
import { startChild } from './processes/child.ts';
import type { ServerAt } from './processes/server.ts';
import { ackedBy, type Command, offeredBy, openSession, type Session, secret } from './session.ts';
import { seats, submission } from './town.ts';

/** One side of a comparison: a process with twenty sockets that bring tickets and twenty that wait for them. */
export interface Side {
  /** Hands one ticket over when all is quiet; how long that took, ms. */
  hand(): Promise<number>;
  stop(): Promise<void>;
}

const workers = seats.slice(0, 20);
/** In turn, so that none of them sends more than a session may. */
const channels = workers.length;

export async function relaySide(bench: Bench): Promise<Side> {
  const relay = await startChild(bench, 'relay', null);
  const url = await relay.ask<string>('at');
  let arrived = (_: WebSocket) => {};
  for (const _ of workers) {
    const worker = await open(url);
    worker.on('message', (data) => {
      const { type } = JSON.parse(String(data)) as { type: string };
      if (type === 'offer') arrived(worker);
    });
    worker.send('{"type":"ready"}');
  }
  const bringing = await Promise.all(Array.from({ length: channels }, () => open(url)));
  let n = 0;
  return {
    async hand() {
      const { promise, resolve } = Promise.withResolvers<WebSocket>();
      arrived = resolve;
      const began = performance.now();
      bringing[++n % channels]?.send(JSON.stringify(submission(0, `submit-${n}`)));
      const worker = await promise;
      const took = performance.now() - began;
      worker.send('{"type":"ready"}');
      return took;
    },
    stop: () => relay.stop(),
  };
}

/** The product: the ticket is accepted and completed before the next is handed over, outside of the time taken. */
export async function serverSide(bench: Bench, fsync: 'always' | 'everysec'): Promise<Side> {
  const server = await startChild(bench, 'server', { dataDir: bench.folder(`side-${fsync}`), fsync, secret });
  const { wsUrl } = await server.ask<ServerAt>('at');
  let arrived = (_seat: Session, _offer: string) => {};
  let acked = (_id: string | undefined) => {};
  const give = (seat: Session, command: Command) =>
    new Promise<void>((resolve) => {
      acked = (id) => id === command.id && resolve();
      seat.send(command);
    });
  for (const station of workers) {
    const by = { role: 'station', sub: station, hall: station.split('-')[0] ?? '', station } as const;
    const seat = await openSession(wsUrl, by, (text) => {
      const offer = offeredBy(text);
      if (offer === undefined) acked(ackedBy(text));
      else arrived(seat, offer);
    });
    await give(seat, { type: 'signIn', id: `signIn-${station}`, station });
    await give(seat, { type: 'ready', id: `ready-${station}`, station });
  }
  const channel = { role: 'channel', sub: 'channel', channel: 'phone', halls: '*' } as const;
  const bringing = await Promise.all(Array.from({ length: channels }, () => openSession(wsUrl, channel, () => {})));
  let n = 0;
  return {
    async hand() {
      const offered = new Promise<{ seat: Session; offer: string }>((resolve) => {
        arrived = (seat, offer) => resolve({ seat, offer });
      });
      const began = performance.now();
      bringing[++n % channels]?.send(submission(0, `submit-${n}`));
      const { seat, offer } = await offered;
      const took = performance.now() - began;
      const ticket = offer.slice(0, offer.lastIndexOf('.'));
      await give(seat, { type: 'accept', id: `accept-${offer}`, offer });
      await give(seat, { type: 'complete', id: `complete-${ticket}`, ticket, outcome: 'resolved' });
      return took;
    },
    stop: () => server.stop(),
  };
}

async function open(url: string): Promise<WebSocket> {
  const ws = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
  await once(ws, 'open');
  return ws;
}
