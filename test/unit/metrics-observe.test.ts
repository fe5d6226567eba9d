import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BureauEvent } from '../../src/bureau/events.ts';
import { collectFigures } from '../../src/metrics/figures.ts';
import { type Observer, observe } from '../../src/metrics/observe.ts';
import { createMetrics } from '../../src/metrics/registry.ts';
import { seedFrom } from '../../src/metrics/seed.ts';
import { bureau, idsOf, type Ran, recovered, run } from './metrics-run.ts';
import { parse } from './metrics-series.ts';

const runs = fc.noBias(fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 400, size: 'max' })).map(run);
/** A failing run is made smaller for at most 10 s. */
const seeded = { seed: 2, numRuns: 40, interruptAfterTimeLimit: 10_000 };

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

/** Counts a history the slow way: by looking the whole of it through for each ticket. */
function recount(history: Ran[]): Page {
  const counts: Page = new Map();
  const add = (name: string, labels: Record<string, string>, by = 1) => {
    const text = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const series = `yunting_${name}{${text.sort().join(',')}}`;
    counts.set(series, (counts.get(series) ?? 0) + by);
  };
  const events = history.flatMap(({ step }) => step.events);
  const of = <T extends BureauEvent['type']>(type: T, ticket: string) =>
    events.filter(
      (e): e is Extract<BureauEvent, { type: T }> => e.type === type && 'ticket' in e && e.ticket === ticket,
    );

  for (const { step } of history)
    add('commands_total', { type: step.type, code: step.answer.ok ? 'ok' : step.answer.code });
  for (const submitted of events) {
    if (submitted.type !== 'ticket.submitted') continue;
    const { id, hall, channel, group, business } = submitted.data;
    add('tickets_submitted_total', { hall, channel });
    add('business_tickets_submitted_total', { business, channel });
    add('offers_made_total', { hall }, of('offer.made', id).length);
    add('tickets_quarantined_total', { hall }, of('ticket.quarantined', id).length);
    for (const result of ['accepted', 'rejected', 'timedOut', 'rescinded'] as const)
      add('offers_ended_total', { hall, result }, of(`offer.${result}`, id).length);

    const accepts = of('offer.accepted', id);
    if (accepts[0]) {
      add('tickets_answered_total', { hall, channel });
      if (accepts[0].inTarget) add('tickets_answered_in_target_total', { hall, channel });
      add('ticket_wait_seconds_count', { hall, group });
      add('ticket_wait_seconds_sum', { hall, group }, (accepts[0].at - submitted.at) / 1000);
    }
    const isRelease = (e: BureauEvent) =>
      (e.type === 'ticket.returned' || e.type === 'ticket.quarantined' || e.type === 'ticket.closed') &&
      e.ticket === id;
    for (const accept of accepts) {
      const { loan, at } = accept;
      const release = events.slice(events.indexOf(accept)).find(isRelease);
      if (release?.type === 'ticket.closed') {
        add('ticket_handle_seconds_count', { hall, group });
        add('ticket_handle_seconds_sum', { hall, group }, (release.at - at) / 1000);
      }
      if (!loan) continue;
      add('loans_started_total', { ...loan });
      add('loans_open', { ...loan }, release ? 0 : 1);
      if (release) add('loan_seconds_total', { ...loan }, (release.at - at) / 1000);
    }
    for (const { outcome } of of('ticket.closed', id)) {
      add('tickets_closed_total', { hall, channel, outcome });
      add('business_tickets_closed_total', { business, outcome });
    }
  }
  return counts;
}

test('[MET-5] what is counted from committed steps is what a recount of their events gives', async () => {
  const fromEvents = /^yunting_(commands|tickets_|business_|offers_|loan|ticket_(wait|handle)_seconds_(sum|count))/;
  await fc.assert(
    fc.asyncProperty(runs, async ({ history }) => {
      const counted = [...(await observed(history))].filter(([name]) => fromEvents.test(name));
      expect(rounded(counted)).toEqual(rounded(recount(history)));
    }),
    seeded,
  );
});

test("[MET-5] it is also what the bureau counts itself, and a scrape's gauges add up to its open tickets", async () => {
  await fc.assert(
    fc.asyncProperty(runs, async ({ history, figures }) => {
      const metrics = createMetrics();
      const observer = observe(metrics.instruments);
      for (const { step, pushes } of history) observer.committed(step, pushes);
      collectFigures(
        metrics,
        observer,
        () => figures,
        () => bureau.channels.keys(),
      );
      const page = parse(await metrics.scrape());
      expect(sumOf(page, 'yunting_tickets_submitted_total')).toBe(figures.submitted);
      expect(sumOf(page, 'yunting_tickets_answered_total')).toBe(figures.answered);
      expect(sumOf(page, 'yunting_tickets_answered_in_target_total')).toBe(figures.inTarget);
      expect(sumOf(page, 'yunting_loans_open')).toBe(figures.openLoans);
      const closed = sumOf(page, 'yunting_tickets_closed_total');
      expect(sumOf(page, 'yunting_tickets')).toBe(figures.submitted - closed);
      expect(sumOf(page, 'yunting_tickets_waiting')).toBe(figures.states.waiting + figures.states.offered);
      expect(page.get('yunting_tickets_unaccounted')).toBe(0);
    }),
    seeded,
  );
});

test('[MET-5] a closed ticket is forgotten: what is told of it later is not counted', async () => {
  await fc.assert(
    fc.asyncProperty(runs, async ({ history }) => {
      const events = history.flatMap(({ step }) => step.events).filter((event) => event.type === 'ticket.closed');
      const late = { ...history.at(-1)!.step, events };
      const page = await observed(history, undefined, (observer) => observer.committed(late, []));
      expect(sumOf(page, 'yunting_tickets_closed_total')).toBe(events.length);
    }),
    seeded,
  );
});

test('[MET-6] no value of a label is the id of a ticket, offer, station, person or command', async () => {
  await fc.assert(
    fc.asyncProperty(runs, async ({ history, end }) => {
      const ids = idsOf(history);
      const page = await observed(history, undefined, (observer) => observer.settle(end));
      for (const series of page.keys())
        for (const [, value] of series.matchAll(/="([^"]*)"/g)) expect(ids.has(value!), series).toBe(false);
    }),
    seeded,
  );
});

test('[MET-7] after a restart nothing of the past is counted again: both lives together count the whole', async () => {
  await fc.assert(
    fc.asyncProperty(runs, fc.nat(), async ({ history, end }, anywhere) => {
      const cut = 1 + (anywhere % history.length);
      const { state } = recovered(history.slice(0, cut));
      const at = history[cut - 1]!.step.at;
      const whole = await observed(history, undefined, (observer) => observer.settle(end));
      const first = await observed(history.slice(0, cut), undefined, (observer) => observer.settle(at));
      const second = await observed(
        history.slice(cut),
        (observer) => seedFrom(observer, state, at),
        (observer) => observer.settle(end),
      );
      const both = new Map(second);
      for (const [name, value] of first)
        if (!name.startsWith('yunting_loans_open')) both.set(name, value + (second.get(name) ?? 0));
      expect(rounded(both)).toEqual(rounded(whole));
    }),
    seeded,
  );
});

test('[MET-8] time in state is that of the stations themselves, wherever it is scraped in between', async () => {
  await fc.assert(
    fc.asyncProperty(runs, fc.nat({ max: 20 }), async ({ history, end }, every) => {
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
      const bureauAgain = recovered([]);
      const metrics = createMetrics();
      const observer = observe(metrics.instruments);
      for (const [i, { step, pushes }] of history.entries()) {
        pass(step.at);
        bureauAgain.apply(step);
        states = [...bureauAgain.state.stations()].map(({ value, context }) => ({ hall: context.hall, state: value }));
        observer.committed(step, pushes);
        if (i % (every + 1) === every) observer.settle(step.at);
      }
      pass(end);
      observer.settle(end);
      const counted = [...parse(await metrics.scrape())].filter(([name]) => name.startsWith('yunting_station_seconds'));
      expect(rounded(counted)).toEqual(rounded(expected));
    }),
    seeded,
  );
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
