import { setImmediate } from 'node:timers/promises';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Command } from '../../src/bureau/commands.ts';
import { loadBureau } from '../../src/config/load.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { collectFigures } from '../../src/metrics/figures.ts';
import { collectNames } from '../../src/metrics/names.ts';
import { observe } from '../../src/metrics/observe.ts';
import { collectProcess } from '../../src/metrics/process.ts';
import { createMetrics, type Metrics } from '../../src/metrics/registry.ts';
import { everySeries } from '../every-series.ts';
import { guangzhouDir } from '../town.ts';
import { answer, selfKnowledge } from './child.ts';

/** What one scrape took of the event loop, ms: altogether, and in one piece. */
export interface Scraped {
  totalMs: number;
  longestMs: number;
  series: number;
  tickets: number;
}

const mondayAtTen = Date.parse('2026-11-23T10:00:00+08:00');
const metrics: Metrics = createMetrics();
let core: BureauCore;

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** All of Guangzhou at work: every station signed in, every business asked for in every hall by every channel. */
function atWork(bureau: Bureau): BureauCore {
  const observer = observe(metrics.instruments);
  const busy = new BureauCore(bureau);
  const give = (command: Command) => {
    const { step, pushes } = busy.handle(command, mondayAtTen);
    if (step !== null) observer.committed(step, pushes);
  };
  give({ type: 'boot', id: 'boot', version: bureau.version });
  for (const { id: station, hall } of bureau.stations.values()) {
    const by = { role: 'station', sub: `officer-${station}`, hall, station } as const;
    give({ type: 'signIn', id: `signIn-${station}`, station, by });
    give({ type: 'ready', id: `ready-${station}`, station, by });
  }
  for (const hall of bureau.halls.keys())
    for (const { code: business, channels } of bureau.businesses.values())
      for (const channel of Object.keys(channels)) {
        const by = { role: 'channel', sub: channel, channel, halls: '*' } as const;
        const id = `submit-${hall}-${business}-${channel}`;
        give({ type: 'submit', id, business, channel, hall, priority: 0, by });
      }
  collectFigures(
    metrics,
    observer,
    () => busy.figures(mondayAtTen),
    () => bureau,
  );
  return busy;
}

answer({
  ...selfKnowledge,
  async start() {
    const bureau = await loadBureau(guangzhouDir);
    core = atWork(bureau);
    collectNames(metrics, { version: '0', node: process.versions.node }, () => bureau);
    collectProcess(metrics);
    everySeries(metrics.instruments, bureau);
  },
  /** The thread's own time: on a busy machine others' turns are not the scrape's. */
  async run(): Promise<Scraped> {
    let ended = false;
    let longestMs = 0;
    await setImmediate();
    const began = threadMs();
    let turn = began;
    const scraped = metrics.scrape().finally(() => {
      ended = true;
    });
    while (!ended) {
      await setImmediate();
      const now = threadMs();
      longestMs = Math.max(longestMs, now - turn);
      turn = now;
    }
    const totalMs = threadMs() - began;
    const series = (await scraped).split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
    return { totalMs, longestMs, series, tickets: core.figures(mondayAtTen).actors.ticket };
  },
  stop: () => {},
});
