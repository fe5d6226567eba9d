import { asGoal, chart } from '../lib/chart.ts';
import { bad, fair, good, plain, steps } from '../lib/colours.ts';
import * as figures from '../lib/figures.ts';
import { groups } from '../lib/groups.ts';
import type { Draw, Spec } from '../lib/panel.ts';
import { withNames } from '../lib/promql.ts';
import { table } from '../lib/table.ts';
import { over } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import { named, nameLabel } from '../lib/words.ts';

const ofGroup = (expr: string) => withNames(expr, 'group');
const by = ['group'] as const;
/** Halls may have goals of their own: the group's is their mean. */
const goal = 'avg by (group) (yunting_service_level_goal)';
const againstGoal = steps(bad, [-10, fair], [0, good]);
const level = (length: string) => figures.serviceLevel({ by, over: length });

/** The groups of the city against their own goals. */
export const performanceGroups = (id: number, at: Spec['at']): Draw =>
  table({
    id,
    at,
    title: ['各业务受理组对照目标', 'Groups against their goals'],
    keys: [{ label: nameLabel, title: ['业务受理组', 'Group'], width: 190 }],
    columns: [
      {
        title: ['办结·日', 'Closed · d'],
        expr: ofGroup(figures.closed({ by, over: '1d' })),
        unit: units.count,
        decimals: 0,
      },
      { title: ['目标', 'Goal'], expr: ofGroup(goal), unit: units.share, decimals: 0 },
      {
        title: ['差·日(百分点)', 'Points · d'],
        expr: ofGroup(`(${level('1d')} - ${goal}) * 100`),
        decimals: 0,
        thresholds: againstGoal,
        cell: 'alarm',
      },
      {
        title: ['差·周(百分点)', 'Points · w'],
        expr: ofGroup(`(${level('7d')} - ${goal}) * 100`),
        decimals: 0,
        thresholds: againstGoal,
        cell: 'alarm',
      },
      {
        title: ['平均等候·日', 'Mean wait · d'],
        expr: ofGroup(figures.mean('yunting_ticket_wait_seconds', { by, over: '1d' })),
        unit: units.clock,
      },
    ],
  });

/** How service level and satisfaction went, beside what they should be. */
export const performanceTrends = (id: number, [x, y]: readonly [number, number]): Draw[] => [
  chart({
    id,
    at: [x, y, 10, 5],
    title: ['服务水平走势', 'Service level'],
    about: ['虚线为各组目标。', 'Dashed: the goal of each group.'],
    targets: [
      ...groups.map(({ code }) =>
        over(ofGroup(figures.serviceLevel({ by, group: `group="${code}"`, over: '$__rate_interval' })), named),
      ),
      ...groups.map(({ code }) => over(`avg(yunting_service_level_goal{group="${code}"})`, ['目标', 'Goal'])),
    ],
    unit: units.share,
    atMost: 0.5,
    max: 1,
    points: 56,
    each: {
      ...Object.fromEntries(groups.map(({ colours: [colour] }, n) => [n, { colour }])),
      ...Object.fromEntries(groups.map(({ colours: [colour] }, n) => [groups.length + n, asGoal(colour, true)])),
    },
  }),
  chart({
    id: id + 1,
    at: [x, y + 5, 10, 5],
    title: ['满意率与接通率走势', 'Satisfaction and answer rate'],
    about: ['虚线为标准的目标。', "Dashed: the standard's targets."],
    targets: [
      over(figures.satisfaction({ over: '$__rate_interval' }), ['满意率', 'Satisfaction']),
      over(figures.answerRate({ over: '$__rate_interval' }), ['接通率', 'Answer rate']),
      over('max(yunting_indicator_target{indicator="satisfaction"})', ['满意率目标', 'Target']),
      over('max(yunting_indicator_target{indicator="answer-rate"})', ['接通率目标', 'Target']),
    ],
    unit: units.share,
    atMost: 0.8,
    max: 1,
    points: 56,
    each: { 0: { colour: good }, 1: { colour: plain }, 2: asGoal(good, true), 3: asGoal(plain, true) },
  }),
];
