import { chart } from '../lib/chart.ts';
import { bad, badFrom, fair, good, groupColours, plain, quiet } from '../lib/colours.ts';
import { stat } from '../lib/stat.ts';
import { over } from '../lib/targets.ts';
import { units } from '../lib/units.ts';

const cpu = 'sum(rate(process_cpu_seconds_total{job="yunting"}[$__rate_interval]))';
const gigabyte = 2 ** 30;

/** The process: one thread decides, so its loop and its core are what runs out first. */
export const processPanels = [
  stat({
    id: 10,
    at: [8, 0, 4, 6],
    title: ['事件循环延迟 p99', 'Event loop delay p99'],
    about: ['超过 0.1 秒告警。', 'An alert goes off above 0.1 s.'],
    targets: [over('max(yunting_event_loop_delay_seconds{stat="p99"})')],
    unit: units.seconds,
    decimals: 0,
    course: true,
    thresholds: badFrom(0.1, 0.05),
  }),
  stat({
    id: 11,
    at: [12, 0, 4, 6],
    title: ['处理器（占一核）', 'CPU, of one core'],
    targets: [over(cpu)],
    unit: units.share,
    decimals: 0,
    course: true,
    thresholds: badFrom(0.8, 0.6),
  }),
  stat({
    id: 12,
    at: [16, 0, 4, 6],
    title: ['常驻内存', 'Resident memory'],
    targets: [over('sum(process_resident_memory_bytes{job="yunting"})')],
    unit: units.bytes,
    decimals: 0,
    course: true,
    thresholds: badFrom(2 * gigabyte, gigabyte),
  }),
  stat({
    id: 13,
    at: [20, 0, 4, 6],
    title: ['Redis 内存', 'Redis memory'],
    about: [
      'compose.yaml 给 Redis 2 GiB；1.5 GiB 告警。Redis 不淘汰，写满即拒绝。',
      'compose.yaml gives Redis 2 GiB; an alert goes off at 1.5. It evicts nothing: when full it refuses to write.',
    ],
    targets: [over('max(yunting_redis_memory_used_bytes)')],
    unit: units.bytes,
    decimals: 0,
    course: true,
    thresholds: badFrom(1.5 * gigabyte, gigabyte),
  }),
  chart({
    id: 14,
    at: [0, 14, 6, 7],
    title: ['事件循环延迟', 'Event loop delay'],
    targets: (['p50', 'p99', 'max'] as const).map((name) =>
      over(`max(yunting_event_loop_delay_seconds{stat="${name}"})`, [name, name]),
    ),
    unit: units.seconds,
    min: 0,
    each: { 0: { colour: good }, 1: { colour: fair }, 2: { colour: bad } },
  }),
  chart({
    id: 15,
    at: [6, 14, 6, 7],
    title: ['处理器与垃圾回收', 'CPU and garbage collection'],
    about: ['占一个核的比例。', 'Shares of one core.'],
    targets: [
      over(cpu, ['处理器', 'CPU']),
      over('sum(rate(nodejs_gc_duration_seconds_sum{job="yunting"}[$__rate_interval]))', ['垃圾回收', 'GC']),
    ],
    unit: units.share,
    min: 0,
    each: { 0: { colour: groupColours.etax }, 1: { colour: fair } },
  }),
  chart({
    id: 16,
    at: [12, 14, 6, 7],
    title: ['内存', 'Memory'],
    about: [
      '估算：在办件数与会话数各乘以 `npm run bench` 测得的字节数（waiting.memory、session.memory）。',
      'Estimate: open tickets and sessions times the bytes that `npm run bench` measured (waiting.memory, ' +
        'session.memory).',
    ],
    targets: [
      over('sum(process_resident_memory_bytes{job="yunting"})', ['常驻', 'Resident']),
      over('sum(nodejs_heap_size_total_bytes{job="yunting"})', ['堆', 'Heap']),
      over('sum(nodejs_heap_size_used_bytes{job="yunting"})', ['堆已用', 'Heap used']),
      over('sum(nodejs_external_memory_bytes{job="yunting"})', ['堆外', 'External']),
      over(
        'sum(yunting_tickets) * on () max(yunting:limit:bytes_per_open_ticket)' +
          ' + sum(yunting_sessions) * on () max(yunting:limit:bytes_per_session)',
        ['在办与会话（估算）', 'Open work (estimate)'],
      ),
    ],
    unit: units.bytes,
    min: 0,
    each: {
      0: { colour: plain },
      1: { colour: groupColours.vtax },
      2: { colour: groupColours.etax },
      3: { colour: quiet },
      4: { colour: good },
    },
  }),
];
