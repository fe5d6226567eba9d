import { bad, badFrom, fair, good, groupColours, type Meaning, neutral, steps } from '../lib/colours.ts';
import { grown } from '../lib/promql.ts';
import { stat } from '../lib/stat.ts';
import { now, over } from '../lib/targets.ts';
import { timeline } from '../lib/timeline.ts';
import { units } from '../lib/units.ts';
import type { Words } from '../lib/words.ts';

const never = steps(good, [0.5, bad]);
const hour = 3600;
const upOrDown: readonly Meaning[] = [
  ['1', ['正常', 'Up'], good],
  ['0', ['中断', 'Down'], bad],
];

/** A fault that a sound server does not have even once in the time that is looked at. */
const fault = (id: number, x: number, title: Words, metric: string, about: Words) =>
  stat({ id, at: [x, 0, 2, 3], title, about, targets: [now(`sum(${grown(metric)})`)], decimals: 0, thresholds: never });

/** How long ago; before the first time, since the process began. */
const age = (metric: string) => `time() - (max(${metric} > 0) or min(process_start_time_seconds{job="yunting"}))`;

const firing = (severity: string) => `ALERTS{alertname=~"Yunting.*", alertstate="firing", severity="${severity}"}`;

/** One look: is anything wrong. */
export const health = [
  stat({
    id: 1,
    at: [0, 0, 2, 3],
    title: ['服务器', 'Server'],
    targets: [now('min(up{job="yunting"})')],
    meanings: upOrDown,
    tile: true,
    thresholds: steps(bad, [1, good]),
  }),
  stat({
    id: 2,
    at: [2, 0, 2, 3],
    title: ['日志', 'Journal'],
    about: ['能否与 Redis 通话。', 'Whether Redis can be spoken to.'],
    targets: [now('min(yunting_journal_up)')],
    meanings: upOrDown,
    tile: true,
    thresholds: steps(bad, [1, good]),
  }),
  stat({
    id: 3,
    at: [4, 0, 2, 3],
    title: ['守恒差额', 'Unaccounted'],
    about: [
      '提交的办件减去在办与办结的；不为 0 即有办件丢失或重复。',
      'Tickets submitted minus those open and closed; anything but 0 is a lost or doubled ticket.',
    ],
    targets: [now('max(abs(yunting_tickets_unaccounted))')],
    decimals: 0,
    thresholds: never,
  }),
  fault(4, 6, ['隔离办件', 'Quarantined'], 'yunting_tickets_quarantined_total', [
    '执行体两次出错、转交值班长的办件。',
    'Tickets set aside for a supervisor because their actor failed twice.',
  ]),
  fault(5, 8, ['执行体出错', 'Actor errors'], 'yunting_actor_errors_total', [
    '执行体内部抛出的错误，各已重建。',
    'Errors thrown inside actors; each was built again.',
  ]),
  fault(6, 10, ['被接管', 'Fenced'], 'yunting_journal_fenced_total', [
    '另一进程接管了本局，本进程随即退出。',
    'Another process took the bureau over; this one then ends.',
  ]),
  fault(7, 12, ['Redis 重启', 'Redis restarts'], 'yunting_redis_restarts_total', [
    '自带的 Redis 自行退出后重新启动。',
    'The embedded Redis ended by itself and was started again.',
  ]),
  fault(8, 14, ['采集失败', 'Scrape errors'], 'yunting_scrape_errors_total', [
    '采集时某项数据没有取到，其图表停在旧值。',
    'Figures that could not be gathered for a scrape keep their last values.',
  ]),
  stat({
    id: 9,
    at: [16, 0, 2, 3],
    title: ['死信', 'Dead letters'],
    about: ['放弃外送、等值班长重发的。', 'Deliveries given up, for a supervisor to run again.'],
    targets: [now('sum(yunting_delivery_jobs{state="failed"})')],
    thresholds: never,
  }),
  stat({
    id: 10,
    at: [18, 0, 2, 3],
    title: ['距检查点', 'Checkpoint age'],
    about: [
      '距上一个检查点；尚无则自启动起。超过十分钟告警。',
      'Since the last checkpoint, or else the start. Alert: 10 min.',
    ],
    targets: [now(age('yunting_checkpoint_last_success_timestamp_seconds'))],
    unit: units.clock,
    decimals: 0,
    thresholds: badFrom(600, 420),
  }),
  stat({
    id: 11,
    at: [20, 0, 2, 3],
    title: ['距归档', 'Archive age'],
    about: ['距上一次夜间归档；尚无则自启动起。', 'Since the last nightly archive, or else the start.'],
    targets: [now(age('yunting_archive_last_success_timestamp_seconds'))],
    unit: units.clock,
    decimals: 0,
    thresholds: badFrom(36 * hour, 26 * hour),
  }),
  stat({
    id: 12,
    at: [22, 0, 2, 3],
    title: ['告警', 'Alerts'],
    targets: [now('sum(ALERTS{alertname=~"Yunting.*", alertstate="firing"}) or vector(0)')],
    thresholds: steps(good, [0.5, fair]),
  }),
  timeline({
    id: 13,
    at: [13, 3, 11, 6],
    title: ['告警何时响起', 'Alerts that fired'],
    about: [
      'ops/runbook.md 逐条说明如何处理。Prometheus 一行是绿的，说明规则在评估。',
      'ops/runbook.md says what to do about each. The green line of Prometheus: the rules are being looked at.',
    ],
    targets: [
      over(
        `max by (alertname) (${firing('critical')} * 3 or ${firing('warning')} * 2 or ${firing('info')})` +
          ' or label_replace(vector(0), "alertname", "Prometheus", "", "")',
        ['{{alertname}}', '{{alertname}}'],
      ),
    ],
    meanings: [
      ['0', ['在评估', 'Watching'], good],
      ['1', ['提示', 'Info'], groupColours.etax],
      ['2', ['警告', 'Warning'], fair],
      ['3', ['严重', 'Critical'], bad],
    ],
    thresholds: neutral,
  }),
];
