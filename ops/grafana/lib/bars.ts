import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { byThreshold } from './colours.ts';
import { type Draw, dress, type Spec } from './panel.ts';

/** A bar for each series, now: compare halls, reasons, departments. */
export const bars =
  (spec: Spec): Draw =>
  (lang) =>
    dress(new PanelBuilder(), { min: 0, colour: byThreshold(), ...spec }, lang)
      .orientation(VizOrientation.Horizontal)
      .displayMode(BarGaugeDisplayMode.Basic)
      .valueMode(BarGaugeValueMode.Color)
      .namePlacement(BarGaugeNamePlacement.Left)
      .showUnfilled(true)
      .sizing(BarGaugeSizing.Manual)
      .minVizHeight(16)
      .maxVizHeight(44)
      .text(new VizTextDisplayOptionsBuilder().valueSize(20))
      .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false));
