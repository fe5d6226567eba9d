import { bad, fair, good, plain, steps } from '../lib/colours.ts';
import * as figures from '../lib/figures.ts';
import { reach, stayUnder, withTarget } from '../lib/standard.ts';
import { stat } from '../lib/stat.ts';
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
    stat({
      id: 1,
      at: [0, 0, 4, 4],
      title: ['今日受理', 'Received today'],
      targets: [now(figures.received())],
      unit: units.count,
      decimals: 0,
    }),
    stat({
      id: 2,
      at: [4, 0, 4, 4],
      title: ['今日办结', 'Closed today'],
      targets: [now(figures.closed())],
      unit: units.count,
      decimals: 0,
    }),
    stat({
      id: 3,
      at: [8, 0, 4, 4],
      title: ['正在等候', 'Waiting now'],
      targets: [now(figures.waiting())],
      unit: units.count,
      thresholds: steps(plain),
    }),
    stat({
      id: 4,
      at: [12, 0, 4, 4],
      title: withTarget(['服务水平', 'Service level'], 'service-level'),
      about: [
        '在目标时限内应答 ÷（应答 + 应答前流失）。',
        'Answered within the target ÷ (answered + lost before an answer).',
      ],
      targets: [now(figures.serviceLevel())],
      unit: units.share,
      decimals: 1,
      thresholds: reach('service-level', 0.1),
    }),
    stat({
      id: 5,
      at: [16, 0, 4, 4],
      title: ['在岗 / 应需', 'Staffed / required'],
      about: [
        '应需：按预测来件与目标（Erlang A）本半小时所需的窗口与坐席。',
        'Required: windows and seats that this half hour needs by its forecast and the targets (Erlang A).',
      ],
      targets: [now(figures.staffed(), ['在岗', 'Staffed']), now(figures.required(), ['应需', 'Required'])],
      unit: units.count,
      decimals: 0,
      names: true,
    }),
    stat({
      id: 6,
      at: [20, 0, 4, 4],
      title: withTarget(['满意率', 'Satisfaction'], 'satisfaction'),
      targets: [now(figures.satisfaction())],
      unit: units.share,
      decimals: 1,
      thresholds: reach('satisfaction', 0.03),
    }),
    ...sameScreen(10, 4),
    hallTiles(30, 13),
    stat({
      id: 40,
      at: [0, 22, 3, 4],
      title: withTarget(['接通率', 'Answer rate'], 'answer-rate'),
      targets: [now(figures.answerRate())],
      unit: units.share,
      decimals: 1,
      thresholds: reach('answer-rate', 0.05),
    }),
    stat({
      id: 44,
      at: [3, 22, 3, 4],
      title: withTarget(['一次办结率', 'First time'], 'first-time-rate'),
      about: [
        '只办一次即办结（无补正、转办、请示、退回）的办件占窗口坐席办结件的比例。',
        'Resolved in the only service that they had, without supplement, transfer, question or return, by tickets closed at a station.',
      ],
      targets: [now(figures.firstTimeRate())],
      unit: units.share,
      decimals: 1,
      thresholds: reach('first-time-rate', 0.1),
    }),
    stat({
      id: 41,
      at: [6, 22, 3, 4],
      title: withTarget(['超时率', 'Overdue'], 'overdue-rate'),
      about: ['超过承诺办理时限的办件占办结件的比例。', 'Promised handling times that were broken, by tickets closed.'],
      targets: [now(figures.overdueRate())],
      unit: units.share,
      decimals: 1,
      thresholds: stayUnder('overdue-rate', 0.02),
    }),
    stat({
      id: 42,
      at: [9, 22, 3, 4],
      title: withTarget(['工时利用率', 'Occupancy'], 'occupancy'),
      about: [
        '高于目标，人会疲劳；过低，人手富余。衡量的是排班，不是勤惰。',
        'Above the target people tire; far below, hands are idle. It measures staffing, not diligence.',
      ],
      targets: [now(figures.occupancy())],
      unit: units.share,
      decimals: 0,
      thresholds: steps(good, [0.85, fair], [0.92, bad]),
    }),
    lending(43, [12, 22, 12, 4]),
  ],
};
