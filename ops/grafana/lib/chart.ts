import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { byPalette } from './colours.ts';
import { type Draw, dress, type Exception, type Spec } from './panel.ts';

export interface ChartSpec extends Spec {
  readonly stacked?: boolean;
  readonly bars?: boolean;
  /** Draw the thresholds as dashed lines: the target that the line is to reach. */
  readonly goal?: boolean;
  /** Fewer points are smoother: each then stands for a longer time, whatever the range is. */
  readonly points?: number;
  /** How far the axis reaches at least, so that small changes do not look large. */
  readonly atLeast?: number;
  /** The same downwards. */
  readonly atMost?: number;
  /** none; right: a list beside it. Below by default. */
  readonly legend?: 'none' | 'right';
}

/** The course of figures over time. */
export const chart =
  (spec: ChartSpec): Draw =>
  (lang) => {
    const legend = new VizLegendOptionsBuilder()
      .showLegend(spec.legend !== 'none')
      .displayMode(LegendDisplayMode.List)
      .placement(spec.legend === 'right' ? LegendPlacement.Right : LegendPlacement.Bottom)
      .calcs([]);
    const panel = dress(new PanelBuilder(), { colour: byPalette(), ...spec }, lang)
      .drawStyle(spec.bars ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
      .lineInterpolation(LineInterpolation.Linear)
      .lineWidth(spec.bars ? 0 : 2)
      .fillOpacity(spec.bars ? 80 : spec.stacked ? 35 : 0)
      .showPoints(VisibilityMode.Auto)
      .pointSize(4)
      .spanNulls(false)
      .legend(legend)
      .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
    if (spec.atLeast !== undefined) panel.axisSoftMax(spec.atLeast);
    if (spec.atMost !== undefined) panel.axisSoftMin(spec.atMost);
    if (spec.points !== undefined) panel.maxDataPoints(spec.points);
    if (spec.stacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
    if (spec.goal) {
      panel.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
    }
    return panel;
  };

/** An exception for a series that is a goal: dashed, without points, not in the legend when `unnamed`. */
export const asGoal = (colour: string, unnamed = false): Exception => ({
  colour,
  also: [
    { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 8] } },
    { id: 'custom.lineWidth', value: 1 },
    { id: 'custom.fillOpacity', value: 0 },
    { id: 'custom.showPoints', value: VisibilityMode.Never },
    ...(unnamed ? [{ id: 'custom.hideFrom', value: { legend: true, tooltip: false, viz: false } }] : []),
  ],
});
