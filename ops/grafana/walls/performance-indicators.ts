import { bad, fair, good, steps } from '../lib/colours.ts';
import * as figures from '../lib/figures.ts';
import type { Draw } from '../lib/panel.ts';
import { reach, stayUnder, targetOf, withTarget } from '../lib/standard.ts';
import { stat } from '../lib/stat.ts';
import { now } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import type { Words } from '../lib/words.ts';

/** Occupancy above its target tires people; far above it is an alarm. */
const occupied = steps(good, [targetOf('occupancy'), fair], [targetOf('occupancy') + 0.07, bad]);

/** The first number tells the id: that of a panel does not change when another comes before it. */
const indicators = [
  [0, 'service-level', ['服务水平', 'Service level'], figures.serviceLevel, reach('service-level', 0.1)],
  [1, 'answer-rate', ['接通率', 'Answer rate'], figures.answerRate, reach('answer-rate', 0.05)],
  [6, 'first-time-rate', ['一次办结率', 'First time'], figures.firstTimeRate, reach('first-time-rate', 0.1)],
  [2, 'overdue-rate', ['超时率', 'Overdue'], figures.overdueRate, stayUnder('overdue-rate', 0.02)],
  [3, 'satisfaction', ['满意率', 'Satisfaction'], figures.satisfaction, reach('satisfaction', 0.03)],
  [4, 'occupancy', ['工时利用率', 'Occupancy'], figures.occupancy, occupied],
] as const;

/** The indicators of the standard that metrics can say, of the city, for a day and for the week. */
export const performanceIndicators = (id: number, y: number): Draw[] => [
  ...indicators.map(([place, indicator, title, figure, thresholds], n) =>
    stat({
      id: id + place,
      at: [3 * n, y, 3, 4],
      title: withTarget(title, indicator),
      targets: [now(figure({ over: '1d' }), day), now(figure({ over: '7d' }), week)],
      unit: units.share,
      decimals: 1,
      thresholds: [...thresholds],
      names: true,
    }),
  ),
  stat({
    id: id + 5,
    at: [3 * indicators.length, y, 24 - 3 * indicators.length, 4],
    title: ['办结件数', 'Tickets closed'],
    targets: [now(figures.closed({ over: '1d' }), day), now(figures.closed({ over: '7d' }), week)],
    unit: units.count,
    decimals: 0,
    names: true,
  }),
];

const day: Words = ['24 小时', '24 hours'];
const week: Words = ['7 天', '7 days'];
