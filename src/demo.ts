import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { pino } from 'pino';
import { spawnCity } from './demo/city-process.ts';
import { accessTo, demoBureau, demoSettings, tokenLife } from './demo/parts.ts';
import { screen } from './demo/screen.ts';
import { summaryOf, summaryText } from './demo/summary.ts';
import { listing } from './demo/text.ts';
import { watchCity } from './demo/watch.ts';
import { type Server, startServer } from './server.ts';
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
}

/** One Ctrl-C may be heard twice: from the terminal, and handed on by npm. */
const echoMs = 300;

/** All that ends in good order has bounds of its own, which add up to less. */
const endWithinMs = 60_000;

/**
 * A server with its own Redis, and a simulated city at work on it, until a signal or for `forMs`. Answers the exit
 * status: 0, or 1 when the city or the server ended too early or a ticket is unaccounted for. Rejects with a
 * CodedError when something cannot be started. A second signal ends the process at once.
 */
export async function runDemo({ speed = 60, forMs, seed = 1, json = false }: DemoOptions = {}): Promise<number> {
  /** Why it ends; null: as it was meant to. */
  const over = Promise.withResolvers<string | null>();
  const undo: (() => unknown)[] = [];
  const force: (() => void)[] = [];
  undo.push(onSignals(over.resolve, force));
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'yunting-demo-'));
    const removing = { recursive: true, force: true, maxRetries: 5 };
    undo.push(() => rm(dataDir, removing));
    force.unshift(() => rmSync(dataDir, removing));

    const city = await spawnCity((how) => over.resolve(`模拟城市意外退出 the simulated city ended: ${how}`));
    undo.push(() => city.stop());
    force.unshift(() => city.kill());

    const time: CityTime = { speed, origin: openingMorning(Date.now()), since: Date.now() };
    const bureau = await demoBureau(city.mailbox);
    const server = await startServer(await demoSettings(dataDir, city.mailbox), {
      bureau,
      clock: cityClock(time),
      log: pino({ level: 'error' }, pino.destination(2)),
      onFenced: () => over.resolve('服务器失去了数据 the server lost its bureau'),
    });
    undo.push(() => server.stop());
    force.unshift(() => kill(server.redisPid()));

    const supervisor = await server.tokens.sign({ role: 'supervisor', sub: 'demo', halls: '*' }, tokenLife);
    if (!json) process.stdout.write(welcome(server, supervisor, speed, seed));
    const watch = await watchCity(server, supervisor, city, json ? null : screen(process.stdout, bureau.channels));
    undo.push(watch.stop);

    city.begin({ ...(await accessTo(server, bureau)), time, seed });
    if (forMs !== undefined) setTimeout(over.resolve, forMs, null).unref();
    const why = await over.promise;
    if (why !== null) throw new Failed(why);

    if (!(await city.stop())) throw new Failed('模拟城市未能正常结束 the simulated city could not end in good order');
    const summary = summaryOf({ from: time.origin, wallMs: Date.now() - time.since, ...(await watch.now()) });
    process.stdout.write(json ? `${JSON.stringify(summary)}\n` : `\n${summaryText(summary)}`);
    return summary.unaccounted === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    process.stderr.write(`${pc.red(error.message)}\n`);
    return 1;
  } finally {
    const late = setTimeout(() => {
      process.stderr.write(`${pc.red(`结束超时 the end took longer than ${endWithinMs / 1000} s and is forced`)}\n`);
      for (const step of force) step();
      process.exit(1);
    }, endWithinMs);
    for (const step of undo.reverse()) await step();
    clearTimeout(late);
  }
}

/** The demonstration ran and ended as it should not. */
class Failed extends Error {}

/** The first signal ends in good order, the next one at once. Answers how to stop listening. */
function onSignals(first: (why: null) => void, force: readonly (() => void)[]): () => void {
  let since: number | null = null;
  const hear = () => {
    since ??= performance.now();
    first(null);
    if (performance.now() - since < echoMs) return;
    for (const step of force) step();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, hear);
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, hear);
  };
}

function kill(pid: number | null): void {
  try {
    if (pid !== null) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function welcome({ url, wsUrl, metricsUrl }: Server, token: string, speed: number, seed: number): string {
  const where = listing([
    ['首页 index', pc.cyan(url)],
    ['协议 protocol', pc.cyan(`${url}/asyncapi.json`)],
    ['指标 metrics', pc.cyan(metricsUrl)],
    ['WebSocket', wsUrl],
    ['值班长令牌 supervisor’s token', pc.dim(token)],
  ]);
  const title = pc.bold('云厅 Yunting');
  return `${title}  演示 demo ×${speed}, seed ${seed}  (Ctrl-C 结束 ends it)\n${where}`;
}
