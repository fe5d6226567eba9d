import { Crowd } from '../crowd.ts';
import { type Bench, compared, type Figure, figure } from '../figure.ts';
import { type Child, type Memory, startChild } from '../processes/child.ts';
import type { ServerAt } from '../processes/server.ts';
import { openSession, secret } from '../session.ts';
import { seats } from '../town.ts';

const [few, many] = [200, 20_000];

/** What a ticket costs the whole server when many wait, and what an open ticket and a session hold. */
export async function waiting(bench: Bench): Promise<Figure[]> {
  bench.say(`waiting: two servers, one with ${few} tickets waiting and one with ${many}`);
  const short = await start(bench, 'short');
  const long = await start(bench, 'long');
  const perSession = await sessions(bench, short);
  await short.crowd.fill(few + seats.length);
  const perTicket = await fillInParts(bench, long, many + seats.length);
  const count = bench.quick ? 1_000 : 3_000;
  const costs = { few: [] as number[], many: [] as number[] };
  await short.crowd.lives(count, few + seats.length);
  await long.crowd.lives(count, many + seats.length);
  for (let round = 0; round < bench.rounds; round++) {
    bench.say(`waiting: run ${round + 1} of ${bench.rounds}`);
    costs.few.push(await cpuPerLife(short, count, few + seats.length));
    costs.many.push(await cpuPerLife(long, count, many + seats.length));
  }
  for (const { crowd, server } of [short, long]) {
    crowd.close();
    await server.stop();
  }
  const [used, rss] = [perTicket.map((m) => m.used), perTicket.map((m) => m.rss)];
  const crowded = `CPU of the server for one life, ${many.toLocaleString('en-GB')} waiting in 60 classes`;
  return [
    compared(figure('waiting.server', crowded, 'µs', costs.many), `with ${few} waiting`, costs.few, { atMost: 1.3 }),
    figure('waiting.memory', 'heap and buffers of the server for one open ticket, after a collection', 'B', used),
    figure('waiting.rss', 'resident memory of the server for one open ticket, after a collection', 'B', rss),
    figure('session.memory', 'heap and buffers of the server for one quiet session', 'B', perSession),
  ];
}

interface Started {
  server: Child;
  wsUrl: string;
  crowd: Crowd;
}

async function start(bench: Bench, name: string): Promise<Started> {
  const server = await startChild(bench, 'server', { dataDir: bench.folder(name), fsync: 'everysec', secret });
  const { wsUrl } = await server.ask<ServerAt>('at');
  return { server, wsUrl, crowd: await Crowd.open(wsUrl, seats, name) };
}

async function cpuPerLife({ server, crowd }: Started, count: number, open: number): Promise<number> {
  const before = await server.ask<number>('cpu');
  await crowd.lives(count, open);
  return ((await server.ask<number>('cpu')) - before) / count;
}

/** Each part is one run. */
async function fillInParts(bench: Bench, { server, crowd }: Started, count: number): Promise<Memory[]> {
  const runs: Memory[] = [];
  const part = count / bench.rounds;
  for (let round = 0; round < bench.rounds; round++) {
    runs.push(await grown(server, part, () => crowd.fill(part)));
  }
  return runs;
}

/** Opens so many in each run, and lets all go at the end. */
async function sessions(bench: Bench, { server, wsUrl }: Started): Promise<number[]> {
  bench.say('waiting: sessions');
  const runs: number[] = [];
  const count = bench.quick ? 100 : 300;
  const opened: { close(): void }[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    const open = async () => {
      for (let i = 0; i < count; i++) {
        opened.push(await openSession(wsUrl, { role: 'reader', sub: `reader${i}`, halls: '*' }, () => {}));
      }
    };
    runs.push((await grown(server, count, open)).used);
  }
  for (const session of opened) session.close();
  return runs;
}

/** By how much the server's memory grew for each of `count` things. */
async function grown(server: Child, count: number, work: () => Promise<void>): Promise<Memory> {
  const before = await server.ask<Memory>('memory');
  await work();
  const after = await server.ask<Memory>('memory');
  return { used: (after.used - before.used) / count, rss: (after.rss - before.rss) / count };
}
