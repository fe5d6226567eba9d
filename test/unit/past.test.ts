import { beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../src/bureau/commands.ts';
import { expandBureau } from '../../src/config/expand.ts';
import { loadBureau } from '../../src/config/load.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { callDay } from '../../src/simulate/calls/day.ts';
import { observed } from '../../src/simulate/calls/presence.ts';
import { type Call, readCalls } from '../../src/simulate/calls/recorded.ts';
import { replayDay } from '../../src/simulate/calls/replay.ts';
import { callFiles, pastCalls } from '../../src/simulate/past/calls.ts';
import { cityDay } from '../../src/simulate/past/city.ts';
import type { PastDay, Request } from '../../src/simulate/past/day.ts';
import { drawDay } from '../../src/simulate/past/draw.ts';
import { Hands } from '../../src/simulate/past/hands.ts';
import { playDay } from '../../src/simulate/past/play.ts';
import type { RecordedDay, RecordedRequest } from '../../src/simulate/past/recorded.ts';
import { Recorder } from '../../src/simulate/past/recorder.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';
import { tinyBureau } from './tiny-bureau.ts';

const fixture = new URL('../fixtures/bank-calls-1999-08-01.csv', import.meta.url).pathname;
const guangzhou = new URL('../../config/guangzhou', import.meta.url).pathname;
const minute = 60_000;
/** Midnight of a Monday in the tiny bureau's timezone. */
const midnight = Date.parse('2026-11-23T00:00:00+08:00');
const nine = midnight + 9 * 60 * minute;

const request = (at: number, over: Partial<Request> = {}): Request => ({
  ...{ at, hall: 'north', business: 'vat-return', channel: 'phone', priority: 0 },
  ...{ patience: Number.POSITIVE_INFINITY, callback: null, letGo: [], reactions: [2_000] },
  stretches: [{ service: 100_000, wrapUp: 10_000, next: null }],
  ...over,
});
const tinyDay = (requests: Request[], shifts: PastDay['shifts']): PastDay => ({
  from: midnight,
  to: midnight + 24 * 60 * minute,
  requests,
  shifts,
});
const shift = (station: string, from = nine - minute, to = nine + 180 * minute) => ({ station, from, to });

/** Plays a day and reads it off its own steps. */
function recordOf(
  day: PastDay,
  bureau: Bureau,
  asked?: string,
): { recorded: RecordedDay; played: ReturnType<typeof playDay> } {
  const recorder = new Recorder(bureau.timezone, asked);
  const played = playDay(day, bureau, { hear: (step) => recorder.add(step) });
  return { recorded: recorder.recorded()!, played };
}

describe('hands', () => {
  test('[PDY-1] work that lies on one desk goes on at equal shares, and stands still while it is interrupted', () => {
    const clock = new VirtualClock();
    const done: [string, number][] = [];
    const hands = new Hands(clock, (ticket) => {
      done.push([ticket, clock.now()]);
      hands.drop(ticket);
      hands.turn(['a', 'b', 'call'].filter((other) => !done.some(([ended]) => ended === other)));
    });
    hands.put('a', 100);
    hands.put('b', 300);
    hands.turn(['a', 'b']);
    clock.at(50, () => {
      hands.put('call', 40);
      hands.turn(['call']);
    });
    clock.run();
    // Until 50 each had 25; the call alone until 90; 75 more for `a` take 150; then `b` has 200 left for itself.
    expect(done).toEqual([
      ['call', 90],
      ['a', 240],
      ['b', 440],
    ]);
  });
});

describe('recorded calls', () => {
  let calls: Call[];
  beforeAll(async () => {
    ({ calls } = await readCalls(fixture));
  });

  test('[PDY-2] recorded calls played as any day have the fates that replay-calls gives them', () => {
    const day = callDay('1999-08-01', calls, 1);
    const { fates } = playDay(pastCalls(day), expandBureau(callFiles(day)));
    const told = fates.map(({ wait, end }) => ({ wait: wait / 1000, answered: end === 'answered' }));
    expect(told).toEqual(replayDay(day).fates.map(({ wait, answered }) => ({ wait, answered })));
  });

  test('[PDY-3] an agent who takes nobody while somebody waits is busy after its call for a minute, or else rests', () => {
    const call = (arrival: number, wait: number, service: number): Call => ({
      ...{ date: '1999-08-01', type: 'PS', priority: 0, arrival, wait, answered: true, service, agent: 'A' },
      served: arrival + wait,
    });
    const own = [
      call(36_000, 0, 100), // served 36,000 to 36,100
      call(36_050, 80, 100), // waits on at the end of the first: 30 s of work after it
      call(36_600, 300, 50), // nobody waits until 36,600: the agent was there until then, and back at 36,900
      call(37_000, 10, 20), // comes later than the last ended: nobody waited, nothing is known
    ];
    const day = callDay('1999-08-01', own, 1);
    const seen = observed(day, own, 1);
    expect(seen.shifts).toEqual([
      [
        { from: 36_000, to: 36_600 },
        { from: 36_900, to: 37_030 },
      ],
    ]);
    expect(seen.afterCall).toEqual([30, 30, 30, 30]);
  });

  test('[PDY-3] with the rests that one can see the day is nearer to what happened', () => {
    const day = callDay('1999-08-01', calls, 1);
    const bureau = expandBureau(callFiles(day));
    const answered = (past: PastDay) => playDay(past, bureau).fates.filter(({ end }) => end === 'answered').length;
    const happened = day.callers.filter(({ recorded }) => recorded.answered).length;
    const whole = answered(pastCalls(day));
    const rested = answered(pastCalls(day, observed(day, calls, 1)));
    expect(Math.abs(rested - happened)).toBeLessThan(Math.abs(whole - happened) / 2);
  });
});

describe('a journal', () => {
  test('[PDY-4] a day that is read off its own journal plays again as it went', async () => {
    const bureau = await loadBureau(guangzhou);
    const day = cityDay(bureau.files, 2_000, 3);
    const { recorded, played } = recordOf(day, bureau);
    const taken = day.requests.flatMap((r, i) =>
      played.fates[i]?.end === 'refused' ? [] : [{ r, fate: played.fates[i]! }],
    );
    expect(recorded.requests.map(({ at, hall, business }) => [at, hall, business])).toEqual(
      taken.map(({ r: { at, hall, business } }) => [at, hall, business]),
    );
    const sorted = (shifts: PastDay['shifts']) =>
      shifts.map(({ station, from, to }) => `${station} ${from} ${to}`).sort();
    const until = recorded.to;
    expect(sorted(recorded.shifts)).toEqual(sorted(day.shifts.map((s) => ({ ...s, to: Math.min(s.to, until) }))));

    const again = playDay(drawDay(recorded, 9), bureau);
    expect(again.fates.map(({ end }) => end)).toEqual(taken.map(({ fate }) => fate.end));
    const ended = taken.flatMap(({ fate }, i) => (fate.end === 'open' ? [] : [{ fate, again: again.fates[i]! }]));
    const same = ended.filter((pair) => Math.abs(pair.fate.wait - pair.again.wait) <= 1);
    expect(same.length).toBeGreaterThan(0.995 * ended.length);
    expect(again.figures.closed).toEqual(played.figures.closed);
  });

  test('[PDY-5] supplements, questions and transfers leave the desk and come back as they did', () => {
    const bureau = tinyBureau();
    const ways: Request['stretches'][] = [
      [
        { service: 60_000, wrapUp: 0, next: { way: 'supplement', after: 10 * minute } },
        { service: 50_000, wrapUp: 5_000, next: null },
      ],
      [
        { service: 40_000, wrapUp: 0, next: { way: 'escalate', after: 20 * minute, department: 'goods' } },
        { service: 30_000, wrapUp: 5_000, next: null },
      ],
      [
        {
          service: 20_000,
          wrapUp: 0,
          next: { way: 'transfer', after: 0, hall: 'south', group: 'phone', business: 'social-fee' },
        },
        { service: 10_000, wrapUp: 5_000, next: null },
      ],
    ];
    const day = tinyDay(
      ways.map((stretches, i) => request(nine + i * 30 * minute, { stretches })),
      [shift('north-s01'), shift('south-s01')],
    );
    const { recorded, played } = recordOf(day, bureau);
    expect(recorded.requests.map(({ stretches }) => stretches.map(({ whole: _, ...stretch }) => stretch))).toEqual(
      ways,
    );
    expect(played.figures).toMatchObject({ closed: { resolved: 3 }, imbalance: 0 });
    const again = recordOf(drawDay(recorded, 1), bureau);
    expect(again.recorded.requests).toEqual(recorded.requests);
  });

  test('[PDY-6] offers that were rejected or missed are rejected or missed again, and callbacks are asked for again', () => {
    const bureau = tinyBureau();
    const day = tinyDay(
      [
        request(nine, { letGo: [4_000, null], reactions: [3_000] }),
        request(nine + 10 * minute, { callback: 0 }),
        request(nine + 11 * minute, { callback: 15_000 }),
      ],
      [shift('north-s01')],
    );
    const heard: Step['events'] = [];
    playDay(day, bureau, { hear: ({ events }) => void heard.push(...events) });
    const of = (type: string) => heard.filter((e) => e.type === type).length;
    expect([of('offer.rejected'), of('offer.timedOut'), of('ticket.summoned')]).toEqual([1, 1, 2]);
    const { recorded } = recordOf(day, bureau);
    expect(recorded.requests.map(({ letGo, reaction, callback }) => ({ letGo, reaction, callback }))).toEqual([
      { letGo: [4_000, null], reaction: 3_000, callback: null },
      { letGo: [], reaction: 2_000, callback: 0 },
      { letGo: [], reaction: 2_000, callback: 15_000 },
    ]);
  });

  test('[PDY-7] of another day only what was still open comes in, at the beginning; nothing that came later counts', () => {
    const bureau = tinyBureau();
    const day = tinyDay(
      [
        request(nine, { channel: 'etax' }),
        request(nine + 14 * 60 * minute, { channel: 'etax' }),
        request(nine + 26 * 60 * minute, { channel: 'etax' }),
      ],
      [shift('north-w01'), shift('north-w01', nine + 24 * 60 * minute, nine + 28 * 60 * minute)],
    );
    const whole = { ...day, to: midnight + 48 * 60 * minute };
    const first = recordOf(whole, bureau, '2026-11-23').recorded;
    expect(first.requests.map(({ at, end }) => [at, end])).toEqual([
      [nine, 'answered'],
      [nine + 14 * 60 * minute, 'open'],
    ]);
    const second = recordOf(whole, bureau).recorded;
    expect(second.date).toBe('2026-11-24');
    expect(second.requests.map(({ at, stays, wait }) => [at, stays, wait])).toEqual([
      [midnight + 24 * 60 * minute, true, 9 * 60 * minute],
      [nine + 26 * 60 * minute, false, 0],
    ]);
  });
});

describe('draws', () => {
  const seen = (over: Partial<RecordedRequest>): RecordedRequest => ({
    ...{ at: nine, hall: 'north', business: 'vat-return', channel: 'phone', priority: 0, callback: null },
    ...{ wait: 0, end: 'answered', inTarget: true, stays: false, reaction: 1_000, considered: 0, letGo: [] },
    stretches: [{ service: 60_000, wrapUp: 0, next: null, whole: true }],
    ...over,
  });
  const dayOf = (requests: RecordedRequest[]): RecordedDay => ({
    ...{ date: '2026-11-23', from: midnight, to: nine + 600 * minute, shifts: [] },
    requests,
  });

  test('[PDY-8] who gave up keeps the patience that it had; who was answered gets a longer one, which follows the seed', () => {
    const requests = Array.from({ length: 200 }, (_, i) =>
      seen({ wait: 1_000 * (i + 1), end: i % 3 === 0 ? 'left' : 'answered' }),
    );
    const [one, two] = [drawDay(dayOf(requests), 1), drawDay(dayOf(requests), 2)];
    requests.forEach(({ wait, end }, i) => {
      if (end === 'left') expect(one.requests[i]?.patience).toBe(wait);
      else expect(one.requests[i]?.patience).toBeGreaterThanOrEqual(wait);
    });
    expect(drawDay(dayOf(requests), 1)).toEqual(one);
    expect(two).not.toEqual(one);
  });

  test('[PDY-8] beyond the longest wait patience goes on, and where nobody gave up it never ends', () => {
    const waits = [10_000, 20_000, 30_000].map((wait) => seen({ wait }));
    expect(drawDay(dayOf(waits), 1).requests.every(({ patience }) => patience === Number.POSITIVE_INFINITY)).toBe(true);
    const some = Array.from({ length: 400 }, (_, i) =>
      seen({ wait: 100 * (i + 1), end: i === 100 ? 'left' : 'answered' }),
    );
    const drawn = drawDay(dayOf(some), 1).requests.map(({ patience }) => patience);
    expect(Math.max(...drawn)).toBeGreaterThan(10 * 40_000);
    expect(Math.max(...drawn)).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  test('[PDY-9] work that was not done is drawn from its business, or else its channel, and is no shorter than what was done', () => {
    const unknown = { service: 70_000, wrapUp: 0, next: null, whole: false };
    const requests = [
      ...[30_000, 90_000].map((service) => seen({ stretches: [{ service, wrapUp: 1_000, next: null, whole: true }] })),
      seen({ business: 'social-fee', stretches: [{ service: 500_000, wrapUp: 2_000, next: null, whole: true }] }),
      ...Array.from({ length: 20 }, () => seen({ end: 'open', stretches: [unknown] })),
      seen({ business: 'invoice-claim', end: 'left', stretches: [{ ...unknown, service: 0 }] }),
    ];
    const drawn = drawDay(dayOf(requests), 1).requests.map(({ stretches: [one] }) => one!.service);
    expect(new Set(drawn.slice(3, 23))).toEqual(new Set([70_000, 90_000]));
    expect([30_000, 90_000, 500_000]).toContain(drawn[23]);
  });
});

test('[PDY-10] every request has one fate, and what was taken in is open or closed at the end', async () => {
  const bureau = await loadBureau(guangzhou);
  const day = cityDay(bureau.files, 3_000, 2);
  const { fates, figures } = playDay(day, bureau);
  expect(fates).toHaveLength(day.requests.length);
  const refused = fates.filter(({ end }) => end === 'refused').length;
  expect(figures.submitted).toBe(day.requests.length - refused);
  expect(figures.imbalance).toBe(0);
});

test('[PDY-11] who is at work follows the shifts: new work only within them, what is begun is finished', () => {
  const bureau = tinyBureau();
  const long = [{ service: 20 * minute, wrapUp: 0, next: null }];
  const day = tinyDay(
    [request(nine, { stretches: long }), request(nine + 5 * minute), request(nine + 40 * minute)],
    [shift('north-s01', nine - minute, nine + 10 * minute), shift('north-s01', nine + 30 * minute, nine + 42 * minute)],
  );
  const { fates, stations } = playDay(day, bureau);
  expect(fates.map(({ wait, end }) => [wait, end])).toEqual([
    [2_000, 'answered'],
    [25 * minute + 2_000, 'answered'],
    [2_000, 'answered'],
  ]);
  expect(stations.get('north-s01')).toMatchObject({ busy: 20 * minute + 2 * 110_000, lent: 0 });
});
