import { bad, fair, good, steps } from '../lib/colours.ts';
import * as figures from '../lib/figures.ts';
import { column } from '../lib/links.ts';
import type { Draw, Spec } from '../lib/panel.ts';
import { withNames } from '../lib/promql.ts';
import { reach, stayUnder, targetOf } from '../lib/standard.ts';
import { type Column, table } from '../lib/table.ts';
import { units } from '../lib/units.ts';
import { nameLabel, type Words } from '../lib/words.ts';

const ofHall = (figure: (slice: figures.Slice) => string, over: string) =>
  withNames(figure({ by: ['hall'], over }), 'hall');
const occupied = steps(good, [targetOf('occupancy'), fair], [targetOf('occupancy') + 0.07, bad]);

const shareColumn = (
  title: Words,
  figure: (slice: figures.Slice) => string,
  over: string,
  thresholds: Column['thresholds'],
): Column => ({
  title,
  expr: ofHall(figure, over),
  unit: units.share,
  decimals: 0,
  cell: 'alarm',
  ...(thresholds && { thresholds }),
});

/** Each hall, a day and a week, against the targets; who needs help stands first. */
export const performanceHalls = (id: number, at: Spec['at']): Draw =>
  table({
    id,
    at,
    title: ['各云税厅对照目标', 'Halls against the targets'],
    about: [
      '颜色按标准目标：达标、接近、未达标。日为最近 24 小时，周为最近 7 天。按当日服务水平由低到高，先看需要帮助的厅。',
      'Coloured by the targets of the standard. d: the last 24 hours; w: the last 7 days. Who needs help stands first.',
    ],
    keys: [
      { label: 'hall' },
      {
        label: nameLabel,
        title: ['云税厅', 'Hall'],
        width: 150,
        drill: { to: 'hall', title: ['看这个厅', 'See this hall'], variables: { hall: column('hall') } },
      },
    ],
    columns: [
      { title: ['办结·日', 'Closed · d'], expr: ofHall(figures.closed, '1d'), unit: units.count, decimals: 0 },
      shareColumn(['服务水平·日', 'Level · d'], figures.serviceLevel, '1d', reach('service-level', 0.1)),
      shareColumn(['服务水平·周', 'Level · w'], figures.serviceLevel, '7d', reach('service-level', 0.1)),
      shareColumn(['接通率·日', 'Answered · d'], figures.answerRate, '1d', reach('answer-rate', 0.05)),
      shareColumn(['接通率·周', 'Answered · w'], figures.answerRate, '7d', reach('answer-rate', 0.05)),
      shareColumn(['一次办结·周', 'First time · w'], figures.firstTimeRate, '7d', reach('first-time-rate', 0.1)),
      shareColumn(['超时率·周', 'Overdue · w'], figures.overdueRate, '7d', stayUnder('overdue-rate', 0.02)),
      shareColumn(['满意率·周', 'Satisfied · w'], figures.satisfaction, '7d', reach('satisfaction', 0.03)),
      shareColumn(['工时利用·日', 'Occupied · d'], figures.occupancy, '1d', occupied),
    ],
    sort: { by: ['服务水平·日', 'Level · d'], up: true },
  });
