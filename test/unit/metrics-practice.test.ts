import { expect, test } from 'vitest';
import type { State } from '../../src/bureau/state.ts';
import { observe } from '../../src/metrics/observe.ts';
import { oversight } from '../../src/metrics/oversight-table.ts';
import { practice } from '../../src/metrics/practice-table.ts';
import { createMetrics } from '../../src/metrics/registry.ts';
import type { MetricRow } from '../../src/metrics/row.ts';
import { seedFrom } from '../../src/metrics/seed.ts';
import { startAtZero } from '../../src/metrics/zero.ts';
import { bureauOf } from '../histories/variants.ts';
import type { Desk } from './desk.ts';
import { lives, type Ran } from './metrics-run.ts';
import { parse } from './metrics-series.ts';
import { booksAndRates, comesBack, consults, historyOf, isCalled, isLate } from './metrics-stories.ts';

type Page = Map<string, number>;

async function pageOf(history: readonly Ran[]): Promise<Page> {
  const metrics = createMetrics();
  const observer = observe(metrics.instruments);
  for (const { step, pushes } of history) observer.committed(step, pushes);
  return parse(await metrics.scrape());
}

const sumOf = (page: Page, name: string, label = ''): number =>
  [...page].reduce((sum, [series, n]) => sum + (series.split('{')[0] === name && series.includes(label) ? n : 0), 0);

/** What was counted in a story, by name and labels without the prefix, of the metrics whose names begin so. */
async function countedIn(story: () => Desk, names: RegExp): Promise<Record<string, number>> {
  const page = met(await pageOf(historyOf(story())));
  const short = [...page].map(([series, n]) => [series.replace('yunting_', ''), n] as const);
  return Object.fromEntries(short.filter(([name]) => names.test(name) && !name.includes('_bucket')));
}

/** Those that are not 0. */
const met = (page: Iterable<[string, number]>) => new Map([...page].filter(([, value]) => value !== 0));

/** What a bureau has now, as the gauges of the observer say it. */
function presentOf({ state }: { state: State }): Page {
  const now: Page = new Map();
  const add = (series: string) => now.set(series, (now.get(series) ?? 0) + 1);
  for (const { value, context: t } of state.tickets()) {
    if (value === 'parked') add(`yunting_tickets_parked{hall="${t.hall}",reason="${t.parked?.reason}"}`);
    if (value !== 'escalated') continue;
    add(`yunting_questions_open{department="${t.escalation?.department}"}`);
    if (t.escalation?.reminded === 100) add(`yunting_questions_overdue{department="${t.escalation.department}"}`);
  }
  for (const { of: kind } of state.orders.all()) add(`yunting_orders{kind="${kind}"}`);
  return now;
}

const gauges = /^yunting_(tickets_parked|questions_open|questions_overdue|orders)\b/;

test('[MET-18] what is parked, asked of departments and ordered now is what the bureau has, also after a restart', async () => {
  for (const { history, core } of lives) {
    const page = await pageOf(history);
    expect(met([...page].filter(([name]) => gauges.test(name)))).toEqual(presentOf(core));

    const metrics = createMetrics();
    startAtZero(metrics.instruments, core.state.bureau);
    seedFrom(observe(metrics.instruments), core.state, core.state.meta.at);
    const again = [...parse(await metrics.scrape())].filter(([name]) => gauges.test(name));
    expect(met(again)).toEqual(presentOf(core));
  }
});

test('[MET-19] what began outside of the queue has ended, once, or is open', async () => {
  for (const { history, core } of lives) {
    const page = await pageOf(history);
    const now = [...core.state.tickets()].map((t) => t.context);
    const parkedFor = (reason: string) => now.filter((t) => t.parked?.reason === reason).length;
    const open = {
      supplements_asked_total: ['supplements_ended_total', parkedFor('supplement')],
      appointments_booked_total: ['appointments_ended_total', parkedFor('booked')],
      questions_asked_total: ['questions_ended_total', now.filter((t) => t.escalation?.outcome === 'open').length],
      calls_made_total: ['calls_ended_total', now.filter((t) => t.joinUntil !== null).length],
      consultations_asked_total: ['consultations_ended_total', now.filter((t) => t.guest?.kind === 'consult').length],
      invitations_made_total: ['invitations_ended_total', now.filter((t) => t.guest?.offerDeadline != null).length],
      follow_ups_opened_total: ['follow_ups_closed_total', [...core.state.followUps()].length],
    } as const;
    for (const [begun, [ended, left]] of Object.entries(open))
      expect([begun, sumOf(page, `yunting_${begun}`)]).toEqual([begun, sumOf(page, `yunting_${ended}`) + left]);
  }
});

test('[MET-20] the histories that are recounted meet every metric of the practice, and each series is at 0 from the start', async () => {
  const total: Page = new Map();
  const stories = [comesBack, isLate, consults, isCalled, booksAndRates].map((story) => historyOf(story()));
  for (const history of [...stories, ...lives.map((life) => life.history)])
    for (const [series, value] of await pageOf(history)) total.set(series, (total.get(series) ?? 0) + value);
  const rows: MetricRow[] = Object.values({ ...practice, ...oversight });
  const names = rows.filter(({ type }) => type !== 'histogram').map((row) => row.name);
  expect(names.filter((name) => sumOf(total, name) === 0 && !gauges.test(name))).toEqual([]);

  const metrics = createMetrics();
  startAtZero(metrics.instruments, bureauOf(1));
  const zero = parse(await metrics.scrape());
  const unknown = [...met(total).keys()].filter((series) => names.includes(series.split('{')[0] as never));
  expect(unknown.filter((series) => !zero.has(series))).toEqual([]);
});

test('[MET-21] a ticket that comes back is answered once, and each service ends when the ticket leaves the desk', async () => {
  const own = 'group="etax",hall="north"';
  expect(await countedIn(comesBack, /^tickets_answered|^ticket_|^supplements|^questions?_|^wrap/)).toEqual({
    'tickets_answered_total{channel="etax",hall="north"}': 1,
    'tickets_answered_in_target_total{channel="etax",hall="north"}': 1,
    [`ticket_wait_seconds_count{${own}}`]: 1,
    [`ticket_handle_seconds_count{${own}}`]: 3,
    [`ticket_handle_seconds_sum{${own}}`]: 60 + 120 + 240,
    [`ticket_worked_seconds_count{${own}}`]: 1,
    [`ticket_worked_seconds_sum{${own}}`]: 240,
    'supplements_asked_total{again="false",hall="north"}': 1,
    'supplements_ended_total{hall="north",result="supplied"}': 1,
    'questions_asked_total{department="goods"}': 1,
    'questions_ended_total{department="goods",result="answered"}': 1,
    'question_answer_seconds_count{department="goods"}': 1,
    'question_answer_seconds_sum{department="goods"}': 180,
    'wrap_ups_total{hall="north",kind="template"}': 1,
  });
});

test('[MET-22] an invitation is neither an offer of the ticket nor an answer to it', async () => {
  const own = 'group="phone",hall="north"';
  expect(
    await countedIn(consults, /^tickets_answered_total|^offers|^invit|^consult|^transfers|^ticket_handle/),
  ).toEqual({
    'tickets_answered_total{channel="phone",hall="north"}': 1,
    'offers_made_total{hall="north"}': 1,
    'offers_ended_total{hall="north",result="accepted"}': 1,
    'invitations_made_total{hall="north",kind="consult"}': 1,
    'invitations_ended_total{hall="north",kind="consult",result="accepted"}': 1,
    'consultations_asked_total{hall="north"}': 1,
    'consultations_ended_total{hall="north",result="handed-over"}': 1,
    [`ticket_handle_seconds_count{${own}}`]: 2,
    [`ticket_handle_seconds_sum{${own}}`]: 60 + 120,
  });
});

test('[MET-23] a call that a new process prolongs is one call', async () => {
  expect(await countedIn(isCalled, /^calls|^tickets_closed/)).toEqual({
    'calls_made_total{hall="north",kind="turn"}': 1,
    'calls_ended_total{hall="north",result="noShow"}': 1,
    'tickets_closed_total{channel="booth",hall="north",outcome="noShow"}': 1,
  });
});

test('[MET-24] what comes too late or not at all is counted once, and so is each reminder', async () => {
  expect(await countedIn(isLate, /^(business_)?supplements|^reminders|^questions_(asked|late|ended)|_closed/)).toEqual({
    'supplements_asked_total{again="false",hall="north"}': 1,
    'supplements_asked_total{again="true",hall="north"}': 1,
    'business_supplements_asked_total{again="false",business="invoice-claim"}': 1,
    'business_supplements_asked_total{again="true",business="invoice-claim"}': 1,
    'supplements_ended_total{hall="north",result="supplied"}': 1,
    'supplements_ended_total{hall="north",result="lapsed"}': 1,
    'reminders_total{kind="supplement"}': 2,
    'reminders_total{kind="question"}': 3,
    'tickets_closed_total{channel="etax",hall="north",outcome="notSupplied"}': 1,
    'business_tickets_closed_total{business="invoice-claim",outcome="notSupplied"}': 1,
    'questions_asked_total{department="goods"}': 1,
    'questions_late_total{department="goods"}': 1,
    'questions_ended_total{department="goods",result="answered"}': 1,
  });
});

test('[MET-25] an appointment and a bad rating are counted from their beginning to their end', async () => {
  const names = /^appointments|^reminders|^ratings|^follow|^wrap|^ticket_wait_seconds/;
  expect(await countedIn(booksAndRates, names)).toEqual({
    'appointments_booked_total{hall="north"}': 1,
    'appointments_ended_total{hall="north",result="kept"}': 1,
    'reminders_total{kind="appointment"}': 1,
    // It waited from its check-in, not from its booking.
    'ticket_wait_seconds_count{group="vtax",hall="north"}': 1,
    'wrap_ups_total{hall="north",kind="text"}': 1,
    'ratings_total{grade="1",hall="north"}': 1,
    'follow_ups_opened_total{hall="north"}': 1,
    'follow_ups_closed_total{hall="north",result="dismissed"}': 1,
  });
});
