import { Queue } from 'bullmq';
import { startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { Crowd } from '../crowd.ts';
import { type Bench, compared, type Figure, figure } from '../figure.ts';
import { type Child, startChild } from '../processes/child.ts';
import type { ServerAt } from '../processes/server.ts';
import { secret } from '../session.ts';
import { seats } from '../town.ts';

/** Tickets open at once, in both: every worker has one, and as many wait. */
const open = 2 * seats.length;

/** Whole lives a second through real sockets and the journal, beside BullMQ with the same tickets, workers and fsync. */
export async function lives(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const fsync of ['everysec', 'always'] as const) figures.push(...(await livesWith(bench, fsync)));
  return figures;
}

async function livesWith(bench: Bench, fsync: 'always' | 'everysec'): Promise<Figure[]> {
  bench.say(`lives, ${fsync}: a server with ${seats.length} seats, and BullMQ`);
  const count = bench.quick ? 1_000 : 5_000;
  const dataDir = bench.folder(`lives-${fsync}`);
  const server = await startChild(bench, 'server', { dataDir, fsync, secret });
  const { wsUrl } = await server.ask<ServerAt>('at');
  const crowd = await Crowd.open(wsUrl, seats, 'lives');
  const bull = await startBull(bench, fsync);
  const ours: number[] = [];
  const theirs: number[] = [];
  const cpu: number[] = [];
  await crowd.lives(2 * count, open);
  await bull.hand(2 * count);
  for (let round = 0; round < bench.rounds; round++) {
    bench.say(`lives, ${fsync}: run ${round + 1} of ${bench.rounds}`);
    const before = await server.ask<number>('cpu');
    ours.push(await perSecond(count, () => crowd.lives(count, open)));
    cpu.push(((await server.ask<number>('cpu')) - before) / count);
    theirs.push(await perSecond(count, () => bull.hand(count)));
  }
  crowd.close();
  await Promise.all([server.stop(), bull.stop()]);
  const life = 'submit, offer, accept, complete over sockets, 500 seats, all journaled';
  return [
    compared(
      figure(`lives.${fsync}`, `${life}; peer: BullMQ add and process, concurrency 500`, 'lives/s', ours),
      'BullMQ',
      theirs,
      { atLeast: 1 },
    ),
    figure(`lives.${fsync}.bullmq`, 'the peer: jobs added one by one and processed', 'jobs/s', theirs),
    figure(`lives.${fsync}.cpu`, 'CPU of the server process for one life', 'µs', cpu),
  ];
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return count / ((performance.now() - began) / 1000);
}

/** BullMQ as it does best: one worker process of that concurrency, jobs removed at once, adds pipelined. */
async function startBull(bench: Bench, fsync: 'always' | 'everysec') {
  const redis = await startEmbeddedRedis({ dataDir: bench.folder(`bull-${fsync}`), fsync });
  const { socketPath } = redis;
  const worker: Child = await startChild(bench, 'worker', { socketPath, concurrency: seats.length });
  const defaultJobOptions = { removeOnComplete: true, removeOnFail: true };
  const queue = new Queue('tickets', { connection: { path: socketPath }, defaultJobOptions });
  let total = 0;
  return {
    async hand(count: number) {
      const done = worker.ask('done', total + count);
      let left = count;
      const add = async () => {
        while (left-- > 0) {
          const id = `submit-lives-${total++}`;
          const hall = 'hall0';
          await queue.add('t', { type: 'submit', id, business: 'vat-return', channel: 'phone', hall, ref: id });
        }
      };
      await Promise.all([...Array.from({ length: inFlight }, add), done]);
    },
    async stop() {
      await Promise.all([queue.close(), worker.stop()]);
      await redis.stop();
    },
  };
}
/** Adds on their way at once, as many as the crowd has submits. */
const inFlight = 500;
