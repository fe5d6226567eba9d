import { bars } from '../lib/bars.ts';
import { chart } from '../lib/chart.ts';
import { bad, badFrom, fair, good, groupColours, quiet } from '../lib/colours.ts';
import { split } from '../lib/split.ts';
import { now, over } from '../lib/targets.ts';
import { units } from '../lib/units.ts';

const perSecond = (selector: string) => `sum(rate(${selector}[$__rate_interval]))`;
/** Of what was measured; the smaller of both ways of fsync, since nobody tells the wall which is in use. */
const of = (used: string, limit: string) => `${used} / on () min(${limit})`;

/** The heap that Node gives itself where there is memory of 16 GiB or more; no metric tells it. */
const heap = '4 * 2 ^ 30';

/** What the server carries, and how much of what it can. */
export const load = [
  bars({
    id: 20,
    at: [18, 6, 6, 8],
    title: ['已用容量', 'Used of capacity'],
    about: [
      '上限由 `npm run bench` 测得（bench/RESULTS.md）：办件 lives.always/everysec，记账 journal.always/everysec，' +
        '等候 waiting.server 量到的 20,000 件，在办每件字节数 waiting.memory（对 Node 默认的 4 GiB 堆）；' +
        '处理器以一核为限，Redis 以 compose.yaml 的 2 GiB 为限。',
      'Limits measured by `npm run bench` (bench/RESULTS.md): tickets lives.always/everysec, journal ' +
        'journal.always/everysec, waiting the 20,000 of waiting.server, bytes of an open ticket waiting.memory (of the ' +
        '4 GiB that Node gives its heap); CPU of one core, Redis of the 2 GiB in compose.yaml.',
    ],
    targets: [
      now(of(perSecond('yunting_tickets_closed_total'), 'yunting:limit:lives_per_second'), ['办件速率', 'Tickets/s']),
      now(of(perSecond('yunting_journal_steps_total'), 'yunting:limit:journal_steps_per_second'), [
        '记账速率',
        'Steps/s',
      ]),
      now(of('sum(yunting_tickets_waiting)', 'yunting:limit:waiting_tickets'), ['等候件数', 'Waiting']),
      now(`sum(yunting_tickets) * on () max(yunting:limit:bytes_per_open_ticket) / (${heap})`, ['在办内存', 'Open']),
      now(`max(nodejs_heap_size_used_bytes{job="yunting"}) / (${heap})`, ['堆内存', 'Heap']),
      now(perSecond('process_cpu_seconds_total{job="yunting"}'), ['处理器', 'CPU']),
      now('max(yunting_redis_memory_used_bytes) / 2 ^ 31', ['日志库内存', 'Redis']),
      now('max(process_open_fds{job="yunting"} / process_max_fds{job="yunting"})', ['文件句柄', 'Files']),
    ],
    unit: units.share,
    decimals: 1,
    max: 1,
    thresholds: badFrom(0.7, 0.5),
  }),
  chart({
    id: 21,
    at: [18, 14, 6, 7],
    title: ['吞吐（每秒）', 'Throughput, a second'],
    targets: [
      over(perSecond('yunting_commands_total'), ['命令', 'Commands']),
      over(perSecond('yunting_journal_steps_total'), ['记账步', 'Journal steps']),
      over(perSecond('yunting_tickets_closed_total'), ['办结', 'Tickets closed']),
    ],
    unit: units.count,
    min: 0,
    each: { 0: { colour: groupColours.etax }, 1: { colour: groupColours.vtax }, 2: { colour: good } },
  }),
  chart({
    id: 22,
    at: [0, 21, 6, 6],
    title: ['执行体', 'Actors'],
    about: ['随在办的工作增减，不随历史增长。', 'They follow open work, not history.'],
    targets: split(
      {
        seat: ['云坐席', 'Seats'],
        window: ['云窗口', 'Windows'],
        ticket: ['办件', 'Tickets'],
        followUp: ['差评整改', 'Follow-ups'],
        hall: ['云税厅', 'Halls'],
      },
      (kind) => `sum(yunting_actors{kind="${kind}"})`,
    ),
    stacked: true,
    min: 0,
    each: {
      0: { colour: groupColours.phone },
      1: { colour: groupColours.etax },
      2: { colour: fair },
      3: { colour: bad },
      4: { colour: quiet },
    },
  }),
  chart({
    id: 23,
    at: [12, 21, 6, 6],
    title: ['会话', 'Sessions'],
    targets: split(
      {
        station: ['窗口与坐席', 'Stations'],
        taxpayer: ['纳税人', 'Taxpayers'],
        supervisor: ['值班长', 'Supervisors'],
        department: ['业务部门', 'Departments'],
        channel: ['渠道', 'Channels'],
        reader: ['只读', 'Readers'],
      },
      (role) => `sum(yunting_sessions{role="${role}"})`,
    ),
    stacked: true,
    min: 0,
  }),
  chart({
    id: 24,
    at: [18, 21, 6, 6],
    title: ['外送积压', 'Backlog of deliveries'],
    about: [
      '等候、在送、待重试、死信；含归档任务。',
      'Waiting, under way, to be tried again, given up; archive jobs too.',
    ],
    targets: split(
      {
        waiting: ['等候', 'Waiting'],
        active: ['在送', 'Under way'],
        delayed: ['待重试', 'Delayed'],
        failed: ['死信', 'Dead letters'],
      },
      (state) => `sum(yunting_delivery_jobs{state="${state}"})`,
    ),
    min: 0,
    each: { 0: { colour: groupColours.etax }, 1: { colour: good }, 2: { colour: fair }, 3: { colour: bad } },
  }),
];
