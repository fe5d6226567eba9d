import { bad, fair, good, steps } from '../lib/colours.ts';
import * as figures from '../lib/figures.ts';
import { reach, stayUnder, withTarget } from '../lib/standard.ts';
import { counted, indicator, statRow, waiting } from '../lib/stat-row.ts';
import { now } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import type { Wall } from '../lib/wall.ts';
import { hallTiles } from './city-halls.ts';
import { lending } from './city-lending.ts';
import { sameScreen } from './city-same-screen.ts';

/** 全市大屏: few words and large figures, to be read from five metres. */
export const city: Wall = {
  name: 'city',
  about: [
    '市局与各厅值守：此刻全市是否顺畅，哪个厅、哪个渠道要帮一把。',
    'For the bureau and its halls: does the city run smoothly now, and which hall or channel needs help.',
  ],
  back: '10h',
  panels: [
    ...statRow(
      [0, 0, 4, 4],
      { id: 1, ...counted(['今日受理', 'Received today'], figures.received()) },
      { id: 2, ...counted(['今日办结', 'Closed today'], figures.closed()) },
      { id: 3, ...waiting(figures.waiting()) },
      {
        id: 4,
        ...indicator(
          'service-level',
          ['服务水平', 'Service level'],
          figures.serviceLevel(),
          reach('service-level', 0.1),
        ),
        about: [
          '在目标时限内应答 ÷（应答 + 应答前流失）。',
          'Answered within the target ÷ (answered + lost before an answer).',
        ],
      },
      {
        id: 5,
        title: ['在岗 / 应需', 'Staffed / required'],
        about: [
          '应需：按预测来件与目标（Erlang A）本半小时所需的窗口与坐席。',
          'Required: windows and seats that this half hour needs by its forecast and the targets (Erlang A).',
        ],
        targets: [now(figures.staffed(), ['在岗', 'Staffed']), now(figures.required(), ['应需', 'Required'])],
        unit: units.count,
        decimals: 0,
        names: true,
      },
      {
        id: 6,
        ...indicator('satisfaction', ['满意率', 'Satisfaction'], figures.satisfaction(), reach('satisfaction', 0.03)),
      },
    ),
    ...sameScreen(10, 4),
    hallTiles(30, 13),
    ...statRow(
      [0, 22, 3, 4],
      {
        id: 40,
        ...indicator('answer-rate', ['接通率', 'Answer rate'], figures.answerRate(), reach('answer-rate', 0.05)),
      },
      {
        id: 44,
        ...indicator(
          'first-time-rate',
          ['一次办结率', 'First time'],
          figures.firstTimeRate(),
          reach('first-time-rate', 0.1),
        ),
        about: [
          '只办一次即办结（无补正、转办、请示、退回）的办件占窗口坐席办结件的比例。',
          'Resolved in the only service that they had, without supplement, transfer, question or return, by tickets closed at a station.',
        ],
      },
      {
        id: 41,
        ...indicator('overdue-rate', ['超时率', 'Overdue'], figures.overdueRate(), stayUnder('overdue-rate', 0.02)),
        about: [
          '超过承诺办理时限的办件占办结件的比例。',
          'Promised handling times that were broken, by tickets closed.',
        ],
      },
      {
        id: 42,
        title: withTarget(['工时利用率', 'Occupancy'], 'occupancy'),
        about: [
          '高于目标，人会疲劳；过低，人手富余。衡量的是排班，不是勤惰。',
          'Above the target people tire; far below, hands are idle. It measures staffing, not diligence.',
        ],
        targets: [now(figures.occupancy())],
        unit: units.share,
        decimals: 0,
        thresholds: steps(good, [0.85, fair], [0.92, bad]),
      },
    ),
    lending(43, [12, 22, 12, 4]),
  ],
};
