import { chart } from '../lib/chart.ts';
import { bad, badFrom, fair, good, groupColours, plain, quiet } from '../lib/colours.ts';
import { heatmap } from '../lib/heatmap.ts';
import { table } from '../lib/table.ts';
import { buckets, over } from '../lib/targets.ts';
import { units } from '../lib/units.ts';

const match = 'yunting_match_duration_seconds';
const decide = 'yunting_decide_duration_seconds';
const append = 'yunting_journal_append_seconds';

const quantile = (q: number, metric: string) =>
  `histogram_quantile(${q}, sum by (le) (rate(${metric}_bucket[$__rate_interval])))`;
/** Nothing was observed: 0, so that what is stacked on it stays. */
const mean = (metric: string) =>
  `(sum(rate(${metric}_sum[$__rate_interval])) / (sum(rate(${metric}_count[$__rate_interval])) > 0) or vector(0))`;

/** The parts as rows of one table. */
const parts = (q: number) =>
  Object.entries({ match, decide, append })
    .map(([part, metric]) => `label_replace(${quantile(q, metric)}, "part", "${part}", "", "")`)
    .join(' or ');

/** How long a taxpayer's request takes to become an offer, and where that time goes. */
export const latency = [
  table({
    id: 1,
    at: [0, 0, 8, 6],
    title: ['派件时延', 'Match latency'],
    about: [
      '从命令到达至派件发出的真实时间，含记账。决策是内核处理一条命令，记账是一批写入日志直到确认。',
      'Real time from the arrival of a command to the sending of its offer, journal included. Decide: the core, one ' +
        'command. Append: one batch until the journal’s ack.',
    ],
    keys: [
      {
        label: 'part',
        title: ['环节', 'Part'],
        width: 170,
        meanings: [
          ['match', ['派件全程', 'Match in all'], plain],
          ['decide', ['其中：决策', 'Decide'], plain],
          ['append', ['其中：记账', 'Journal append'], plain],
        ],
      },
    ],
    columns: ([0.5, 0.95, 0.99] as const).map((q) => ({
      title: [`p${q * 100}`, `p${q * 100}`] as const,
      expr: parts(q),
      unit: units.seconds,
      thresholds: badFrom(0.25, 0.1),
    })),
  }),
  chart({
    id: 2,
    at: [0, 6, 6, 8],
    title: ['派件全程', 'Match in all'],
    targets: [
      over(quantile(0.5, match), ['p50', 'p50']),
      over(quantile(0.95, match), ['p95', 'p95']),
      over(quantile(0.99, match), ['p99', 'p99']),
    ],
    unit: units.seconds,
    min: 0,
    each: { 0: { colour: good }, 1: { colour: fair }, 2: { colour: bad } },
  }),
  chart({
    id: 3,
    at: [6, 6, 6, 8],
    title: ['平均时延的构成', 'Where the mean goes'],
    about: [
      '平均值可以相加。其余：等前一批确认、序列化、写出。',
      'Means add up. The rest: waiting for the batch before, parsing, writing to sockets.',
    ],
    targets: [
      over(mean(decide), ['决策', 'Decide']),
      over(mean(append), ['记账', 'Journal append']),
      over(`clamp_min(${mean(match)} - ${mean(decide)} - ${mean(append)}, 0)`, ['其余', 'The rest']),
    ],
    stacked: true,
    unit: units.seconds,
    min: 0,
    each: { 0: { colour: groupColours.phone }, 1: { colour: groupColours.etax }, 2: { colour: quiet } },
  }),
  heatmap({
    id: 4,
    at: [12, 6, 6, 8],
    title: ['派件时延分布', 'Spread of match latency'],
    targets: [buckets(`sum by (le) (rate(${match}_bucket[$__rate_interval]))`)],
    unit: units.seconds,
  }),
  chart({
    id: 5,
    at: [6, 21, 6, 6],
    title: ['记账', 'Journal'],
    about: ['写入一批的时间，与等待确认的步数（右）。', 'Time of one append, and steps that wait for its ack (right).'],
    targets: [
      over(quantile(0.5, append), ['写入 p50', 'Append p50']),
      over(quantile(0.99, append), ['写入 p99', 'Append p99']),
      over('sum(yunting_journal_unacked_steps)', ['待确认步数', 'Not acked']),
    ],
    unit: units.seconds,
    min: 0,
    each: {
      0: { colour: good },
      1: { colour: bad },
      2: { colour: plain, unit: units.count, also: [{ id: 'custom.axisPlacement', value: 'right' }] },
    },
  }),
];
