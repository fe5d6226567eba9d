import { asGoal, chart } from '../lib/chart.ts';
import * as figures from '../lib/figures.ts';
import { groups } from '../lib/groups.ts';
import type { Draw } from '../lib/panel.ts';
import { withNames } from '../lib/promql.ts';
import { stateColours, stateTargets } from '../lib/states.ts';
import { over } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import { named } from '../lib/words.ts';

const here = 'hall="$hall"';
const ofGroup = (code: string, figure: (slice: figures.Slice) => string, slice: figures.Slice = {}) =>
  over(withNames(figure({ hall: here, group: `group="${code}"`, by: ['group'], ...slice }), 'group'), named);
const colours = Object.fromEntries(groups.map(({ colours: [colour] }, n) => [n, { colour }]));

/** How the groups did through the day, and what the stations did. */
export const hallCharts = (id: number, y: number): Draw[] => [
  chart({
    id,
    at: [0, y, 8, 7],
    title: ['各组服务水平', 'Service level by group'],
    about: ['虚线为各组目标。', 'Dashed: the goal of each group.'],
    targets: [
      ...groups.map(({ code }) => ofGroup(code, figures.serviceLevel, { over: '$__rate_interval' })),
      ...groups.map(({ code }) => over(`max(yunting_service_level_goal{${here},group="${code}"})`, ['目标', 'Goal'])),
    ],
    unit: units.share,
    atMost: 0.5,
    max: 1,
    points: 40,
    each: {
      ...colours,
      ...Object.fromEntries(groups.map(({ colours: [colour] }, n) => [groups.length + n, asGoal(colour, true)])),
    },
  }),
  chart({
    id: id + 1,
    at: [8, y, 8, 7],
    title: ['各组等候件数', 'Waiting by group'],
    atLeast: 5,
    targets: groups.map(({ code }) => ofGroup(code, figures.waiting)),
    unit: units.count,
    min: 0,
    each: colours,
  }),
  chart({
    id: id + 2,
    at: [16, y, 8, 7],
    title: ['窗口与坐席在做什么', 'What stations do'],
    targets: stateTargets(here),
    unit: units.count,
    min: 0,
    stacked: true,
    each: stateColours,
  }),
];
