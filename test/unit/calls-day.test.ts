import { beforeAll, describe, expect, test } from 'vitest';
import { bankBureau, seatOf } from '../../src/simulate/calls/bank.ts';
import { callDay } from '../../src/simulate/calls/day.ts';
import { type Call, readCalls } from '../../src/simulate/calls/recorded.ts';

const date = '1999-08-01';
let calls: Call[];
beforeAll(async () => {
  ({ calls } = await readCalls(new URL('../fixtures/bank-calls-1999-08-01.csv', import.meta.url).pathname));
});

const call = (over: Partial<Call>): Call => ({
  date,
  type: 'PS',
  priority: 0,
  arrival: 36_000,
  wait: 0,
  answered: true,
  service: 60,
  agent: 'A',
  served: 36_000,
  ...over,
});

describe('callers', () => {
  test('[CAL-9] hang up after the wait that was recorded, or if served, not before it', () => {
    const day = callDay(date, calls, 1);
    expect(day.callers).toHaveLength(calls.length);
    const hungUp = new Set(calls.flatMap(({ answered, wait }) => (answered ? [] : [wait])));
    const longest = Math.max(...calls.map(({ wait }) => wait));
    for (const { patience, recorded } of day.callers)
      if (recorded.answered) {
        expect(patience).toBeGreaterThanOrEqual(recorded.wait);
        expect(hungUp.has(patience) || patience === longest).toBe(true);
      } else expect(patience).toBe(recorded.wait);
  });

  test('[CAL-10] draw what was not recorded from their day: the same by the same seed, another by another', () => {
    expect(callDay(date, calls, 1)).toEqual(callDay(date, calls, 1));
    expect(callDay(date, calls, 1)).not.toEqual(callDay(date, calls, 2));
    const services = new Map(
      (['PS', 'NE', 'NW', 'IN', 'PE', 'TT'] as const).map((type) => [
        type,
        new Set(calls.filter((c) => c.type === type && c.service !== null).map((c) => c.service)),
      ]),
    );
    for (const { type, service } of callDay(date, calls, 1).callers) expect(services.get(type)).toContain(service);
  });

  test('[CAL-10] a type that nobody served that day takes the service times of all', () => {
    const day = callDay(
      date,
      [call({ service: 77 }), call({ type: 'PE', answered: false, service: null, agent: null })],
      1,
    );
    expect(day.callers.map(({ service }) => service)).toEqual([77, 77]);
  });
});

describe('agents', () => {
  test('[CAL-11] work from their first to their last service of the day, on what they served in it', () => {
    const { agents } = callDay(
      date,
      [
        call({ served: 30_000, service: 100 }),
        call({ served: 40_000, service: 200, type: 'NE' }),
        call({ served: 35_000, service: null, agent: 'B' }),
        call({ served: null, service: null, agent: 'C' }),
      ],
      1,
    );
    expect(agents).toEqual([
      { types: ['PS', 'NE'], shifts: [{ from: 30_000, to: 40_200 }] },
      { types: ['PS'], shifts: [{ from: 35_000, to: 35_000 }] },
    ]);
  });

  test('[CAL-11] a service after midnight ends the shift of the evening before, and begins none', () => {
    const { agents } = callDay(date, [call({ served: 170, service: 110 }), call({ served: 58_000, service: 60 })], 1);
    expect(agents[0]?.shifts).toEqual([
      { from: 170, to: 280 },
      { from: 58_000, to: 58_060 },
    ]);
  });
});

test('[CAL-12] the bank is a bureau: a seat for each agent, a business for each type, priority 2 credited with 90 s', () => {
  const day = callDay(date, calls, 1);
  const bureau = bankBureau(day);
  expect(bureau.stations.size).toBe(18);
  expect(bureau.businesses.size).toBe(6);
  expect(bureau.policy.credit).toEqual([0, 0, 90_000]);
  for (const [index, { types }] of day.agents.entries()) {
    const skills = Object.fromEntries(types.map((type) => [type.toLowerCase(), 3]));
    expect(bureau.stations.get(seatOf(index))).toMatchObject({ kind: 'seat', capacity: { voice: 1 }, skills });
  }
  expect(JSON.stringify([...bureau.stations])).not.toMatch(/STEREN|AVI/i);
});

test('[CAL-12] a day with more agents than letters has a seat for each', () => {
  const many = Array.from({ length: 60 }, (_, i) => call({ agent: `N${i}` }));
  expect(bankBureau(callDay(date, many, 1)).stations.size).toBe(60);
  expect([0, 25, 26, 52].map(seatOf)).toEqual(['bank-a01', 'bank-z01', 'bank-aa01', 'bank-ba01']);
});
