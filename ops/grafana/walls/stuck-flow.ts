import { bars } from '../lib/bars.ts';
import { chart } from '../lib/chart.ts';
import { bad, fair, good, groupColours, plain, quiet, steps } from '../lib/colours.ts';
import { grown, perMinute } from '../lib/promql.ts';
import { split } from '../lib/split.ts';
import { now, over } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import type { Words } from '../lib/words.ts';

const here = 'hall=~"$hall"';
const total = (metric: string, labels = '') => `sum(${grown(`${metric}{${here}${labels && `, ${labels}`}}`)})`;
const many = (title: Words, metric: string, labels = '') => now(total(metric, labels), title);

/** None recedes. */
const some = (colour: string) => steps(quiet, [0.5, colour]);

/** How work gets stuck, and comes free again. */
export const stuckFlow = [
  chart({
    id: 20,
    at: [0, 18, 4, 9],
    title: ['停办办件', 'Parked tickets'],
    targets: split(
      { supplement: ['等补正', 'Material'], noShow: ['未到待再呼', 'Next call'], booked: ['等预约', 'Appointment'] },
      (reason) => `sum(yunting_tickets_parked{${here}, reason="${reason}"})`,
    ),
    stacked: true,
    min: 0,
    each: { 0: { colour: fair }, 1: { colour: bad }, 2: { colour: groupColours.etax } },
  }),
  bars({
    id: 21,
    at: [4, 18, 4, 9],
    title: ['补正与预约', 'Material and appointments'],
    about: [
      '所选时段内的件数。二次通行：补齐材料后不再排队，直接回到办理；再次告知多，说明一次性告知没有告知全。',
      'In the time that is looked at. Second passes come back without queueing again; many asked again: the first ' +
        'request did not name all.',
    ],
    targets: [
      many(['首次告知', 'Asked'], 'yunting_supplements_asked_total', 'again="false"'),
      many(['再次告知', 'Asked again'], 'yunting_supplements_asked_total', 'again="true"'),
      many(['二次通行', 'Second pass'], 'yunting_supplements_ended_total', 'result="supplied"'),
      many(['逾期未补', 'Never came'], 'yunting_supplements_ended_total', 'result="lapsed"'),
      many(['预约', 'Booked'], 'yunting_appointments_booked_total'),
      many(['如约', 'Kept'], 'yunting_appointments_ended_total', 'result="kept"'),
      many(['失约', 'Missed'], 'yunting_appointments_ended_total', 'result="missed"'),
    ],
    decimals: 0,
    thresholds: some(plain),
    each: {
      1: { thresholds: some(fair) },
      2: { thresholds: some(good) },
      3: { thresholds: some(bad) },
      5: { thresholds: some(good) },
      6: { thresholds: some(bad) },
    },
  }),
  chart({
    id: 22,
    at: [8, 18, 5, 9],
    title: ['快速响应', 'Questions to departments'],
    about: ['全市：待答与逾期。', 'Of the whole city: open and overdue.'],
    targets: [
      over('sum(yunting_questions_open)', ['待答', 'Open']),
      over('sum(yunting_questions_overdue)', ['逾期', 'Overdue']),
    ],
    min: 0,
    each: { 0: { colour: groupColours.etax }, 1: { colour: bad } },
  }),
  chart({
    id: 23,
    at: [19, 18, 5, 9],
    title: ['呼叫与回拨（每分钟）', 'Calls, a minute'],
    targets: [
      over(`sum(${perMinute(`yunting_callbacks_asked_total{${here}}`)})`, ['请求回拨', 'Callbacks']),
      ...split(
        { joined: ['应到', 'Came'], noShow: ['未到', 'No-show'], cut: ['中断', 'Cut'] },
        (result) => `sum(${perMinute(`yunting_calls_ended_total{${here}, result="${result}"}`)})`,
      ),
    ],
    unit: units.count,
    min: 0,
    each: { 0: { colour: plain }, 1: { colour: good }, 2: { colour: bad }, 3: { colour: quiet } },
  }),
];
