import { bad, badFrom, fair, good, steps } from '../lib/colours.ts';
import * as figures from '../lib/figures.ts';
import { reach, waitTarget } from '../lib/standard.ts';
import { counted, indicator, statRow, waiting } from '../lib/stat-row.ts';
import { hallState, hallStates } from '../lib/states.ts';
import { now } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import { choiceOf } from '../lib/variables.ts';
import type { Wall } from '../lib/wall.ts';
import { hallBusinesses } from './hall-businesses.ts';
import { hallCharts } from './hall-charts.ts';
import { hallGroups } from './hall-groups.ts';
import { hallLoans, hallStuck } from './hall-sides.ts';

const here = { hall: 'hall="$hall"' };

/** 云税厅: from the city's tile down to the groups, and from there to businesses. */
export const hall: Wall = {
  name: 'hall',
  about: [
    '本厅负责人与值班长：本厅各组此刻如何，人手够不够，工作卡在哪里。',
    'For who runs a hall: how its groups do now, whether there are enough hands, where work is stuck.',
  ],
  back: '10h',
  variables: [choiceOf('hall', { label: ['云税厅', 'Hall'] })],
  panels: [
    ...statRow(
      [0, 0, 3, 4],
      {
        id: 1,
        title: ['厅状态', 'Hall'],
        targets: [now(hallState(here.hall))],
        meanings: hallStates,
        tile: true,
      },
      { id: 2, ...counted(['今日受理', 'Received today'], figures.received(here)) },
      { id: 3, ...counted(['今日办结', 'Closed today'], figures.closed(here)) },
      { id: 4, ...waiting(figures.waiting(here)) },
      {
        id: 5,
        title: ['电话最长等候', 'Longest wait, phone'],
        targets: [now(figures.longestWait({ ...here, group: 'group="phone"' }))],
        unit: units.clock,
        thresholds: badFrom(3 * waitTarget('phone'), waitTarget('phone')),
      },
      {
        id: 6,
        ...indicator(
          'service-level',
          ['服务水平', 'Service level'],
          figures.serviceLevel(here),
          reach('service-level', 0.1),
        ),
      },
      {
        id: 7,
        title: ['人手余缺', 'Staff over or short'],
        about: [
          '在岗减本半小时应需，各组相加；负数为缺人。',
          'Staffed minus what this half hour needs, all groups together; below 0 hands are missing.',
        ],
        targets: [now(figures.staffGap(here))],
        unit: units.count,
        decimals: 0,
        thresholds: steps(bad, [-2, fair], [0, good]),
      },
      {
        id: 8,
        ...indicator(
          'satisfaction',
          ['满意率', 'Satisfaction'],
          figures.satisfaction(here),
          reach('satisfaction', 0.03),
        ),
      },
    ),
    hallGroups(10, [0, 4, 24, 6]),
    ...hallCharts(20, 10),
    hallBusinesses(30, [0, 17, 14, 9]),
    hallLoans(31, [14, 17, 10, 5]),
    hallStuck(32, [14, 22, 10, 4]),
  ],
};
