import { chart } from '../lib/chart.ts';
import { bad, fair, good, groupColours, plain, quiet } from '../lib/colours.ts';
import { perMinute } from '../lib/promql.ts';
import { occurring, split } from '../lib/split.ts';
import { over } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import type { Words } from '../lib/words.ts';

const refused = (id: number, x: number, title: Words, about: Words, selector: string) =>
  chart({
    id,
    at: [x, 15, 6, 6],
    title,
    about,
    targets: [over(occurring(selector, 'code'), ['{{code}}', '{{code}}'])],
    unit: units.count,
    min: 0,
  });

/** Refusals at every door, connections that come and go, letters that do not arrive. All a minute. */
export const traffic = [
  refused(
    30,
    0,
    ['命令被拒（每分钟）', 'Commands refused, a minute'],
    [
      '按错误码；Σ 为合计。offer-gone、not-found 多是两边同时动手。',
      'By code; Σ is all. Most offer-gone and not-found: both sides acted at once.',
    ],
    'yunting_commands_total{code!="ok"}',
  ),
  refused(
    31,
    6,
    ['消息被拒（每分钟）', 'Messages refused, a minute'],
    ['成为命令之前即被网关拒绝的，含登录。', 'Refused by the gateway before they became commands, a hello included.'],
    'yunting_messages_refused_total',
  ),
  refused(
    32,
    12,
    ['渠道来件被拒（每分钟）', 'Webhooks refused, a minute'],
    ['渠道回调：签名、时间戳或内容不符。', 'Of channels: a signature, a timestamp or a body that does not fit.'],
    'yunting_webhooks_total{code!="ok"}',
  ),
  chart({
    id: 33,
    at: [18, 15, 6, 6],
    title: ['连接断开（每分钟）', 'Connections ended, a minute'],
    about: [
      'left 对方关闭，lost 无声中断，其余为服务器关闭的原因。',
      'left: the other side closed; lost: without a word; else why the server closed it.',
    ],
    targets: [over(occurring('yunting_sessions_closed_total', 'reason'), ['{{reason}}', '{{reason}}'])],
    unit: units.count,
    min: 0,
  }),
  chart({
    id: 34,
    at: [18, 21, 6, 6],
    title: ['会话登录（每分钟）', 'Sessions opened, a minute'],
    about: [
      '续上：断线期间的推送已补发；重来：补不上，重发全貌。',
      'Resumed: what was missed could be told; afresh: it could not, so the whole view was sent again.',
    ],
    targets: split(
      { new: ['新', 'New'], resumed: ['续上', 'Resumed'], fresh: ['重来', 'Afresh'] },
      (resume) => `sum(${perMinute(`yunting_sessions_opened_total{resume="${resume}"}`)})`,
    ),
    unit: units.count,
    min: 0,
    each: { 0: { colour: groupColours.etax }, 1: { colour: good }, 2: { colour: fair } },
  }),
  chart({
    id: 35,
    at: [0, 21, 6, 6],
    title: ['外送结果（每分钟）', 'Deliveries, a minute'],
    targets: split(
      { delivered: ['送达', 'Delivered'], retry: ['待重试', 'To be tried again'], dead: ['放弃', 'Given up'] },
      (result) => `sum(${perMinute(`yunting_deliveries_total{result="${result}"}`)})`,
    ),
    unit: units.count,
    min: 0,
    each: { 0: { colour: good }, 1: { colour: fair }, 2: { colour: bad } },
  }),
  chart({
    id: 36,
    at: [6, 21, 6, 6],
    title: ['外送队列', 'Delivery queues'],
    about: ['尚未送出的与死信。', 'What is still to be sent, and dead letters.'],
    targets: [
      over('sum(yunting_delivery_jobs{queue="results", state!="failed"})', ['回执待送', 'Results to send']),
      over('sum(yunting_delivery_jobs{queue="archive", state!="failed"})', ['归档待办', 'Archive jobs']),
      over('sum(yunting_delivery_jobs{state="failed"})', ['死信', 'Dead letters']),
    ],
    min: 0,
    each: { 0: { colour: groupColours.etax }, 1: { colour: quiet }, 2: { colour: bad } },
  }),
  chart({
    id: 37,
    at: [12, 21, 6, 6],
    title: ['检查点与记账', 'Checkpoint and journal'],
    about: ['检查点的年龄，与等待确认的步数（右）。', 'Age of the checkpoint, and steps that wait for an ack (right).'],
    targets: [
      over('time() - max(yunting_checkpoint_last_success_timestamp_seconds > 0)', ['检查点年龄', 'Checkpoint age']),
      over('sum(yunting_journal_unacked_steps)', ['待确认步数', 'Steps not acked']),
    ],
    unit: units.seconds,
    min: 0,
    each: {
      0: { colour: groupColours.vtax },
      1: { colour: plain, unit: units.count, also: [{ id: 'custom.axisPlacement', value: 'right' }] },
    },
  }),
];
