import { beforeAll, describe, expect, test } from 'vitest';
import { type Agent, type CallDay, type Caller, callDay } from '../../src/simulate/calls/day.ts';
import { mean } from '../../src/simulate/calls/figures.ts';
import { type Call, readCalls } from '../../src/simulate/calls/recorded.ts';
import { replayDay } from '../../src/simulate/calls/replay.ts';
import { replayCalls } from '../../src/simulate/calls/replay-calls.ts';

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

  test('[CAL-18] the same day gives the same fates; without their credit the callers of priority 2 wait longer', () => {
    const day = callDay(date, calls, 1);
    const high = ({ fates }: ReturnType<typeof replayDay>) =>
      mean(fates.filter((_, i) => day.callers[i]!.priority === 2).map(({ wait }) => wait));
    const asItWas = replayDay(day);
    expect(replayDay(day)).toEqual(asItWas);
    expect(high(replayDay(day, { credit: [0, 0, 0] }))).toBeGreaterThan(high(asItWas));
  });
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
