import { bars } from '../lib/bars.ts';
import { bad, badFrom, fair, good, plain, steps } from '../lib/colours.ts';
import { withBothNames } from '../lib/loans.ts';
import type { Draw, Spec } from '../lib/panel.ts';
import { grown } from '../lib/promql.ts';
import { stat } from '../lib/stat.ts';
import { table } from '../lib/table.ts';
import { now } from '../lib/targets.ts';
import { units } from '../lib/units.ts';

const by = (metric: string) => `sum by (from, to) (${grown(metric)})`;
const started = by('yunting_loans_started_total');
const busiest = `topk(5, ${started} > 0)`;
const shown = (expr: string) => withBothNames(`${expr} and on (from, to) ${busiest}`);

/** 借调台账: who lent to whom, how often, for how long. */
export const performanceLedger = (id: number, at: Spec['at']): Draw =>
  table({
    id,
    at,
    title: ['借调台账 · 往来最多', 'Lending ledger · busiest pairs'],
    about: [
      '所选时间内一厅窗口坐席承办他厅办件的次数与用时。',
      "Tickets of one hall that another hall's stations took in the time that is looked at, and for how long.",
    ],
    keys: [
      { label: ['lender', 'lender_en'], title: ['借出', 'Lender'] },
      { label: ['name', 'en'], title: ['借入', 'Borrower'] },
    ],
    columns: [
      { title: ['次数', 'Loans'], expr: withBothNames(busiest), unit: units.count, decimals: 0 },
      { title: ['用时', 'Time'], expr: shown(by('yunting_loan_seconds_total')), unit: units.clock },
      {
        title: ['平均用时', 'Mean'],
        expr: shown(`${by('yunting_loan_seconds_total')} / (${started} > 0)`),
        unit: units.clock,
      },
    ],
    sort: { by: ['次数', 'Loans'] },
  });

const grades = [
  ['5', ['非常满意', 'Very satisfied'], good],
  ['4', ['满意', 'Satisfied'], good],
  ['3', ['基本满意', 'Fairly satisfied'], plain],
  ['2', ['不满意', 'Dissatisfied'], fair],
  ['1', ['非常不满意', 'Very dissatisfied'], bad],
] as const;

/** 好差评, and what became of the bad ones. */
export const performanceRatings = (id: number, [x, y]: readonly [number, number]): Draw[] => [
  bars({
    id,
    at: [x, y, 6, 7],
    title: ['好差评', 'Ratings'],
    targets: grades.map(([grade, words]) => now(`sum(${grown(`yunting_ratings_total{grade="${grade}"}`)})`, words)),
    unit: units.count,
    decimals: 0,
    each: Object.fromEntries(grades.map(([, , colour], n) => [n, { thresholds: steps(colour) }])),
  }),
  stat({
    id: id + 1,
    at: [x + 6, y, 4, 7],
    title: ['差评整改', 'Bad ratings'],
    targets: [
      now(`sum(${grown('yunting_follow_ups_opened_total')})`, ['转整改', 'Opened']),
      now('sum(yunting_follow_ups_open)', ['在办', 'Open now']),
      now(`sum(${grown('yunting_follow_ups_late_total')})`, ['逾期', 'Late']),
    ],
    unit: units.count,
    decimals: 0,
    names: true,
    column: true,
    each: { 2: { thresholds: badFrom(5, 1) } },
    drills: [{ to: 'stuck', title: ['看卡在哪里', 'Where it is stuck'] }],
  }),
];
