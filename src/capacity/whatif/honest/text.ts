import { table } from '../../../simulate/calls/report.ts';
import type { Language } from '../words.ts';
import type { Honest, Off } from './compare.ts';
import { meanWait, type Outcome } from './outcome.ts';
import { type ByWay, type Way, ways } from './tell.ts';

const words = {
  zh: {
    ways: { happened: '当时', whatIf: '重演', whole: '重演·不歇', erlangA: 'Erlang A', forecast: '预测+A' },
    parts: { offered: '来电', answered: '接通', abandoned: '放弃', waited: '平均等待 秒' },
    total: '合计',
    off: '每日每半小时之差',
    notes: [
      '重演：同一批来电在虚拟时钟上由同一内核派给当时在岗的坐席；有人在等而坐席不接，视为不在岗（不超过一分钟视为话后）。不歇：自首次至末次服务一直在岗。',
      'Erlang A：每半小时各自计算，用当天的来电、在岗人数、服务时长与耐心。预测+A：用前一晚预测的来电，此前各天的时长与耐心。',
      '每日每半小时之差：|算出 − 当时| 之和 ÷ 当时之和。',
    ],
  },
  en: {
    ways: { happened: 'happened', whatIf: 'replayed', whole: 'no rests', erlangA: 'Erlang A', forecast: 'forecast+A' },
    parts: { offered: 'offered', answered: 'answered', abandoned: 'gave up', waited: 'mean wait s' },
    total: 'total',
    off: 'off, by day and half hour',
    notes: [
      'replayed: the same callers, dispatched by the same core on a virtual clock to the agents who were there; who takes nobody while somebody waits is not there (up to a minute: work after the call). No rests: there from the first to the last service.',
      'Erlang A: each half hour on its own, by the day’s own arrivals, agents, services and patience. forecast+A: by the arrivals forecast on the evening before, and the services and patience of the days before.',
      'off: sum of |told − happened| ÷ sum of what happened.',
    ],
  },
} as const;

const parts = ['offered', 'answered', 'abandoned', 'waited'] as const;
const waysOf = (part: (typeof parts)[number]): readonly Way[] =>
  part === 'offered' ? (['happened', 'forecast'] as const) : ways;

/** A row a half hour, the total, and how far each way is off. */
export function honestText({ days, seeds, total, off, halfHours }: Honest, language: Language): string {
  const w = words[language];
  const shown = (part: (typeof parts)[number], outcome: Outcome) =>
    part === 'waited' ? (meanWait(outcome)?.toFixed(1) ?? '–') : outcome[part].toFixed(0);
  const row = (name: string, by: ByWay) => [
    name,
    ...parts.flatMap((part) => waysOf(part).map((way) => shown(part, by[way]))),
  ];
  const offShown = (part: keyof Off, way: Way) => (way === 'happened' ? '' : `${(off[way][part] * 100).toFixed(1)}%`);
  const rows = [
    ['', ...parts.flatMap((part) => waysOf(part).map((_, i) => (i === 0 ? w.parts[part] : '')))],
    ['', ...parts.flatMap((part) => waysOf(part).map((way) => w.ways[way]))],
    ...halfHours.map(({ slot, ...by }) => row(clockTime(slot), by)),
    row(w.total, total),
    [w.off, ...parts.flatMap((part) => waysOf(part).map((way) => offShown(part, way)))],
  ];
  const about = `${days[0]}${days.length > 1 ? ` – ${days.at(-1)} (${days.length})` : ''} · ${seeds} seeds`;
  return [about, '', table(rows), '', ...w.notes, ''].join('\n');
}

const clockTime = (slot: number): string =>
  `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`;
