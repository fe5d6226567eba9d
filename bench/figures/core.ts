import { type Bench, compared, type Figure, figure } from '../figure.ts';
import { type Child, type Memory, startChild } from '../processes/child.ts';
import type { CoreRun } from '../processes/core.ts';

/** The core alone, in one process without I/O: what a life costs, and whether a long queue makes it dearer. */
export async function core(bench: Bench): Promise<Figure[]> {
  bench.say('core: lives with 200 and with 20,000 waiting');
  const [few, many] = [200, 20_000];
  const count = bench.quick ? 2_500 : 20_000;
  const short = await startChild(bench, 'core', { waiting: few });
  const long = await startChild(bench, 'core', { waiting: many });
  await short.ask('lives', 2 * count);
  await long.ask('lives', 2 * count);
  const runs: { short: CoreRun; long: CoreRun }[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    runs.push({ short: await short.ask('lives', count), long: await long.ask('lives', count) });
  }
  const held = await perTicket(bench, long);
  await Promise.all([short.stop(), long.stop()]);
  const each = (of: (run: CoreRun) => number) => runs.map((run) => of(run.short));
  const costs = (of: CoreRun) => (of.cpuMs * 1000) / count;
  return [
    figure('core.life', `CPU of the core for one life, ${few} waiting`, 'µs', each(costs)),
    figure(
      'core.events',
      'events decided and applied in a second of CPU',
      'events/s',
      each((r) => r.events / (r.cpuMs / 1000)),
    ),
    compared(
      figure(
        'core.backlog',
        `CPU of the core for one life, ${many.toLocaleString('en-GB')} waiting in 60 classes`,
        'µs',
        runs.map((run) => costs(run.long)),
      ),
      `with ${few} waiting`,
      each(costs),
      { atMost: 1.3 },
    ),
    figure('core.memory', 'heap and buffers of the core for one open ticket, after a collection', 'B', held),
  ];
}

/** Fills in parts: each is one run. */
async function perTicket(bench: Bench, core: Child): Promise<number[]> {
  const runs: number[] = [];
  const count = bench.quick ? 2_000 : 10_000;
  for (let part = 0; part < bench.rounds; part++) {
    const before = await core.ask<Memory>('memory');
    await core.ask('fill', count);
    runs.push(((await core.ask<Memory>('memory')).used - before.used) / count);
  }
  return runs;
}
