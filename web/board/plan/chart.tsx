import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useBureauTimes } from '../past/times.ts';
import type { HalfHour } from './summed.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export default function Chart({ rows }: { rows: readonly HalfHour[] }) {
  const { t } = useTranslation();
  const { instant } = useBureauTimes();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const chart = init(place.current, null, { renderer: 'svg' });
    const fit = new ResizeObserver(() => chart.resize());
    fit.observe(place.current);
    const line = { type: 'line', step: 'end', symbol: 'none' } as const;
    chart.setOption({
      animation: false,
      color: ['#c9d6ea', '#ad4e00', '#1f5fbf'],
      legend: { top: 0 },
      tooltip: { trigger: 'axis' },
      grid: { left: 48, right: 48, top: 40, bottom: 32 },
      xAxis: { type: 'category', data: rows.map(({ at }) => instant(at).slice(11, 16)) },
      yAxis: [
        { type: 'value', name: t('board.plan.stations'), minInterval: 1 },
        { type: 'value', name: t('board.plan.arrivals'), splitLine: { show: false } },
      ],
      series: [
        {
          type: 'bar',
          yAxisIndex: 1,
          name: t('board.plan.arrivals'),
          data: rows.map((row) => Math.round(row.arrivals)),
        },
        { ...line, name: t('board.plan.required'), data: rows.map((row) => row.required) },
        { ...line, name: t('board.plan.staffed'), data: rows.map((row) => Math.round(row.staffed * 10) / 10) },
      ],
    });
    return () => {
      fit.disconnect();
      chart.dispose();
    };
  }, [rows, t, instant]);
  const least = [...rows].sort((a, b) => a.staffed - a.required - (b.staffed - b.required))[0];
  return (
    <figure className="board-chart">
      <div ref={place} role="img" aria-label={t('board.plan.title')} />
      {least !== undefined && (
        <figcaption>
          {t('board.plan.least', {
            time: instant(least.at).slice(11, 16),
            required: least.required,
            staffed: Math.round(least.staffed * 10) / 10,
          })}
        </figcaption>
      )}
    </figure>
  );
}
