import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { sum } from '../forecast/half-hours.ts';
import { clock, type Language, words } from './words.ts';

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** One small picture: stations by half hour. */
export interface Panel {
  title: string;
  required: readonly number[];
  staffed: readonly number[];
  /** What the city would need as one hall. */
  pooled?: readonly number[];
}

const cell = { width: 420, height: 250 };
const head = 90;

/** Required against staffed, panel by panel, as a text of SVG; `slots`: the half hours shown. */
export function planPicture(
  title: string,
  panels: readonly Panel[],
  slots: readonly number[],
  language: Language,
): string {
  const w = words[language];
  const columns = Math.min(3, Math.max(1, panels.length));
  const rows = Math.ceil(panels.length / columns);
  const size = { width: columns * cell.width + 20, height: head + rows * cell.height + 10 };
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  const place = (i: number) => ({
    left: 10 + (i % columns) * cell.width,
    top: head + Math.floor(i / columns) * cell.height,
  });
  const line = (name: string, i: number, values: readonly number[], style: object) => ({
    ...{ type: 'line' as const, name, xAxisIndex: i, yAxisIndex: i, step: 'end' as const, symbol: 'none' },
    // The last half hour is drawn to its end.
    data: [...slots.map((slot) => values[slot]!), values[slots.at(-1)!]!],
    ...style,
  });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'Noto Sans CJK SC, Noto Sans, Microsoft YaHei, sans-serif' },
    color: [colours.required, colours.staffed, colours.pooled],
    title: [
      { text: title, left: 20, top: 12, textStyle: { fontSize: 20 } },
      ...panels.flatMap((panel, i) => {
        const hours = [panel.required, panel.staffed].map((stations) => (sum(stations) / 2).toFixed(0)).join(' / ');
        const { left, top } = place(i);
        return [
          { text: panel.title, left: left + 36, top: top + 2, textStyle: { fontSize: 14 } },
          {
            text: `${hours} ${w.hour}`,
            left: left + cell.width - 24,
            top: top + 4,
            textAlign: 'right' as const,
            textStyle: small,
          },
        ];
      }),
    ],
    legend: {
      data: [w.required, w.staffed, ...(panels.some(({ pooled }) => pooled) ? [w.oneBoard] : [])],
      left: 20,
      top: 48,
      itemWidth: 24,
    },
    grid: panels.map((_, i) => {
      const { left, top } = place(i);
      return { left: left + 46, top: top + 32, width: cell.width - 70, height: cell.height - 80 };
    }),
    xAxis: panels.map((_, i) => ({
      ...{ type: 'category' as const, gridIndex: i, boundaryGap: false },
      data: [...slots, slots.at(-1)! + 1].map(clock),
      axisLabel: { interval: (at: number) => at % 4 === 0 },
    })),
    yAxis: panels.map((_, i) => ({ type: 'value' as const, gridIndex: i, minInterval: 1, splitNumber: 4 })),
    series: panels.flatMap((panel, i) => [
      line(w.staffed, i, panel.staffed, {
        areaStyle: { opacity: 0.25 },
        lineStyle: { width: 1 },
        itemStyle: { color: colours.staffed },
      }),
      line(w.required, i, panel.required, { lineStyle: { width: 2.5 }, itemStyle: { color: colours.required } }),
      ...(panel.pooled === undefined
        ? []
        : [
            line(w.oneBoard, i, panel.pooled, {
              lineStyle: { width: 1.5, type: 'dashed' },
              itemStyle: { color: colours.pooled },
            }),
          ]),
    ]),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

const colours = { required: '#c23b22', staffed: '#3b7dd8', pooled: '#7a5195' };
const small = { fontSize: 12, fontWeight: 'normal' as const, color: '#777' };
