import { loadBureau } from '../../src/config/load.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { Crowd } from '../crowd.ts';
import { type Bench, compared, type Figure, figure } from '../figure.ts';
import { startChild } from '../processes/child.ts';
import type { Scraped } from '../processes/scrape.ts';
import type { ServerAt } from '../processes/server.ts';
import { openSession, secret } from '../session.ts';
import { guangzhouDir } from '../town.ts';

const warmUp = 3;
/** What a scrape may take of the event loop. */
const LIMIT_MS = 50;

/** A scrape of /metrics while all of Guangzhou is at work: every station signed in, every business asked for everywhere. */
export async function scrape(bench: Bench): Promise<Figure[]> {
  bench.say('scrape of Guangzhou');
  const bureau = await loadBureau(guangzhouDir);
  const dataDir = bench.folder('scrape');
  const server = await startChild(bench, 'server', { dataDir, fsync: 'everysec', secret, guangzhou: true });
  const { wsUrl, metricsUrl } = await server.ask<ServerAt>('at');
  const crowd = await Crowd.open(wsUrl, [...bureau.stations.keys()], 'scrape', 0);
  for (const hall of bureau.halls.keys()) {
    const acked = Promise.withResolvers<void>();
    const businesses = [...bureau.businesses.values()].filter(({ channels }) => channels.phone === 'voice');
    let left = businesses.length;
    const by: Principal = { role: 'channel', sub: hall, channel: 'phone', halls: [hall] };
    const counter = await openSession(wsUrl, by, () => --left === 0 && acked.resolve());
    for (const { code } of businesses) {
      counter.send({ type: 'submit', id: `submit-${hall}-${code}`, business: code, channel: 'phone' });
    }
    await acked.promise;
    counter.close();
  }
  const runs: number[] = [];
  let series = 0;
  for (let round = 0; round < bench.rounds + warmUp; round++) {
    const began = performance.now();
    const page = await (await fetch(metricsUrl)).text();
    if (round >= warmUp) runs.push(performance.now() - began);
    series = page.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  }
  crowd.close();
  await server.stop();
  const what = `${bureau.stations.size} stations signed in, ${series.toLocaleString('en-GB')} series, over HTTP`;
  return [figure('scrape', `a scrape of Guangzhou: ${what}`, 'ms', runs), ...(await full(bench))];
}

/** The event-loop time of a scrape when every series that there can be is there: offers wait behind it. */
async function full(bench: Bench): Promise<Figure[]> {
  bench.say('scrape of every series');
  const child = await startChild(bench, 'scrape', null);
  const runs: Scraped[] = [];
  for (let round = 0; round < bench.rounds + warmUp; round++) {
    const run = await child.ask<Scraped>('run');
    if (round >= warmUp) runs.push(run);
  }
  await child.stop();
  const { series = 0, tickets = 0 } = runs[0] ?? {};
  const what = `${series.toLocaleString('en-GB')} series, ${tickets.toLocaleString('en-GB')} open tickets`;
  const limits = runs.map(() => LIMIT_MS);
  const held = (name: string, about: string, times: number[]) =>
    compared(figure(name, `${about}: ${what}`, 'ms', times), `${LIMIT_MS} ms`, limits, { atMost: 1 });
  return [
    held(
      'scrape.full',
      'event-loop time of a scrape with every series that Guangzhou can have',
      runs.map((run) => run.totalMs),
    ),
    held(
      'scrape.longest',
      'the longest that it keeps the event loop in one piece',
      runs.map((run) => run.longestMs),
    ),
  ];
}
