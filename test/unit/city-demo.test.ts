import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { quantile, scrape, total } from '../../src/demo/scrape.ts';
import { summaryOf, summaryText } from '../../src/demo/summary.ts';
import { CodedError } from '../../src/protocol/codes.ts';
import { emptyTally } from '../../src/simulate/city/tally.ts';
import { seer } from '../../src/simulate/city/world.ts';

const page = `# HELP loans_total x
# TYPE loans_total counter
loans_total{from="a",to="b"} 3
loans_total{from="b",to="a"} 4
other_total 9
# TYPE match histogram
match_bucket{le="0.001"} 40
match_bucket{le="0.002"} 90
match_bucket{le="+Inf"} 100
match_sum 0.5
match_count 100
`;

async function samples() {
  const server = createServer((_request, response) => response.end(page));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return scrape(`http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`);
}

test('[DEMO-1] figures are read from a page of metrics: sums over series, quantiles within buckets', async () => {
  const read = await samples();
  expect(total(read, 'loans_total')).toBe(7);
  expect(total(read, 'absent_total')).toBe(0);
  expect(quantile(read, 'match', 0.2)).toBeCloseTo(0.0005);
  expect(quantile(read, 'match', 0.65)).toBeCloseTo(0.0015);
  // What lies beyond the last bound is not known better than by it.
  expect(quantile(read, 'match', 0.99)).toBe(0.002);
  expect(quantile(read, 'absent', 0.5)).toBe(0);
});

const board = {
  at: 60_000,
  halls: [],
  submitted: 10,
  states: { waiting: 1, offered: 0, serving: 2, wrapUp: 0, parked: 0, escalated: 0, quarantined: 0, closed: 0 },
  closed: { resolved: 6, abandoned: 1 },
  answered: 8,
  answeredInTarget: 6,
  matchP99Ms: 1,
};
const ended = { wallMs: 1_000, from: 0, board, tally: { ...emptyTally(), taken: 10 }, metrics: [], seq: 50 };

test('[DEMO-2] a ticket is unaccounted for that is neither open nor closed, or was promised and is not known', () => {
  expect(summaryOf(ended)).toMatchObject({ open: 3, abandoned: 1, unaccounted: 0, journalSteps: 50 });
  expect(summaryOf({ ...ended, board: { ...board, submitted: 12 } }).unaccounted).toBe(2);
  expect(summaryOf({ ...ended, board: { ...board, closed: { resolved: 9 } } }).unaccounted).toBe(2);
  expect(summaryOf({ ...ended, tally: { ...ended.tally, taken: 11 } }).unaccounted).toBe(1);
  expect(summaryText(summaryOf(ended))).toContain('75.0 %');
});

test('[DEMO-8] the summary tells how many tickets went each way of the practice', () => {
  const tally = emptyTally();
  Object.assign(tally.paths, { supplements: 1_234, escalations: 56, callbacks: 70, callbacksTaken: 7, badRatings: 3 });
  Object.assign(tally.paths, { bookedCalls: 4, assigned: 5, requeued: 2, orders: 6, steered: 8, erased: 9 });
  const text = summaryText(summaryOf({ ...ended, tally }));
  expect(text).toMatch(/supplements\s+1,234, 已补 supplied 0\n/);
  expect(text).toMatch(/escalations\s+56,/);
  expect(text).toMatch(/callbacks\s+77,/);
  expect(text).toMatch(/appointments\s+0, 电话 by phone 4,/);
  expect(text).toMatch(/supervised\s.*assigned 5,.*requeued 2\n/);
  expect(text).toMatch(/orders\s+6,.*steered 8,/);
  expect(text).toMatch(/persons\s.*erased 9\n/);
  expect(text).toMatch(/ratings\s+3, 差评 bad 3,/);
  expect(summaryOf({ ...ended, tally }).paths).toEqual(tally.paths);
});

test('[CITY-18] refusals are counted by code, and the city waits for all that it began', async () => {
  const tally = emptyTally();
  const { seeTo, settled } = seer(tally);
  const slow = Promise.withResolvers<void>();
  let done = false;
  seeTo(Promise.reject(new CodedError('offer-gone')));
  seeTo(slow.promise.then(() => Promise.reject(new CodedError('offer-gone'))));
  const all = settled().then(() => {
    done = true;
  });
  await new Promise(setImmediate);
  expect(done).toBe(false);
  slow.resolve();
  await all;
  expect(tally.refused).toEqual({ 'offer-gone': 2 });
});
