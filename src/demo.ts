import pc from 'picocolors';
import { spawnCity } from './demo/city-process.ts';
import { freeStation, type Link, openDoor } from './demo/door.ts';
import { paceByPeople } from './demo/pacing.ts';
import { accessTo, demoBureau, demoServer, tokenLife } from './demo/parts.ts';
import { People } from './demo/people.ts';
import { screen } from './demo/screen.ts';
import { Failed, onStage } from './demo/stage.ts';
import { summaryOf, summaryText } from './demo/summary.ts';
import { listing } from './demo/text.ts';
import { usher } from './demo/usher.ts';
import { watchCity } from './demo/watch.ts';
import type { Server } from './server.ts';
import { type CityTime, cityClock, openingMorning } from './simulate/city/clock.ts';

export interface DemoOptions {
  /** How many times as fast as the wall clock the day passes. */
  speed?: number;
  /** Ends by itself after so many ms of wall time; else on SIGINT or SIGTERM. */
  forMs?: number | undefined;
  /** Of all that is drawn: who comes, how long things take. A 32-bit integer. */
  seed?: number;
  /** Prints nothing but the summary, as JSON. */
  json?: boolean;
  /** A folder, new or empty, that keeps the data: `yunting plan --from <folder>` reads it then. */
  data?: string | undefined;
}

/**
 * A server with its own Redis, and a simulated city at work on it, until a signal or for `forMs`. While somebody sits at
 * a desk or a taxpayer's page by hand, its day passes in real time. Answers the exit
 * status: 0, or 1 when the city or the server ended too early or a ticket is unaccounted for. Rejects with a
 * CodedError when something cannot be started. A second signal ends the process at once.
 */
export function runDemo({ speed = 60, forMs, seed = 1, json = false, data }: DemoOptions = {}): Promise<number> {
  return onStage(async (stage) => {
    const city = await spawnCity((how) => stage.end(`模拟城市意外退出 the simulated city ended: ${how}`));
    stage.undo(() => city.stop());
    stage.force(() => city.kill());

    const time: CityTime = { speed, origin: openingMorning(Date.now()), since: Date.now() };
    const clock = cityClock(time);
    const bureau = await demoBureau(city.mailbox);
    const people = new People();
    const server = await demoServer(stage, { bureau, mailbox: city.mailbox, clock, data, visits: people });

    const free = freeStation(bureau);
    const links = await openDoor(stage, server, bureau, free);
    if (!json) process.stdout.write(welcome(server, speed, seed) + invitation(links, speed));
    const supervisor = await server.tokens.sign({ role: 'supervisor', sub: 'demo', halls: '*' }, tokenLife);
    const shown = json ? null : screen(process.stdout, bureau.channels, speed);
    const watch = await watchCity(server, supervisor, city, shown);
    stage.undo(watch.stop);

    city.begin({ ...(await accessTo(server, bureau, free)), time, seed });
    const isOpen = () => server.host.core.state.hall(free.hall)?.value !== 'closed';
    stage.undo(usher({ host: server.host, station: free, people, chief: watch.chief }));
    stage.undo(paceByPeople({ people, clock, city, host: server.host, speed, isOpen }));
    if (forMs !== undefined) setTimeout(stage.end, forMs, null).unref();
    await stage.ended;

    if (!(await city.stop())) throw new Failed('模拟城市未能正常结束 the simulated city could not end in good order');
    const summary = summaryOf({ from: time.origin, wallMs: Date.now() - time.since, ...(await watch.now()) });
    process.stdout.write(json ? `${JSON.stringify(summary)}\n` : `\n${summaryText(summary)}`);
    return summary.unaccounted === 0 ? 0 : 1;
  });
}

function welcome({ url, metricsUrl }: Server, speed: number, seed: number): string {
  const where = listing([
    ['首页 index', pc.cyan(url)],
    ['指标 metrics', pc.cyan(metricsUrl)],
  ]);
  const title = pc.bold('云厅 Yunting');
  return `${title}  演示 demo ×${speed}, seed ${seed}  (Ctrl-C 结束 ends it)\n${where}`;
}

/** What a newcomer can take over, in a browser on this machine. */
function invitation(links: readonly Link[], speed: number): string {
  const widest = Math.max(...links.map(({ url }) => url.length));
  const rows = links.map(
    ({ name, url, who }) => [name, `${pc.cyan(url)}${' '.repeat(widest - url.length + 2)}${pc.dim(who)}`] as const,
  );
  return [
    `\n${pc.bold('亲手办件')} take over by hand\n`,
    listing(rows),
    `  打开窗口或纳税人页面，城市即按真实时间运行，离开数秒后恢复 ×${speed}\n`,
    '  while a desk or a taxpayer’s page is open, the city runs in real time\n',
  ].join('');
}
