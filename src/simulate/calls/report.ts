import type { EstimatorFigures } from './estimator.ts';
import { busiestHour, type Fate, type Figures, figuresOf, hourOf } from './figures.ts';

export interface Comparison {
  recorded: Figures;
  yunting: Figures;
}

export interface DayReport extends Comparison {
  date: string;
  /** The hour of the clock in which most came, and how it went. */
  busiestHour: Comparison & { hour: number };
  /** Real time that the day took. */
  wallMs: number;
}

/** What `yunting replay-calls --json` prints. */
export interface Report {
  days: DayReport[];
  total: Comparison & { wallMs: number };
  estimator: EstimatorFigures | null;
  /** Lines of the recording that are no offered callers. */
  leftOut: { phantom: number; menu: number };
}

/** The fates of the same callers, as recorded and as replayed. */
export interface Fates {
  recorded: Fate[];
  yunting: Fate[];
}

export const compare = ({ recorded, yunting }: Fates): Comparison => ({
  recorded: figuresOf(recorded),
  yunting: figuresOf(yunting),
});

export function dayReport(date: string, fates: Fates, wallMs: number): DayReport {
  const hour = busiestHour(fates.recorded);
  const then = (fate: Fate) => hourOf(fate) === hour;
  return {
    date,
    ...compare(fates),
    busiestHour: { hour, ...compare({ recorded: fates.recorded.filter(then), yunting: fates.yunting.filter(then) }) },
    wallMs,
  };
}

const columns: { zh: string; en: string; of: (figures: Figures) => string }[] = [
  { zh: '接通', en: 'answered', of: ({ answered }) => String(answered) },
  { zh: '放弃', en: 'abandoned', of: ({ abandoned }) => String(abandoned) },
  { zh: '平均等待 秒', en: 'mean wait s', of: ({ meanWaitS }) => meanWaitS.toFixed(1) },
  { zh: '接通者等待 秒', en: 'of answered s', of: ({ meanAnswerS }) => meanAnswerS.toFixed(1) },
  { zh: '20 秒接通', en: 'within 20 s', of: ({ within20s }) => percent(within20s) },
];

/** A table for people: a row a day and one of its busiest hour, each figure as recorded and as Yunting did it. */
export function formatReport(report: Report): string {
  const row = (name: string, { recorded, yunting }: Comparison, wall: string) => [
    name,
    String(recorded.offered),
    ...columns.flatMap(({ of }) => [of(recorded), of(yunting)]),
    wall,
  ];
  const seconds = (ms: number) => (ms / 1000).toFixed(2);
  const rows = [
    ['日期', '来电', ...columns.flatMap(({ zh }) => [zh, '']), '计算 秒'],
    ['date', 'offered', ...columns.flatMap(({ en }) => [en, '']), 'wall s'],
    ['', '', ...columns.flatMap(() => ['录 rec.', '云厅 Yunting']), ''],
    ...report.days.flatMap((day) => [
      row(day.date, day, seconds(day.wallMs)),
      row(`  ${hours(day.busiestHour.hour)}`, day.busiestHour, ''),
    ]),
    row('合计 total', report.total, seconds(report.total.wallMs)),
  ];
  return [
    table(rows),
    '',
    '平均等待：所有来电者（含放弃与未排队）· mean wait: of all who were offered, also those who hung up or did not queue',
    '20 秒接通：占来电之比 · within 20 s: answered, as a share of the offered · 缩进行：最忙一小时 · indented: busiest hour',
    '坐席自当日首次至末次服务一直在岗（原录未记休息），故在岗人手多于当年，两边之差不全是调度之功 · agents stay from their',
    'first to their last service: breaks were not recorded, so more are at work here than were then; not all is dispatch',
    ...(report.estimator === null ? [] : ['', estimatorTable(report.estimator)]),
  ].join('\n');
}

function estimatorTable(estimator: EstimatorFigures): string {
  const row = (name: string, key: 'core' | 'lastTen' | 'lastEntered') => {
    const { meanAbsoluteErrorS, biasS, within30s } = estimator[key];
    return [name, meanAbsoluteErrorS.toFixed(1), biasS.toFixed(1), percent(within30s)];
  };
  return table([
    [`预计等待的误差 error of the estimate at entry (${estimator.callers})`, 'mean |error| s', 'bias s', '±30 s'],
    row('云厅 Yunting', 'core'),
    row('前十位平均 mean of the last 10 answered', 'lastTen'),
    row('上一位 last one answered', 'lastEntered'),
  ]);
}

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
const hours = (hour: number) => `${String(hour).padStart(2, '0')}:00–${String(hour + 1).padStart(2, '0')}:00`;

/** First column to the left, figures to the right. */
export function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))));
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell + gap(cell, widths[i]!) : gap(cell, widths[i]!) + cell)).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}

const gap = (cell: string, to: number) => ' '.repeat(to - width(cell));

/** Chinese characters take two columns of a terminal. */
const width = (cell: string) => [...cell].reduce((sum, char) => sum + (char >= '\u2e80' ? 2 : 1), 0);
