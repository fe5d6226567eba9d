import { chart } from '../lib/chart.ts';
import { bad, fair, good, goodFrom, steps } from '../lib/colours.ts';
import { column } from '../lib/links.ts';
import { withHallAndGroup, withNames } from '../lib/promql.ts';
import { type Column, table } from '../lib/table.ts';
import { over } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import { named, nameLabel, type Words } from '../lib/words.ts';

/** Windows, and the burn from which the alert over each goes off (ops/prometheus/rules/service-level.yml). */
const windows = [
  ['5m', 3.57],
  ['1h', 3.57],
  ['6h', 1.49],
  ['1d', 1.26],
  ['3d', 1],
] as const;

const late = (w: string) => `(1 - yunting:service_level:ratio${w}) * yunting:asked:increase${w}`;
const allowed = (w: string) => `(1 - yunting:service_level:goal) * (yunting:asked:increase${w} > 0)`;
const byGroup = (expr: string) => `sum by (group) (${expr})`;

const burn = (title: Words, expr: string, limit: number, width: number): Column => ({
  title,
  expr,
  unit: units.count,
  decimals: 1,
  width,
  thresholds: steps(good, [1, fair], [limit, bad]),
});

/** As the alerts see it: which group burns, since when. */
const burnOverTime = chart({
  id: 22,
  at: [13, 9, 11, 6],
  title: ['燃烧速率（1 小时窗口）', 'Burn over an hour'],
  about: ['全市各组；虚线为告警线 3.57。', 'Of the city’s groups; dashed: the line of the alert, 3.57.'],
  targets: [over(withNames(`${byGroup(late('1h'))} / ${byGroup(allowed('1h'))}`, 'group'), named)],
  decimals: 1,
  min: 0,
  goal: true,
  thresholds: steps(good, [3.57, bad]),
});

/** How much of what may be late is used up: for each group of the city, and for the worst halls. */
export const budget = [
  table({
    id: 20,
    at: [0, 3, 13, 6],
    title: ['服务水平的错误预算', 'Error budget of the service level'],
    about: [
      '燃烧速率：未按时应答的占比 ÷ 目标允许的占比；1 为正好用完，红色为告警线（各窗口不同）。余额：最长窗口三天内还可以迟多少。',
      'Burn: share answered late ÷ share that may be; 1 just uses the budget up, red is the alert’s line of that ' +
        'window. Left: what may still be late of three days’ budget.',
    ],
    keys: [{ label: nameLabel, title: ['业务受理组', 'Group'], width: 240 }],
    columns: [
      {
        title: ['服务水平', 'Level'],
        expr: withNames(`1 - ${byGroup(late('1d'))} / ${byGroup('yunting:asked:increase1d > 0')}`, 'group'),
        unit: units.share,
        decimals: 1,
        width: 120,
        thresholds: goodFrom(0.8, 0.7),
      },
      {
        title: ['预算余额', 'Budget left'],
        expr: withNames(`1 - ${byGroup(late('3d'))} / ${byGroup(allowed('3d'))}`, 'group'),
        unit: units.share,
        decimals: 0,
        width: 120,
        thresholds: goodFrom(0.25, 0),
      },
      ...windows.map(([w, limit]) =>
        burn([w, w], withNames(`${byGroup(late(w))} / ${byGroup(allowed(w))}`, 'group'), limit, 104),
      ),
    ],
  }),
  table({
    id: 21,
    at: [0, 9, 13, 6],
    title: ['预算消耗最快的厅与组', 'Halls and groups that burn the fastest'],
    keys: [
      { label: 'hall' },
      {
        label: nameLabel,
        title: ['厅 · 组', 'Hall · group'],
        width: 410,
        drill: { to: 'hall', title: ['看这个厅', 'This hall'], variables: { hall: column('hall') } },
      },
    ],
    columns: windows.map(([w, limit]) =>
      burn([w, w], withHallAndGroup(`max by (hall, group) (yunting:service_level_burn:rate${w})`), limit, 118),
    ),
    sort: { by: ['1h', '1h'] },
  }),
  burnOverTime,
];
