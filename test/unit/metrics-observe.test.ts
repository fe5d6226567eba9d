import { expect, test } from 'vitest';
import { collectFigures } from '../../src/metrics/figures.ts';
import { type Observer, observe } from '../../src/metrics/observe.ts';
import { createMetrics } from '../../src/metrics/registry.ts';
import { seedFrom } from '../../src/metrics/seed.ts';
import { recount } from './metrics-recount.ts';
import { idsOf, lives, type Ran, recovered } from './metrics-run.ts';
import { parse } from './metrics-series.ts';
import { booksAndRates, comesBack, consults, historyOf, isCalled, isLate } from './metrics-stories.ts';

type Page = Map<string, number>;

async function observed(history: Ran[], before?: (observer: Observer) => void, after?: (observer: Observer) => void) {
  const metrics = createMetrics();
  const observer = observe(metrics.instruments);
  before?.(observer);
  for (const { step, pushes } of history) observer.committed(step, pushes);
  after?.(observer);
  return parse(await metrics.scrape());
}

/** Sum over all series of a metric, or of those that have `label`. */
const sumOf = (page: Page, name: string, label = '') =>
  [...page].reduce(
    (sum, [series, value]) => sum + (series.startsWith(`${name}{`) && series.includes(label) ? value : 0),
    0,
  );

/** Series with their values in thousandths; those at 0 are as good as absent. */
const rounded = (series: Iterable<[string, number]>) =>
  new Map(
    [...series].map(([name, value]) => [name, Math.round(value * 1000)] as const).filter(([, value]) => value !== 0),
  );

/** Kept as gauges, or by the state of stations: not a matter of counting events. */
const present = /^yunting_(station_seconds|tickets_parked|questions_open|questions_overdue|orders)/;

const stories = [comesBack, isLate, consults, isCalled, booksAndRates].map((story) => [story.name, story] as const);
const each = lives.map((life, n) => [n, life] as const);

test.each(each)(
  '[MET-5] what is counted from committed steps is what a recount of their events gives (%i)',
  async (_, life) => {
    const counted = [...(await observed(life.history))].filter(([name]) => !present.test(name));
    expect(rounded(counted)).toEqual(rounded(recount(life.history)));
  },
);

test.each(stories)('[MET-5] so it is of the story %s', async (_, story) => {
  const history = historyOf(story());
  const counted = [...(await observed(history))].filter(([name]) => !present.test(name));
  expect(rounded(counted)).toEqual(rounded(recount(history)));
});

test("[MET-5] it is also what the bureau counts itself, and a scrape's gauges add up to its open tickets", async () => {
  for (const { history, core, end } of lives) {
    const metrics = createMetrics();
    const observer = observe(metrics.instruments);
    for (const { step, pushes } of history) observer.committed(step, pushes);
    const figures = core.figures(end);
    collectFigures(
      metrics,
      observer,
      () => figures,
      () => core.state.bureau,
    );
    const page = parse(await metrics.scrape());
    expect(sumOf(page, 'yunting_tickets_submitted_total')).toBe(figures.submitted);
    expect(sumOf(page, 'yunting_tickets_answered_total')).toBe(figures.answered);
    expect(sumOf(page, 'yunting_tickets_answered_in_target_total')).toBe(figures.inTarget);
    expect(sumOf(page, 'yunting_loans_open')).toBe(figures.openLoans);
    const closed = sumOf(page, 'yunting_tickets_closed_total');
    expect(sumOf(page, 'yunting_tickets')).toBe(figures.submitted - closed);
    expect(sumOf(page, 'yunting_tickets_waiting')).toBe(figures.states.waiting + figures.states.offered);
    expect(sumOf(page, 'yunting_tickets_parked')).toBe(figures.states.parked);
    expect(sumOf(page, 'yunting_questions_open')).toBe(figures.states.escalated);
    expect(page.get('yunting_tickets_unaccounted')).toBe(0);
  }
});

test('[MET-5] a closed ticket is forgotten: what is told of it later is not counted', async () => {
  for (const { history } of lives) {
    const events = history.flatMap(({ step }) => step.events).filter((event) => event.type === 'ticket.closed');
    const late = { ...history.at(-1)!.step, events };
    const page = await observed(history, undefined, (observer) => observer.committed(late, []));
    expect(sumOf(page, 'yunting_tickets_closed_total')).toBe(events.length);
  }
});

test('[MET-6] no value of a label is the id of a ticket, offer, station, person or command', async () => {
  for (const { history, end } of lives) {
    const ids = idsOf(history);
    const page = await observed(history, undefined, (observer) => observer.settle(end));
    for (const series of page.keys())
      for (const [, value] of series.matchAll(/="([^"]*)"/g)) expect(ids.has(value!), series).toBe(false);
  }
});

test('[MET-7] after a restart nothing of the past is counted again: both lives together count the whole', async () => {
  const gauges = /^yunting_(loans_open|tickets_parked|questions_open|questions_overdue|orders)/;
  for (const [n, life] of lives.entries()) {
    const { history, end } = life;
    const cut = 1 + Math.floor((((n * 7 + 3) % lives.length) / lives.length) * (history.length - 1));
    const { state } = recovered(history.slice(0, cut), life);
    const at = history[cut - 1]!.step.at;
    const whole = await observed(history, undefined, (observer) => observer.settle(end));
    const first = await observed(history.slice(0, cut), undefined, (observer) => observer.settle(at));
    const second = await observed(
      history.slice(cut),
      (observer) => seedFrom(observer, state, at),
      (observer) => observer.settle(end),
    );
    const both = new Map(second);
    for (const [name, value] of first) if (!gauges.test(name)) both.set(name, value + (second.get(name) ?? 0));
    expect(rounded(both)).toEqual(rounded(whole));
  }
});

test('[MET-8] time in state is that of the stations themselves, wherever it is scraped in between', async () => {
  for (const [n, life] of lives.entries()) {
    const { history, end } = life;
    const expected: Page = new Map();
    let before = history[0]!.step.at;
    let states: { hall: string; state: string }[] = [];
    const pass = (until: number) => {
      for (const { hall, state } of states) {
        const series = `yunting_station_seconds_total{hall="${hall}",state="${state}"}`;
        expected.set(series, (expected.get(series) ?? 0) + (until - before) / 1000);
      }
      before = until;
    };
    const bureauAgain = recovered([], life);
    const metrics = createMetrics();
    const observer = observe(metrics.instruments);
    for (const [i, { step, pushes }] of history.entries()) {
      pass(step.at);
      bureauAgain.apply(step);
      states = [...bureauAgain.state.stations()].map(({ value, context }) => ({ hall: context.hall, state: value }));
      observer.committed(step, pushes);
      if (i % (n + 1) === n) observer.settle(step.at);
    }
    pass(end);
    observer.settle(end);
    const counted = [...parse(await metrics.scrape())].filter(([name]) => name.startsWith('yunting_station_seconds'));
    expect(rounded(counted)).toEqual(rounded(expected));
  }
});

test('[MET-8] a scrape that runs ahead of the steps that wait for their ack makes no second of them count twice', async () => {
  const metrics = createMetrics();
  const observer = observe(metrics.instruments);
  const moved = (state: 'ready' | 'paused', since: number) => {
    const step = {
      seq: 1,
      at: since,
      id: '-',
      type: 'ready',
      by: null,
      from: null,
      on: null,
      print: null,
      answer: { ok: true },
      events: [],
    } as const;
    const station = { id: 'north-s01', hall: 'north', state, since, work: [], missed: 0 };
    observer.committed({ ...step, events: [] }, [{ topic: 'station:north-s01', body: { type: 'station', station } }]);
  };
  moved('paused', 0);
  observer.settle(10_000);
  moved('ready', 8000);
  observer.settle(15_000);
  expect(sumOf(parse(await metrics.scrape()), 'yunting_station_seconds_total')).toBe(15);
});
