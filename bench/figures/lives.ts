import { startBull } from '../bull.ts';
import { Crowd } from '../crowd.ts';
import { type Bench, compared, type Figure, figure } from '../figure.ts';
import { startChild } from '../processes/child.ts';
import type { ServerAt } from '../processes/server.ts';
import { secret } from '../session.ts';
import { seats } from '../town.ts';

/** Tickets open at once: every seat has one, and as many wait. */
const open = 2 * seats.length;
/** Channel sessions that bring the tickets. */
const counters = 50;

/** Whole lives a second through real sockets and the journal, beside BullMQ with the same tickets, workers and fsync. */
export async function lives(bench: Bench): Promise<Figure[]> {
  return [...(await livesWith(bench, 'everysec')), ...(await livesWith(bench, 'always'))];
}

async function livesWith(bench: Bench, fsync: 'always' | 'everysec'): Promise<Figure[]> {
  bench.say(`lives, ${fsync}: a server with ${seats.length} seats, BullMQ in two ways`);
  const count = bench.quick ? 500 : 4_000;
  const dataDir = bench.folder(`lives-${fsync}`);
  const server = await startChild(bench, 'server', { dataDir, fsync, secret });
  const { wsUrl } = await server.ask<ServerAt>('at');
  const crowd = await Crowd.open(wsUrl, seats, 'lives', counters);
  const one = await startBull(bench, fsync, { count: 1, concurrency: seats.length });
  const many = await startBull(bench, fsync, { count: seats.length, concurrency: 1 });
  await crowd.lives(2 * count, open);
  await one.hand(2 * count);
  await many.hand(2 * count);
  const runs = { ours: [] as number[], one: [] as number[], many: [] as number[], cpu: [] as number[] };
  for (let round = 0; round < bench.rounds; round++) {
    bench.say(`lives, ${fsync}: run ${round + 1} of ${bench.rounds}`);
    const before = await server.ask<number>('cpu');
    runs.ours.push(await perSecond(count, () => crowd.lives(count, open)));
    runs.cpu.push(((await server.ask<number>('cpu')) - before) / count);
    runs.one.push(await perSecond(count, () => one.hand(count)));
    runs.many.push(await perSecond(count, () => many.hand(count)));
  }
  crowd.close();
  await Promise.all([server.stop(), one.stop(), many.stop()]);
  const name = `lives.${fsync}`;
  const life = 'submit, offer, accept and complete over sockets, 500 seats, journaled';
  return [
    compared(figure(name, life, 'lives/s', runs.ours), 'BullMQ, 500 workers', runs.many, { atLeast: 1 }),
    compared(figure(`${name}.pool`, 'the same runs', 'lives/s', runs.ours), 'BullMQ, concurrency 500', runs.one, null),
    figure(`${name}.bullmq`, 'the peer: jobs added one by one, one worker of concurrency 500', 'jobs/s', runs.one),
    figure(`${name}.bullmq-workers`, 'the peer: 500 workers, each with a connection', 'jobs/s', runs.many),
    figure(`${name}.cpu`, 'CPU of the server process for one life', 'µs', runs.cpu),
  ];
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return count / ((performance.now() - began) / 1000);
}
