import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../src/bureau/commands.ts';
import { seededRandom } from '../../src/simulate/random.ts';
import type { WrittenFiles } from '../unit/tiny-bureau.ts';
import { startReceiver } from './delivery-rig.ts';
import { audit } from './support/audit.ts';
import { City } from './support/city.ts';
import { Home } from './support/home.ts';
import type { Served } from './support/process.ts';

const SERVER_KILLS = 8;
const REDIS_KILLS = 6;
const BOTH_KILLS = 6;
const SEED = 20261123;
/** Acknowledged commands between two kills. */
const LOAD = 120;

/** More stations than the tiny bureau, and deadlines that pass while a server is away. */
function hasty({ bureau, halls }: WrittenFiles): void {
  Object.assign(bureau.policy, { stationGrace: '30s', pace: '0s', missedLimit: 100_000 });
  for (const row of halls.flatMap((hall) => hall.stations)) row.count += 1;
  for (const rules of Object.values(bureau.rules)) {
    Object.assign(rules, { offer: '700ms', wrapUp: '900ms', grace: '30s', avoid: '300ms' });
    for (const step of rules.steps) if (step.for !== undefined) step.for = '300ms';
  }
}
const stations = [
  ...['north-s01', 'north-s02', 'north-s03', 'south-s01', 'south-s02', 'east-s01', 'east-s02'],
  ...['north-w01', 'north-w02', 'north-w03', 'south-w01', 'south-w02'],
];

describe(`a city at work through ${SERVER_KILLS + REDIS_KILLS + BOTH_KILLS} kills`, () => {
  let portal: Awaited<ReturnType<typeof startReceiver>>;
  let home: Home;
  let city: City;
  let server: Served;
  let steps: Step[];
  let checked: ReturnType<typeof audit>;
  const away = { server: [] as number[], redis: [] as number[], both: [] as number[] };
  const draw = seededRandom(SEED).next;

  /** Each aims first, so that the time from the stroke on is what is measured. */
  const atServer = async () => async () => {
    await server.kill('SIGKILL');
    // At times long enough for offers to run out meanwhile.
    await pause(draw() * 800);
    server = await home.serve();
  };
  const atRedis = async () => {
    const pid = (await home.redisPid())!;
    return async () => process.kill(pid, 'SIGKILL');
  };
  const atBoth = async () => {
    const redis = await atRedis();
    const both = await atServer();
    return async () => {
      await redis();
      await both();
    };
  };

  /** Kills under load, and measures until a command that was given after the kill is acknowledged. */
  const round = async (times: number, aim: () => Promise<() => Promise<unknown>>, measured: number[]) => {
    for (let n = 0; n < times; n++) {
      await city.tap.acked(LOAD);
      await pause(draw() * 50);
      const strike = await aim();
      const back = city.tap.acked(1);
      await strike();
      measured.push(await back);
    }
  };

  beforeAll(async () => {
    portal = await startReceiver();
    home = await Home.make(
      (files) => {
        hasty(files);
        Object.assign(files.bureau.channels.etax!, { callback: portal.url });
      },
      { YUNTING_CALLBACK_ALLOW: portal.hostPort },
    );
    server = await home.serve();
    city = new City(home, SEED);
    await Promise.all(stations.map((station) => city.openStation(station)));
    city.callsEvery(20, ['north', 'south', 'east'], ['invoice-claim', 'vat-return', 'social-fee']);
    city.videosEvery(120, ['north', 'south'], ['invoice-claim', 'vat-return', 'social-fee']);
    city.webhooksEvery(60, ['north', 'south', 'east'], ['invoice-claim', 'vat-return']);
    await round(SERVER_KILLS, atServer, away.server);
    await round(REDIS_KILLS, atRedis, away.redis);
    await round(BOTH_KILLS, atBoth, away.both);
    await city.settle();
    steps = await home.journal();
    checked = audit(steps, city);
    const acks = [...city.tap.told.values()].filter((told) => told.answer.ok).length + city.posted.length;
    const longest = (ms: number[]) => `${ms.length} (longest ${Math.round(Math.max(...ms))} ms without an ack)`;
    console.log(
      `kills: server ${longest(away.server)}, Redis ${longest(away.redis)}, both ${longest(away.both)}; ` +
        `${acks} acknowledged commands, ${steps.length} steps, ${JSON.stringify(checked.counts)}, ` +
        `put off ${JSON.stringify(Object.fromEntries(city.tap.deferred))}, ${city.tap.welcomes} sign-ins`,
    );
  }, 240_000);

  afterAll(async () => {
    city?.leave();
    await home?.leave();
    await portal?.close();
  });

  test('[KIL-1] everything acknowledged is in the journal once, with the same answer', () => {
    expect(checked.kept).toEqual([]);
    expect(checked.counts.submitted).toBeGreaterThan(500);
    expect(checked.counts.accepted).toBeGreaterThan(500);
    expect(checked.counts.completed).toBeGreaterThan(500);
  });

  test('[KIL-2] no ticket is with two stations at once, accepted twice, or lost', () => {
    expect(checked.held).toEqual([]);
  });

  test('[KIL-3] deadlines that passed while the server was away fire at once after its boot, and none fires early', () => {
    expect(checked.timed).toEqual([]);
    expect(checked.counts.boots).toBe(1 + SERVER_KILLS + BOTH_KILLS);
    expect(checked.counts.overdue).toBeGreaterThan(0);
  });

  test('[KIL-4] nobody was told what a crash then took back', () => {
    expect(checked.told).toEqual([]);
  });

  test('[KIL-5] stations and taxpayers come back by themselves, and nobody loses a place or a desk', () => {
    expect(city.complaints).toEqual([]);
    const signIns = steps.flatMap((step) => step.events).filter((e) => e.type === 'station.signedIn');
    expect(signIns.map((e) => e.station).sort()).toEqual([...stations].sort());
    expect(checked.counts).toMatchObject({ returned: 0, givenUp: 0 });
  });

  test('[KIL-6] every result reaches the portal that its ticket came from', async () => {
    const closed = new Set(
      steps
        .flatMap((step) => step.events)
        .flatMap((e) => (e.type === 'ticket.closed' && e.channel === 'etax' ? [e.ref] : [])),
    );
    const arrived = () => new Set(portal.all.map(({ body }) => JSON.parse(body).submission_no));
    await portal.until(() => arrived().size >= closed.size);
    expect(arrived()).toEqual(closed);
    expect(closed).toEqual(new Set(city.posted.map(({ ref }) => ref)));
  });

  test('[KIL-7] the state that all this left is that of the journal, and nothing is out of balance', async () => {
    expect(await server.kill('SIGTERM')).toEqual([0, null]);
    const { status, out } = await home.yunting(['replay', '--json']);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ equal: true, imbalance: 0 });
    expect(report.hash).toBe(report.recoveredHash);
    expect(report.submitted).toBe(Object.values<number>(report.closed).reduce((sum, n) => sum + n, 0));
    expect(status).toBe(0);
  });
});
