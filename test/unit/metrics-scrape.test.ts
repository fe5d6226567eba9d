import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { Figures, HallNow } from '../../src/bureau/figures.ts';
import { collectFigures } from '../../src/metrics/figures.ts';
import { matchTimes } from '../../src/metrics/match.ts';
import { observe } from '../../src/metrics/observe.ts';
import { createMetrics } from '../../src/metrics/registry.ts';
import { startAtZero } from '../../src/metrics/zero.ts';
import { bureau, filled, parse } from './metrics-series.ts';
import { tinyBureau } from './tiny-bureau.ts';

afterEach(() => vi.useRealTimers());

const tiny = tinyBureau();
const now: Figures = {
  at: 1_700_000_000_000,
  halls: [hall('north', 3), hall('south', 0)],
  submitted: 20,
  states: { waiting: 4, offered: 0, serving: 5, wrapUp: 0, parked: 0, escalated: 0, quarantined: 0, closed: 0 },
  closed: { resolved: 9, abandoned: 2 },
  imbalance: 0,
  answered: 15,
  inTarget: 12,
  questionsMs: { goods: 90_000 },
  openLoans: 0,
  actors: { ticket: 9, seat: 4, window: 1, hall: 2, followUp: 1 },
  actorErrors: 0,
};

function hall(code: string, callers: number): HallNow {
  const phone = { count: callers, oldestMs: 61_500 };
  return {
    hall: code,
    state: 'open',
    waiting: callers > 0 ? { phone } : {},
    businesses: callers > 0 ? { 'vat-return': callers } : {},
    stations: { serving: 5 },
    groups: { phone: { serving: 4 }, etax: { serving: 1 } },
    stuck: {
      parkedMs: { supplement: 7_200_000 },
      limits: { etax: { warned: 2, breached: 1 } },
      followUps: { open: 1, oldestMs: 3_600_000 },
    },
    serviceLevel: 1,
  };
}

test('[MET-9] gauges show the bureau as it counts itself at the scrape: 0 where nobody is, nothing of a hall that is gone', async () => {
  const metrics = createMetrics();
  let figures = now;
  collectFigures(
    metrics,
    observe(metrics.instruments),
    () => figures,
    () => tiny,
  );
  const first = parse(await metrics.scrape());
  expect(first.get('yunting_tickets_waiting{channel="phone",hall="north"}')).toBe(3);
  expect(first.get('yunting_ticket_oldest_wait_seconds{channel="phone",hall="north"}')).toBe(61.5);
  expect(first.get('yunting_tickets_waiting{channel="etax",hall="north"}')).toBe(0);
  expect(first.get('yunting_ticket_oldest_wait_seconds{channel="phone",hall="south"}')).toBe(0);
  expect(first.get('yunting_stations{hall="north",state="serving"}')).toBe(5);
  expect(first.get('yunting_stations{hall="north",state="ready"}')).toBe(0);
  expect(first.get('yunting_hall_state{hall="north",state="open"}')).toBe(1);
  expect(first.get('yunting_hall_state{hall="north",state="closed"}')).toBe(0);
  expect(first.get('yunting_tickets{state="serving"}')).toBe(5);
  expect(first.get('yunting_business_tickets_waiting{business="vat-return",hall="north"}')).toBe(3);
  expect(first.get('yunting_business_tickets_waiting{business="vat-return",hall="south"}')).toBe(0);
  expect(first.get('yunting_group_stations{group="phone",hall="north",state="serving"}')).toBe(4);
  expect(first.get('yunting_group_stations{group="phone",hall="north",state="ready"}')).toBe(0);
  expect(first.get('yunting_ticket_oldest_parked_seconds{hall="north",reason="supplement"}')).toBe(7200);
  expect(first.get('yunting_ticket_oldest_parked_seconds{hall="north",reason="booked"}')).toBe(0);
  expect(first.get('yunting_tickets_limit{group="etax",hall="north",status="warned"}')).toBe(2);
  expect(first.get('yunting_tickets_limit{group="phone",hall="north",status="breached"}')).toBe(0);
  expect(first.get('yunting_question_oldest_seconds{department="goods"}')).toBe(90);
  expect(first.get('yunting_follow_ups_open{hall="north"}')).toBe(1);
  expect(first.get('yunting_follow_up_oldest_seconds{hall="north"}')).toBe(3600);
  expect(first.get('yunting_actors{kind="seat"}')).toBe(4);

  figures = { ...now, halls: [hall('south', 1)] };
  const second = parse(await metrics.scrape());
  expect([...second.keys()].filter((name) => name.includes('north'))).toEqual([]);
  expect(second.get('yunting_tickets_waiting{channel="phone",hall="south"}')).toBe(1);
});

test('[MET-10] a lost or doubled ticket and a failed actor show at the next scrape', async () => {
  const metrics = createMetrics();
  let figures = now;
  collectFigures(
    metrics,
    observe(metrics.instruments),
    () => figures,
    () => tiny,
  );
  expect(parse(await metrics.scrape()).get('yunting_tickets_unaccounted')).toBe(0);
  figures = { ...now, imbalance: -2, actorErrors: 3 };
  await metrics.scrape();
  const page = parse(await metrics.scrape());
  expect(page.get('yunting_tickets_unaccounted')).toBe(-2);
  expect(page.get('yunting_actor_errors_total')).toBe(3);
});

test('[MET-8] time in state is counted up to the moment of the scrape', async () => {
  const metrics = createMetrics();
  const observer = observe(metrics.instruments);
  const stations = [{ id: 'north-w01', hall: 'north', state: 'ready' as const }];
  observer.seed({ tickets: [], stations, followUps: [], orders: [] }, now.at - 7500);
  collectFigures(
    metrics,
    observer,
    () => now,
    () => tiny,
  );
  expect(parse(await metrics.scrape()).get('yunting_station_seconds_total{hall="north",state="ready"}')).toBe(7.5);
});

test('[MET-11] a collector that fails or hangs is counted, and the scrape goes on without it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const metrics = createMetrics();
  metrics.beforeScrape('broken', () => {
    throw new Error('broken');
  });
  metrics.beforeScrape('hanging', () => new Promise(() => {}));
  metrics.beforeScrape('sound', () => metrics.instruments.sessions.set({ role: 'station' }, 7));
  const scraped = metrics.scrape();
  await vi.advanceTimersByTimeAsync(1000);
  const page = parse(await scraped);
  expect(page.get('yunting_sessions{role="station"}')).toBe(7);
  expect(page.get('yunting_scrape_errors_total{collector="broken"}')).toBe(1);
  expect(page.get('yunting_scrape_errors_total{collector="hanging"}')).toBe(1);
  expect(page.has('yunting_scrape_errors_total{collector="sound"}')).toBe(false);
});

test('[MET-12] a scrape of everything lets the event loop turn in between', async () => {
  const metrics = filled();
  let scraping = true;
  const scraped = metrics.scrape().finally(() => {
    scraping = false;
  });
  let turns = 0;
  while (scraping) {
    await setImmediate();
    turns += 1;
  }
  await scraped;
  expect(turns).toBeGreaterThan(2);
});

test('[MET-13] the p99 of matching is that of the last minute, in ms', async () => {
  const metrics = createMetrics();
  let ms = 0;
  const times = matchTimes(metrics.instruments, () => ms);
  expect(times.p99Ms()).toBe(0);
  for (let i = 1; i <= 100; i++) times.record(i / 1000);
  expect(Math.abs(times.p99Ms() - 99)).toBeLessThan(1);
  ms = 49_999;
  for (let i = 1; i <= 100; i++) times.record(0.0005);
  expect(Math.abs(times.p99Ms() - 98)).toBeLessThan(1);
  ms = 60_000;
  expect(Math.abs(times.p99Ms() - 0.5)).toBeLessThan(0.005);
  // The same slice of the ring again, six turns later.
  for (let i = 1; i <= 100; i++) times.record(0.002);
  expect(Math.abs(times.p99Ms() - 2)).toBeLessThan(0.02);
  times.record(0);
  times.record(3600);
  ms = 120_000;
  expect(times.p99Ms()).toBe(0);
  expect(parse(await metrics.scrape()).get('yunting_match_duration_seconds_count')).toBe(302);
});

test('[MET-14] counters of every hall and business are there at 0 from the start, and a reload resets none', async () => {
  const metrics = createMetrics();
  startAtZero(metrics.instruments, bureau);
  const hall = [...bureau.halls.keys()][0]!;
  const closed = `yunting_tickets_closed_total{channel="phone",hall="${hall}",outcome="abandoned"}`;
  expect(parse(await metrics.scrape()).get(closed)).toBe(0);
  metrics.instruments.ticketsClosed.inc({ hall, channel: 'phone', outcome: 'abandoned' });
  startAtZero(metrics.instruments, bureau);
  expect(parse(await metrics.scrape()).get(closed)).toBe(1);
});
