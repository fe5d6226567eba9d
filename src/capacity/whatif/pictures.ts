import * as echarts from 'echarts';
import type { Slot } from './figures.ts';
import { slotMs } from './figures.ts';
import { scopeName } from './format.ts';
import type { WhatIf } from './whatif.ts';
import { type Language, words } from './words.ts';

const colours = { before: '#9aa4b2', after: '#1668dc', better: '#237804', worse: '#cf1322', unclear: '#9aa4b2' };
const font = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';

type Option = echarts.EChartsCoreOption;

/** An SVG of its own: no script is needed to see it. */
function draw(option: Option, width: number, height: number): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: font }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** Both worlds of a group, half hour by half hour: the share answered in target, and the mean wait. */
export function slotPictures(result: WhatIf, group: string, language: Language): string[] {
  const w = words[language];
  const before = result.slots.before[group] ?? [];
  const after = result.slots.after[group] ?? [];
  const used = before.flatMap(({ offered }, i) => (offered > 0 ? [i] : []));
  const [first = 0, last = 0] = [used[0], used.at(-1)];
  const part = (slots: readonly Slot[]) => slots.slice(first, last + 1);
  const hours = part(before).map((_, i) => clockTime((first + i) * slotMs));
  const share = (slot: Slot) => perEnded(slot, slot.inTarget * 100);
  const wait = (slot: Slot) => perEnded(slot, slot.waitedMs / 1000);
  const name = scopeName({ hall: null, group }, result, language);
  const both = (of: (slot: Slot) => number | null) => ({
    before: part(before).map(of),
    after: part(after).map(of),
  });
  return [
    lines(`${name} · ${w.serviceLevel} %`, hours, both(share), language, 100),
    lines(`${name} · ${w.meanWait}`, hours, both(wait), language, null),
  ];
}

function lines(
  title: string,
  hours: string[],
  values: Record<'before' | 'after', (number | null)[]>,
  language: Language,
  max: number | null,
): string {
  const w = words[language];
  const series = (side: 'before' | 'after') => ({
    ...{ name: w[side], type: 'line', data: values[side], symbolSize: 4, connectNulls: true },
    lineStyle: { width: 2, color: colours[side], type: side === 'before' ? 'dashed' : 'solid' },
    itemStyle: { color: colours[side] },
  });
  return draw(
    {
      title: { text: title, left: 8, top: 6, textStyle: { fontSize: 13, fontWeight: 600 } },
      legend: { right: 8, top: 6, itemWidth: 22, textStyle: { fontSize: 12 } },
      grid: { left: 44, right: 14, top: 44, bottom: 28 },
      xAxis: { type: 'category', data: hours, axisLabel: { fontSize: 11 }, axisTick: { alignWithLabel: true } },
      yAxis: { type: 'value', min: 0, ...(max !== null && { max }), axisLabel: { fontSize: 11 } },
      series: [series('before'), series('after')],
    },
    560,
    240,
  );
}

/** Each hall's change of the share answered in target, with its confidence interval; null for a bureau of one hall. */
export function hallPicture(result: WhatIf, language: Language): string | null {
  const w = words[language];
  const rows = result.rows.filter(({ hall, group }) => hall !== null && group === null).toReversed();
  if (rows.length < 2) return null;
  const bars = rows.map((row) => {
    const { difference, confidence } = row.figures.serviceLevel;
    return { name: scopeName(row, result, language), by: (difference ?? 0) * 100, half: (confidence ?? 0) * 100 };
  });
  const colour = ({ by, half }: (typeof bars)[number]) => {
    if (by === 0 || Math.abs(by) <= half) return colours.unclear;
    return by > 0 ? colours.better : colours.worse;
  };
  const whisker = (_: echarts.CustomSeriesRenderItemParams, api: echarts.CustomSeriesRenderItemAPI) => {
    const [low, high] = [1, 2].map((dimension) => api.coord([api.value(dimension), api.value(0)])) as [
      number[],
      number[],
    ];
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line' as const,
      shape: { x1, y1, x2, y2 },
      style: { stroke: '#1f2937', lineWidth: 1.5 },
    });
    const [x1 = 0, y = 0] = low;
    const [x2 = 0] = high;
    return {
      type: 'group' as const,
      children: [line(x1, y, x2, y), line(x1, y - 4, x1, y + 4), line(x2, y - 4, x2, y + 4)],
    };
  };
  return draw(
    {
      title: { text: `${w.byHall}, ${w.points}`, left: 8, top: 6, textStyle: { fontSize: 13, fontWeight: 600 } },
      grid: { left: 8, right: 24, top: 40, bottom: 24, containLabel: true },
      xAxis: { type: 'value', axisLabel: { fontSize: 11 } },
      yAxis: {
        type: 'category',
        data: bars.map(({ name }) => name),
        axisLabel: { fontSize: 12 },
        axisTick: { show: false },
      },
      series: [
        {
          type: 'bar',
          barWidth: '55%',
          data: bars.map((bar) => ({ value: round(bar.by), itemStyle: { color: colour(bar) } })),
        },
        {
          type: 'custom',
          renderItem: whisker,
          data: bars.flatMap(({ by, half }, i) => (half > 0 ? [[i, by - half, by + half]] : [])),
          encode: { x: [1, 2], y: 0 },
          z: 3,
        },
      ],
    },
    1136,
    76 + 26 * bars.length,
  );
}

/** For each who was answered or gave up, as in the table; null when nobody was. */
const perEnded = ({ answered, left }: Slot, sum: number): number | null =>
  answered + left > 0 ? round(sum / (answered + left)) : null;

const round = (value: number): number => Math.round(value * 100) / 100;

function clockTime(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
