import { type Bench, type Figure, figure } from '../figure.ts';
import { startChild } from '../processes/child.ts';
import type { ServerAt } from '../processes/server.ts';
import { secret } from '../session.ts';

/** A scrape of /metrics from Guangzhou's own files, with every series that stands at zero. */
export async function scrape(bench: Bench): Promise<Figure[]> {
  bench.say('scrape of Guangzhou');
  const dataDir = bench.folder('scrape');
  const server = await startChild(bench, 'server', { dataDir, fsync: 'everysec', secret, guangzhou: true });
  const { metricsUrl } = await server.ask<ServerAt>('at');
  const runs: number[] = [];
  let series = 0;
  for (let round = 0; round < bench.rounds + 3; round++) {
    const began = performance.now();
    const page = await (await fetch(metricsUrl)).text();
    // The first three warm up.
    if (round >= 3) runs.push(performance.now() - began);
    series = page.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  }
  await server.stop();
  return [figure('scrape', `a scrape of Guangzhou’s ${series.toLocaleString('en-GB')} series, over HTTP`, 'ms', runs)];
}
