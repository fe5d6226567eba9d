import { afterAll, beforeAll, expect, test } from 'vitest';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Step } from '../../src/bureau/commands.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { collectFigures } from '../../src/metrics/figures.ts';
import { collectNames } from '../../src/metrics/names.ts';
import { observe } from '../../src/metrics/observe.ts';
import { createMetrics } from '../../src/metrics/registry.ts';
import type { MetricRow } from '../../src/metrics/row.ts';
import { seriesOf, valuesOf } from '../../src/metrics/series.ts';
import { table } from '../../src/metrics/table.ts';
import { startAtZero } from '../../src/metrics/zero.ts';
import { morning, virtualCity } from './city-rig.ts';
import { recount } from './metrics-recount.ts';
import { lives, ran } from './metrics-run.ts';
import { bureau as guangzhou, parse } from './metrics-series.ts';
import { booksAndRates, comesBack, consults, historyOf, isCalled, isLate } from './metrics-stories.ts';

const rows: MetricRow[] = Object.values(table);
const minute = 60_000;
const seed = 20_261_123;

/** What the journal cannot say, and where it is shown instead. */
const elsewhere: Record<string, string> = {
  yunting_actor_errors_total: 'no event tells of a throw that a restart mended: MET-10',
  yunting_scrape_errors_total: 'about the scrape itself: MET-11',
  yunting_match_duration_seconds: 'real time: MET-13',
  yunting_decide_duration_seconds: 'real time: MET-34',
  yunting_journal_append_seconds: 'real time: MET-34',
  yunting_journal_fenced_total: 'told to a process that may write no more: MET-35',
  yunting_sessions_opened_total: 'of the door: MET-32',
  yunting_sessions_closed_total: 'of the door: MET-32',
  yunting_messages_refused_total: 'of the door: MET-32',
  yunting_webhooks_total: 'of the door: MET-33',
  yunting_deliveries_total: 'of the outside: MET-36',
  yunting_redis_restarts_total: 'of the embedded Redis: MET-37',
};

/** Two halls: one that is full, and a pooled one that the others help. */
function twoHalls(): Bureau {
  const some = new Set(['huangpu', 'conghua']);
  const halls = [...guangzhou.halls].filter(([code]) => some.has(code));
  const stations = [...guangzhou.stations].filter(([, { hall }]) => some.has(hall));
  return { ...guangzhou, halls: new Map(halls), stations: new Map(stations) };
}

let rig: Awaited<ReturnType<typeof virtualCity>>;
const bureau = twoHalls();
/** The page of a server after the day, and what its journal holds. */
let page: Map<string, number>;
const journal: Step[] = [];

beforeAll(async () => {
  const metrics = createMetrics();
  const observer = observe(metrics.instruments);
  startAtZero(metrics.instruments, bureau);
  rig = await virtualCity(bureau, seed, [observer.committed]);
  collectNames(metrics, { version: '0.1.0', node: '24.0.0' }, () => rig.core.state.bureau);
  collectFigures(
    metrics,
    observer,
    () => rig.core.figures(rig.clock.now()),
    () => rig.core.state.bureau,
  );
  // With a scrape in between, as Prometheus does.
  await rig.pass(180 * minute);
  await metrics.scrape();
  await rig.pass(morning + 590 * minute - rig.clock.now());
  page = parse(await metrics.scrape());
  for await (const steps of rig.journal.read(0)) journal.push(...steps);
}, 180_000);
afterAll(() => rig.stop());

const nameOf = (series: string) => series.replace(/\{.*/, '').replace(/_(bucket|sum|count)$/, '');
const counted = new Set(rows.flatMap(({ name, type }) => (type === 'gauge' ? [] : [name as string])));

/** Thousandths, without those at 0: what begins at 0 and what was never met are the same. */
const met = (series: Iterable<[string, number]>) =>
  new Map(
    [...series]
      .filter(([name]) => counted.has(nameOf(name)) && !(nameOf(name) in elsewhere))
      .map(([name, value]) => [name, Math.round(value * 1000)] as const)
      .filter(([, value]) => value !== 0),
  );

/** Time in state, by the journal alone: the stations as its steps make them, looked at after each. */
function stationSeconds(steps: readonly Step[], until: number): Map<string, number> {
  const core = new BureauCore(bureau);
  const since = new Map<string, { series: string; at: number }>();
  const seconds = new Map<string, number>();
  const end = ({ series, at }: { series: string; at: number }, now: number) =>
    seconds.set(series, (seconds.get(series) ?? 0) + (now - at) / 1000);
  const look = (now: number) => {
    const gone = new Set(since.keys());
    for (const { value, context } of core.state.stations()) {
      const series = `yunting_station_seconds_total{hall="${context.hall}",state="${value}"}`;
      const before = since.get(context.id);
      gone.delete(context.id);
      if (before?.series === series) continue;
      if (before !== undefined) end(before, now);
      since.set(context.id, { series, at: now });
    }
    for (const id of gone) {
      end(since.get(id)!, now);
      since.delete(id);
    }
  };
  for (const step of steps) {
    core.apply(step);
    look(step.at);
  }
  for (const open of since.values()) end(open, until);
  return seconds;
}

test('[MET-26] after a seeded day every counter is, series by series, what the journal says', () => {
  expect(journal.length).toBeGreaterThan(5_000);
  const said = recount(journal.map((step) => ({ step })));
  for (const [series, seconds] of stationSeconds(journal, rig.clock.now())) said.set(series, seconds);
  expect(met(page)).toEqual(met(said));
});

test('[MET-27] every counter is recounted from a journal that meets it, or a reason says why it cannot be', () => {
  const stories = [comesBack, isLate, consults, isCalled, booksAndRates].map((story) => historyOf(story()));
  const all = [ran(journal), ...stories, ...lives.map(({ history }) => history)];
  const recounted = new Set(all.flatMap((history) => [...met(recount(history)).keys()].map(nameOf)));
  recounted.add('yunting_station_seconds_total');
  expect([...counted].filter((name) => !recounted.has(name)).sort()).toEqual(Object.keys(elsewhere).sort());
});

test('[MET-28] no series of the day is one that the budget did not count', () => {
  const known = new Map(rows.map((row) => [row.name as string, row]));
  const sizes = new Map<string, number>();
  for (const series of page.keys()) {
    const row = known.get(nameOf(series)) ?? known.get(series.replace(/\{.*/, ''));
    if (row === undefined) throw new Error(`${series} is not in the table`);
    sizes.set(row.name, (sizes.get(row.name) ?? 0) + 1);
    if (row.info) continue;
    for (const [, label, value] of series.matchAll(/(\w+)="([^"]*)"/g)) {
      if (label === 'le') continue;
      const allowed = row.labels.flatMap((name) => (name === label ? (valuesOf(row, name, bureau) ?? []) : []));
      expect(allowed, `${series}: ${label}`).toContain(value);
    }
  }
  for (const row of rows)
    expect([row.name, sizes.get(row.name) ?? 0]).toEqual([
      row.name,
      expect.toSatisfy((n: number) => n <= seriesOf(row, bureau)),
    ]);
});
