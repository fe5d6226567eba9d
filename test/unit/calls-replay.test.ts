import { beforeAll, describe, expect, test } from 'vitest';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { BureauEvent } from '../../src/bureau/events.ts';
import { bankBureau, exchange, seatOf, seatPrincipal, submission } from '../../src/simulate/calls/bank.ts';
import { type Agent, type CallDay, type Caller, callDay } from '../../src/simulate/calls/day.ts';
import { CoreDriver } from '../../src/simulate/calls/driver.ts';
import { mean } from '../../src/simulate/calls/figures.ts';
import { type Call, readCalls } from '../../src/simulate/calls/recorded.ts';
import { replayDay } from '../../src/simulate/calls/replay.ts';
import { replayCalls } from '../../src/simulate/calls/replay-calls.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';

const fixture = new URL('../fixtures/bank-calls-1999-08-01.csv', import.meta.url).pathname;
const date = '1999-08-01';

const caller = (arrival: number, over: Partial<Caller> = {}): Caller => ({
  type: 'PS',
  priority: 0,
  arrival,
  patience: 1000,
  service: 60,
  recorded: { wait: 0, answered: true },
  ...over,
});
const agent = (from: number, to: number, ...types: Agent['types']): Agent => ({
  types: types.length > 0 ? types : ['PS'],
  shifts: [{ from, to }],
});
const replay = (callers: Caller[], agents: Agent[]) => replayDay({ date, callers, agents } satisfies CallDay);

describe('a small day', () => {
  test('[CAL-16] callers are answered in order of time in queue with 90 s credited to priority 2, or hang up', () => {
    const { fates } = replay(
      [
        caller(100, { service: 60 }),
        caller(110, { service: 10 }),
        caller(120, { service: 30, priority: 2 }),
        caller(130, { patience: 5 }),
      ],
      [agent(0, 1000)],
    );
    expect(fates).toEqual([
      { arrival: 100, wait: 0, answered: true },
      { arrival: 110, wait: 80, answered: true },
      { arrival: 120, wait: 40, answered: true },
      { arrival: 130, wait: 5, answered: false },
    ]);
  });

  test('[CAL-17] an agent serves from the beginning to the end of its shift, and ends the call that it is in', () => {
    const { fates } = replay(
      [
        caller(10, { patience: 90, service: 20 }),
        caller(20, { patience: 30 }),
        caller(140, { service: 60 }),
        caller(145),
      ],
      [agent(100, 150)],
    );
    expect(fates.map(({ wait, answered }) => [wait, answered])).toEqual([
      [90, true],
      [30, false],
      [0, true],
      [1000, false],
    ]);
  });

  test('[CAL-17] an agent takes only what it is able to do', () => {
    const { fates } = replay([caller(10, { type: 'IN', patience: 40 }), caller(20)], [agent(0, 500, 'PS', 'NE')]);
    expect(fates.map(({ answered }) => answered)).toEqual([false, true]);
  });

  test('[CAL-14] whoever has to wait is told an estimate at entry, once one is known', () => {
    const { guessed } = replay([caller(0, { service: 40 }), caller(100), caller(110)], [agent(0, 1000)]);
    expect(guessed).toEqual([{ guess: { core: 40, lastTen: 0, lastEntered: 0 }, wait: 50 }]);
  });
});

describe('the recorded day', () => {
  let calls: Call[];
  beforeAll(async () => {
    ({ calls } = await readCalls(fixture));
  });

  test('[CAL-18] every caller is answered before its patience is over or hangs up just then', () => {
    const day = callDay(date, calls, 1);
    const { fates } = replayDay(day);
    expect(fates).toHaveLength(calls.length);
    for (const [index, { arrival, patience }] of day.callers.entries()) {
      const fate = fates[index]!;
      expect(fate.arrival).toBe(arrival);
      if (fate.answered) expect(fate.wait).toBeLessThanOrEqual(patience);
      else expect(fate.wait).toBe(patience);
    }
  });

  test('[CAL-17] every seat is signed in for its shifts, with one call at a time that it is able to serve', () => {
    const day = callDay(date, calls, 1);
    const midnight = Date.parse(date);
    const types = new Map(day.agents.map((own, index) => [seatOf(index), own.types]));
    const business = new Map<string, string>();
    const busy = new Map<string, string>();
    const signedIn: [string, number][] = [];
    const signedOut: string[] = [];
    replayDay(day, {
      watch(event) {
        if (event.type === 'ticket.submitted') business.set(event.ticket, event.data.business);
        else if (event.type === 'station.signedIn') signedIn.push([event.station, (event.at - midnight) / 1000]);
        else if (event.type === 'station.signedOut') signedOut.push(event.station);
        else if (event.type === 'ticket.closed' && event.station !== null) busy.delete(event.station);
        else if (event.type === 'offer.accepted') {
          expect(busy.has(event.station)).toBe(false);
          expect(types.get(event.station)!.map((type) => type.toLowerCase())).toContain(business.get(event.ticket));
          busy.set(event.station, event.ticket);
        }
      },
    });
    const shifts = day.agents.flatMap((own, i) => own.shifts.map(({ from }): [string, number] => [seatOf(i), from]));
    const sorted = <T>(of: T[]) => of.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
    expect(sorted(signedIn)).toEqual(sorted(shifts));
    expect(sorted(signedOut)).toEqual(sorted(shifts.map(([seat]) => seat)));
  });

  test('[CAL-18] the same day gives the same fates; without their credit the callers of priority 2 wait longer', () => {
    const day = callDay(date, calls, 1);
    const high = ({ fates }: ReturnType<typeof replayDay>) =>
      mean(fates.filter((_, i) => day.callers[i]!.priority === 2).map(({ wait }) => wait));
    const asItWas = replayDay(day);
    expect(replayDay(day)).toEqual(asItWas);
    expect(high(replayDay(day, { policy: { credit: [0, 0, 0] } }))).toBeGreaterThan(high(asItWas));
  });
});

test('[CAL-21] the driver fires deadlines at their time, and tells what came of them', () => {
  const morning = Date.parse(date);
  const clock = new VirtualClock(morning);
  const day = { date, callers: [caller(0)], agents: [agent(0, 1)] };
  const heard: Pick<BureauEvent, 'type' | 'at'>[] = [];
  const core = new BureauCore(bankBureau(day));
  const driver = new CoreDriver(core, clock, ({ type, at }) => heard.push({ type, at }));
  const by = seatPrincipal(seatOf(0));
  driver.give({ type: 'boot', version: 'v1' });
  driver.give({ type: 'signIn', station: seatOf(0), by });
  driver.give({ type: 'ready', station: seatOf(0), by });
  driver.give({ ...submission(day.callers[0]!, 0), by: exchange });
  const missed = () => heard.filter(({ type }) => type === 'offer.timedOut');
  clock.run(morning + 14_999);
  expect(missed()).toEqual([]);
  clock.run(morning + 15_000);
  expect(missed()).toEqual([{ type: 'offer.timedOut', at: morning + 15_000 }]);
});

describe('replayCalls', () => {
  test('[CAL-19] reports a recorded day beside its replay', async () => {
    const report = await replayCalls({ path: fixture, day: date });
    expect(report.days.map((day) => day.date)).toEqual([date]);
    const [day] = report.days;
    expect(day?.recorded).toMatchObject({ offered: 2239, answered: 1511, abandoned: 728 });
    expect(day?.recorded.meanWaitS).toBeGreaterThan(60);
    expect(day?.yunting.offered).toBe(2239);
    expect(report.total).toMatchObject({ recorded: day?.recorded, yunting: day?.yunting });
    expect(report.leftOut).toEqual({ phantom: 18, menu: 118 });
    expect(report.estimator?.callers).toBeGreaterThan(0);
  });

  test('[CAL-19] refuses a day that the recording does not hold, naming those that it does', async () => {
    await expect(replayCalls({ path: fixture, day: '1999-09-01' })).rejects.toThrow(/1999-09-01.*1999-08-01/);
  });
});
