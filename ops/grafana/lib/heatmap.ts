import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapColorScale,
  PanelBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import { type Draw, dress, type Spec } from './panel.ts';

/** Where the values of a histogram lay, over time; its target is `buckets(…)`. */
export const heatmap =
  (spec: Spec): Draw =>
  (lang) =>
    dress(new PanelBuilder(), spec, lang)
      .calculate(false)
      .yAxis(new YAxisConfigBuilder().unit(spec.unit ?? 'short'))
      .color(
        new HeatmapColorOptionsBuilder()
          .mode(HeatmapColorMode.Scheme)
          .scheme('Turbo')
          .scale(HeatmapColorScale.Exponential)
          .exponent(0.5)
          .steps(64),
      );
