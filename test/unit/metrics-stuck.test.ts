import { expect, test } from 'vitest';
import type { BureauEvent } from '../../src/bureau/events.ts';
import { collectFigures } from '../../src/metrics/figures.ts';
import { observe } from '../../src/metrics/observe.ts';
import { createMetrics } from '../../src/metrics/registry.ts';
import { type Life, lives } from './metrics-run.ts';
import { parse } from './metrics-series.ts';

type Page = Map<string, number>;

const metrics =
  /^yunting_(ticket_oldest_parked_seconds|question_oldest_seconds|tickets_limit|follow_ups_open|follow_up_oldest_seconds|business_tickets_waiting|group_stations|actors)\{/;

/** What is at 0 is as good as absent. */
const met = (page: Iterable<[string, number]>) =>
  new Map([...page].filter(([name, value]) => value !== 0 && metrics.test(name)));

/** What is stuck at the end of a history, read from its events alone: what began last and has not ended. */
function stuckOf({ history, core, end }: Life): Page {
  const page: Page = new Map();
  const events = history.flatMap(({ step }) => step.events);
  const { halls } = core.state.bureau;
  const add = (series: string, value: number) => page.set(series, (page.get(series) ?? 0) + value);
  const oldest = (series: string, since: number) => {
    page.set(series, Math.max(page.get(series) ?? 0, (end - since) / 1000));
  };
  const byTicket = Map.groupBy(
    events.filter((e): e is BureauEvent & { ticket: string } => 'ticket' in e),
    (e) => e.ticket,
  );
  for (const told of byTicket.values()) {
    const last = (...types: BureauEvent['type'][]) => told.findLast((e) => types.includes(e.type));
    const opened = last('followUp.opened');
    if (opened?.type === 'followUp.opened' && last('followUp.closed') === undefined && halls.has(opened.data.hall)) {
      add(`yunting_follow_ups_open{hall="${opened.data.hall}"}`, 1);
      oldest(`yunting_follow_up_oldest_seconds{hall="${opened.data.hall}"}`, opened.at);
    }
    const first = told.find((e) => e.type === 'ticket.submitted');
    if (first?.type !== 'ticket.submitted' || last('ticket.closed') !== undefined) continue;
    const handed = last('ticket.transferred', 'ticket.handedOver');
    const { hall, group, business } =
      handed?.type === 'ticket.transferred'
        ? handed.to
        : handed?.type === 'ticket.handedOver'
          ? handed.target
          : first.data;

    const asked = last('ticket.escalated', 'ticket.answered', 'ticket.quarantined', 'ticket.unparked');
    if (asked?.type === 'ticket.escalated') {
      const on = told.findLast((e) => e.type === 'escalation.handedOn' && e.at >= asked.at);
      const { department } = on?.type === 'escalation.handedOn' ? on : asked;
      oldest(`yunting_question_oldest_seconds{department="${department}"}`, asked.at);
    }
    if (!halls.has(hall)) continue;
    const parked = last('ticket.parked', 'ticket.unparked', 'ticket.quarantined');
    if (parked?.type === 'ticket.parked')
      oldest(`yunting_ticket_oldest_parked_seconds{hall="${hall}",reason="${parked.reason}"}`, parked.at);
    const status = last('ticket.limitBreached') ? 'breached' : last('ticket.limitWarned') ? 'warned' : null;
    if (status !== null) add(`yunting_tickets_limit{group="${group}",hall="${hall}",status="${status}"}`, 1);
    const state = core.state.ticket(first.ticket)?.value;
    if (state === 'waiting' || state === 'offered')
      add(`yunting_business_tickets_waiting{business="${business}",hall="${hall}"}`, 1);
  }
  return page;
}

/** Stations and actors, one by one. */
function staffOf({ core: { state } }: Life): Page {
  const page: Page = new Map();
  const add = (series: string) => page.set(series, (page.get(series) ?? 0) + 1);
  const kinds = { etax: 'document', vtax: 'video', phone: 'voice' } as const;
  for (const { value, context: s } of state.stations()) {
    add(`yunting_actors{kind="${s.kind}"}`);
    for (const [group, modality] of Object.entries(kinds))
      if (s.capacity[modality as 'voice'] > 0)
        add(`yunting_group_stations{group="${group}",hall="${s.hall}",state="${value}"}`);
  }
  for (const _ of state.tickets()) add('yunting_actors{kind="ticket"}');
  for (const _ of state.halls()) add('yunting_actors{kind="hall"}');
  for (const _ of state.followUps()) add('yunting_actors{kind="followUp"}');
  return page;
}

const each = lives.map((life, n) => [n, life] as const);

test.each(each)(
  '[MET-31] what is stuck, waits by business and is staffed by group is what the journal left (%i)',
  async (_, life) => {
    const page = createMetrics();
    collectFigures(
      page,
      observe(page.instruments),
      () => life.core.figures(life.end),
      () => life.core.state.bureau,
    );
    expect(met(parse(await page.scrape()))).toEqual(met([...stuckOf(life), ...staffOf(life)]));
  },
);

test('[MET-31] the histories leave something of each kind', () => {
  const left = new Set(
    lives.flatMap((life) => [...met([...stuckOf(life), ...staffOf(life)]).keys()]).map((name) => name.split('{')[0]),
  );
  expect([...left].sort()).toEqual([
    'yunting_actors',
    'yunting_business_tickets_waiting',
    'yunting_follow_up_oldest_seconds',
    'yunting_follow_ups_open',
    'yunting_group_stations',
    'yunting_question_oldest_seconds',
    'yunting_ticket_oldest_parked_seconds',
    'yunting_tickets_limit',
  ]);
});
