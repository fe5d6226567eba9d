import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeadlineKind, Step } from '../../src/bureau/commands.ts';
import type { BureauEvent } from '../../src/bureau/events.ts';
import { loadBureau } from '../../src/config/load.ts';
import type { CommandType } from '../../src/protocol/commands.ts';
import { seededRandom } from '../../src/simulate/random.ts';
import { startReceiver } from './delivery-rig.ts';
import { audit, toldTruly } from './support/audit.ts';
import { lettersOf, mailFaults, openPersons, outlived } from './support/audit-beyond.ts';
import { holders, referee } from './support/audit-hands.ts';
import { earlyEnds, inTime, neverFired } from './support/audit-time.ts';
import { City, channelOf } from './support/city.ts';
import { Home } from './support/home.ts';
import { Officer } from './support/officers.ts';
import { Chief, department } from './support/offices.ts';
import type { Served } from './support/process.ts';
import { exchange, portal, videos } from './support/taxpayers.ts';
import { hasty, stations } from './support/town.ts';

const SERVER_KILLS = 8;
const REDIS_KILLS = 6;
const BOTH_KILLS = 6;
const SEED = 20261123;
/** Acknowledged commands between two kills. */
const LOAD = 160;
/** At the end a deadline may be this far behind, bureau ms. */
const SLACK_MS = 2_000;

/** What must have been acknowledged, come to pass and come up at least once. */
const practice: CommandType[] = [
  ...(['submit', 'cancel', 'join', 'leave', 'hold', 'callBack', 'unanswered', 'rebook', 'checkIn'] as const),
  ...(['supply', 'rate', 'accept', 'reject', 'end', 'complete', 'pause', 'supplement', 'transfer', 'consult'] as const),
  ...(['endConsult', 'handOver', 'message', 'escalate', 'answer', 'handOn', 'assign', 'pull', 'prioritise'] as const),
  ...(['move', 'erase', 'order', 'steer', 'broadcast', 'followUp', 'appeal'] as const),
];
const happenings = [
  ...(['ticket.parked', 'ticket.unparked', 'ticket.reminded', 'ticket.called', 'ticket.joined'] as const),
  ...(['ticket.summoned', 'ticket.rebooked', 'ticket.escalated', 'escalation.reminded'] as const),
  ...([
    'escalation.handedOn',
    'ticket.answered',
    'ticket.transferred',
    'ticket.handedOver',
    'ticket.returned',
  ] as const),
  ...(['ticket.limitWarned', 'ticket.limitBreached', 'invite.opened', 'invite.widened', 'invite.closed'] as const),
  ...(['rating.given', 'rating.lapsed', 'followUp.opened', 'followUp.late', 'followUp.closed'] as const),
  ...(['ticket.parked supplement', 'ticket.parked noShow', 'ticket.parked booked', 'ticket.called 0'] as const),
  ...(['order.given', 'station.changed', 'station.signedOut', 'person.revealed', 'person.erased'] as const),
];
/** What a fact counts as: its type, and of some in which way. */
function namesOf(e: BureauEvent): string[] {
  if (e.type === 'ticket.parked') return [e.type, `${e.type} ${e.reason}`];
  return e.type === 'ticket.called' ? [e.type, `${e.type} ${Math.min(e.call, 1)}`] : [e.type];
}
const kinds: DeadlineKind[] = [
  ...(['step', 'avoid', 'away', 'offer', 'wrapUp', 'prefer', 'join', 'park', 'remind', 'limit'] as const),
  ...(['invite', 'inviteStep', 'rating', 'followUp', 'pace'] as const),
];

describe(`the whole practice at work through ${SERVER_KILLS + REDIS_KILLS + BOTH_KILLS} kills`, () => {
  let mail: Awaited<ReturnType<typeof startReceiver>>;
  let home: Home;
  let city: City;
  let chief: Chief;
  let server: Served;
  let steps: Step[];
  let checked: ReturnType<typeof audit>;
  let timed: ReturnType<typeof inTime>;
  let survived: ReturnType<typeof outlived>;
  const seen = new Map<string, number>();
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
      await chief.checkStanding();
    }
  };

  beforeAll(async () => {
    mail = await startReceiver((_, { body }) => {
      city.hear(JSON.parse(body));
      return 200;
    });
    home = await Home.make((files) => hasty(files, mail.url), { YUNTING_CALLBACK_ALLOW: mail.hostPort });
    server = await home.serve();
    city = new City(home, SEED);
    chief = new Chief(city);
    await Promise.all(stations.map((station) => new Officer(city, station, stations).begin()));
    await Promise.all([department(city, 'goods', 'income'), department(city, 'income', 'goods')]);
    await Promise.all([chief.begin(80), exchange(city, 80), videos(city, 260), portal(city, 200)]);
    await round(SERVER_KILLS, atServer, away.server);
    await round(REDIS_KILLS, atRedis, away.redis);
    await round(BOTH_KILLS, atBoth, away.both);
    await city.settle(() => chief.waitForAll());
    await chief.checkStanding();
    steps = await home.journal();
    checked = audit(steps, city);
    timed = inTime(steps);
    survived = outlived(steps);
    for (const e of steps.flatMap((step) => step.events))
      for (const what of namesOf(e)) seen.set(what, (seen.get(what) ?? 0) + 1);
    const acks = Object.values(checked.done).reduce((sum, n) => sum + n, 0);
    const longest = (ms: number[]) => `${ms.length} (longest ${Math.round(Math.max(...ms))} ms without an ack)`;
    const { boots, latestMs, fired, overdue } = timed;
    console.log(
      `kills: server ${longest(away.server)}, Redis ${longest(away.redis)}, both ${longest(away.both)}; ` +
        `${boots} boots, ${steps.length} steps, ${city.tap.welcomes} sign-ins, ${mail.all.length} letters, ` +
        `${chief.revealed} revealed, ${chief.erased.size} erased\n` +
        `${acks} acknowledged ${JSON.stringify(checked.done)}, ${checked.refused} refused, ` +
        `put off ${JSON.stringify(Object.fromEntries(city.tap.deferred))}\n` +
        `outlived a process ${JSON.stringify(survived.counts)}\n` +
        `deadlines ${JSON.stringify(fired)}, overdue at a boot (at most ${latestMs} ms late) ${JSON.stringify(overdue)}\n` +
        `facts ${JSON.stringify(Object.fromEntries(seen))}`,
    );
  }, 240_000);

  afterAll(async () => {
    city?.leave();
    await home?.leave();
    await mail?.close();
  });

  test('[KIL-1] everything acknowledged is in the journal once, with the same answer', () => {
    expect(checked.kept).toEqual([]);
    for (const type of ['submit', 'accept', 'complete']) expect(checked.done[type]).toBeGreaterThan(300);
  });

  test('[KIL-2] no ticket is with two stations at once, accepted twice, or lost', () => {
    expect(holders(steps)).toEqual([]);
  });

  test('[KIL-3] deadlines that passed while the server was away fire at once after its boot, and none fires early', async () => {
    const bureau = await loadBureau(home.env.YUNTING_BUREAU_DIR!);
    expect([...timed.faults, ...neverFired(steps, bureau), ...earlyEnds(steps, city.tap)]).toEqual([]);
    expect(timed.boots).toBe(1 + SERVER_KILLS + BOTH_KILLS);
    expect(Object.keys(timed.fired)).toEqual(expect.arrayContaining(kinds));
    for (const kind of ['step', 'park', 'remind', 'limit', 'rating'] as const)
      expect(timed.overdue[kind], kind).toBeGreaterThan(0);
  });

  test('[KIL-4] nobody was told what a crash then took back', () => {
    expect(toldTruly(steps, city.tap)).toEqual([]);
  });

  test('[KIL-5] stations and taxpayers come back by themselves, and nobody loses a place or a desk', () => {
    expect(city.complaints).toEqual([]);
    const events = steps.flatMap((step) => step.events);
    expect(events.filter((e) => e.type === 'station.signedOut' && e.reason !== 'supervisor')).toEqual([]);
    expect(events.filter((e) => e.type === 'ticket.returned' && e.reason === 'station-lost')).toEqual([]);
    // A caller on hold and one who was cut off may be given up, nobody on a line of their own.
    const givenUp = events.filter(
      (e) => e.type === 'ticket.closed' && e.auto && (e.outcome === 'abandoned' || e.outcome === 'lostLine'),
    );
    expect(givenUp.filter((e) => e.type === 'ticket.closed' && e.channel !== 'phone')).toEqual([]);
  });

  test('[KIL-6] every result reaches the portal that its ticket came from', async () => {
    const { due } = lettersOf(steps);
    await mail.until((all) => {
      const arrived = new Set(all.map(({ id }) => id));
      return [...due.keys()].every((id) => arrived.has(id));
    });
    expect(mailFaults(steps, mail.all)).toEqual([]);
    for (const { id, body } of mail.all) {
      const { channel = channelOf(JSON.parse(body)) } = due.get(id)?.letter ?? {};
      expect([id, channelOf(JSON.parse(body))]).toEqual([id, channel]);
    }
  });

  test('[KIL-8] through all kills the whole practice goes on: each of its commands, facts and deadlines came up', () => {
    expect(practice.filter((type) => checked.done[type] === undefined)).toEqual([]);
    expect(happenings.filter((type) => !seen.has(type))).toEqual([]);
  });

  test('[KIL-9] the rules of the histories hold at every fact of the journal, and nothing is overdue at its end', async () => {
    expect(referee(steps, await loadBureau(home.env.YUNTING_BUREAU_DIR!), SLACK_MS)).toEqual([]);
  });

  test('[KIL-10] standing orders, parked tickets and open questions outlive a process, and go on to their end', () => {
    expect(survived.left).toEqual({ parked: [], escalated: [], invited: [] });
    expect(survived.orders.sort()).toEqual(['lend:south', 'station:east-s02']);
    for (const n of Object.values(survived.counts)) expect(n).toBeGreaterThan(0);
  });

  test('[KIL-11] who was erased stays erased through every crash, and everybody else can still be known', async () => {
    const now = await openPersons(steps, home);
    expect(chief.erased.size).toBeGreaterThan(0);
    expect(chief.revealed).toBeGreaterThan(0);
    const erased = new Set(
      steps.flatMap(({ events }) => events.flatMap((e) => (e.type === 'person.erased' ? [e.ticket] : []))),
    );
    for (const [ticket, person] of city.persons) {
      const nobody = Object.fromEntries(Object.keys(person).map((field) => [field, '']));
      expect([ticket, now.get(ticket)]).toEqual([ticket, erased.has(ticket) ? nobody : person]);
    }
    for (const ticket of chief.erased) expect(erased).toContain(ticket);
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
