import { bad, fair, good, quiet, steps } from '../lib/colours.ts';
import * as figures from '../lib/figures.ts';
import { label } from '../lib/links.ts';
import type { Draw } from '../lib/panel.ts';
import { withNames } from '../lib/promql.ts';
import { targetOf } from '../lib/standard.ts';
import { stat } from '../lib/stat.ts';
import { now } from '../lib/targets.ts';
import { units } from '../lib/units.ts';

/** Values that stand for a state, where there is no share to show. */
const shut = -1;
const idle = -2;

/**
 * A tile for each hall: its name, how many wait there, and its service level of the last half hour, or that it is
 * closed. What waits is made a label (count_values), since a tile has one figure and one name.
 */
export function hallTiles(id: number, y: number): Draw {
  const level = figures.serviceLevel({ by: ['hall'], over: '30m' });
  const closed = 'max by (hall) (yunting_hall_state{state="closed"})';
  const state = `(${level}) unless on (hall) (${closed} == 1) or ${closed} * ${shut} < 0 or (${closed} + 1) * ${idle}`;
  const waiting = `count_values by (hall) ("waiting", ${figures.waiting({ by: ['hall'] })})`;
  const goal = targetOf('service-level');
  return stat({
    id,
    at: [0, y, 24, 9],
    title: ['十三个云税厅 · 等候件数与半小时服务水平', 'The halls · waiting, and service level of the last half hour'],
    about: [
      '颜色：达标、接近、未达标；灰色为已闭厅。点击进入该厅。',
      'Colour: in target, near, below; grey: closed. Click to see the hall.',
    ],
    targets: [
      now(withNames(`(${state}) * on (hall) group_left (waiting) ${waiting}`, 'hall'), [
        '{{name}} 候{{waiting}}',
        '{{en}} · {{waiting}}',
      ]),
    ],
    unit: units.share,
    decimals: 0,
    tile: true,
    names: true,
    thresholds: steps(bad, [goal - 0.1, fair], [goal, good]),
    meanings: [
      [`${shut}`, ['已闭厅', 'closed'], quiet],
      [`${idle}`, ['暂无来件', 'quiet'], quiet],
    ],
    drills: [{ to: 'hall', title: ['看这个厅', 'See this hall'], variables: { hall: label('hall') } }],
  });
}
