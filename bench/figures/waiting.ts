import { Crowd } from '../crowd.ts';
import { type Bench, compared, type Figure, figure } from '../figure.ts';
import { type Memory, startChild } from '../processes/child.ts';
import type { ServerAt } from '../processes/server.ts';
import { openSession, secret } from '../session.ts';
import { seats } from '../town.ts';

const [few, many] = [200, 20_000];

/** What a ticket costs the whole server when many wait, and what an open ticket and a session hold. */
export async function waiting(bench: Bench): Promise<Figure[]> {
  bench.say(`waiting: two servers, one with ${few} tickets waiting and one with ${many}`);
  const short = await started(bench, 'short', few);
  const long = await started(bench, 'long', many);
  const count = bench.quick ? 1_000 : 3_000;
  const costs = { short: [] as number[], long: [] as number[] };
  await short.lives(count);
  await long.lives(count);
  for (let round = 0; round < bench.rounds; round++) {
    bench.say(`waiting: run ${round + 1} of ${bench.rounds}`);
    costs.short.push(await short.lives(count));
    costs.long.push(await long.lives(count));
  }
  await short.stop();
  const perTicket = long.held;
  const perSession = await sessions(bench, long);
  await long.stop();
  return [
    compared(
      figure('waiting.server', `CPU of the server for one life, ${many} waiting in 60 classes`, 'µs', costs.long),
      `with ${few} waiting`,
      costs.short,
      { atMost: 1.3 },
    ),
    figure(
      'waiting.memory',
      'heap and buffers of the server for one open ticket, after a collection',
      'B',
      perTicket.used,
    ),
    figure('waiting.rss', 'resident memory of the server for one open ticket', 'B', perTicket.rss),
    figure(
      'session.memory',
      'heap and buffers of the server for one quiet session, after a collection',
      'B',
      perSession,
    ),
  ];
}

async function started(bench: Bench, name: string, waitingTickets: number) {
  const server = await startChild(bench, 'server', { dataDir: bench.folder(name), fsync: 'everysec', secret });
  const { wsUrl } = await server.ask<ServerAt>('at');
  const crowd = await Crowd.open(wsUrl, seats, name);
  const held = { used: [] as number[], rss: [] as number[] };
  // Filled in parts: each is one run of the memory figures.
  for (let part = 0; part < bench.rounds; part++) {
    const before = await server.ask<Memory>('memory');
    await crowd.fill(Math.ceil((waitingTickets + seats.length) / bench.rounds));
    const after = await server.ask<Memory>('memory');
    held.used.push(((after.used - before.used) * bench.rounds) / (waitingTickets + seats.length));
    held.rss.push(((after.rss - before.rss) * bench.rounds) / (waitingTickets + seats.length));
  }
  return {
    held,
    wsUrl,
    memory: () => server.ask<Memory>('memory'),
    /** CPU of the server for one life, µs. */
    async lives(count: number): Promise<number> {
      const before = await server.ask<number>('cpu');
      await crowd.lives(count, waitingTickets + seats.length);
      return ((await server.ask<number>('cpu')) - before) / count;
    },
    async stop() {
      crowd.close();
      await server.stop();
    },
  };
}

async function sessions(bench: Bench, server: Awaited<ReturnType<typeof started>>): Promise<number[]> {
  bench.say('waiting: sessions');
  const runs: number[] = [];
  const count = bench.quick ? 100 : 400;
  for (let round = 0; round < bench.rounds; round++) {
    const before = await server.memory();
    const opened = [];
    for (let i = 0; i < count; i++)
      opened.push(await openSession(server.wsUrl, { role: 'reader', sub: `r${i}`, halls: '*' }, () => {}));
    runs.push(((await server.memory()).used - before.used) / count);
    for (const session of opened) session.close();
  }
  return runs;
}
