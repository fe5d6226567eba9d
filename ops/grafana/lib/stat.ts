import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { asGround, byThreshold, neutral } from './colours.ts';
import { type Draw, dress, type Spec } from './panel.ts';

export interface StatSpec extends Spec {
  /** Colour the tile (read from far away) instead of the figure. */
  readonly tile?: boolean;
  /** With the course of the figure behind it: for targets over time. */
  readonly course?: boolean;
  /** Show what each figure is, beside or above it; so for several figures in one panel. */
  readonly names?: boolean;
  /** Several figures one under the other; side by side as fits by default. */
  readonly column?: boolean;
  /** Of the figure and its name, in px; Grafana fits them without. */
  readonly size?: { readonly value?: number; readonly title?: number };
}

const grounded = (spec: StatSpec): StatSpec => ({
  ...spec,
  thresholds: (spec.thresholds ?? neutral).map(asGround),
  meanings: (spec.meanings ?? []).map(([value, words, color]) => [value, words, asGround({ color }).color]),
});

/** Large figures. Several series lay themselves out as tiles. */
export const stat =
  (spec: StatSpec): Draw =>
  (lang) => {
    const panel = dress(new PanelBuilder(), { colour: byThreshold(), ...(spec.tile ? grounded(spec) : spec) }, lang)
      .colorMode(spec.tile ? BigValueColorMode.BackgroundSolid : BigValueColorMode.Value)
      .graphMode(spec.course ? BigValueGraphMode.Area : BigValueGraphMode.None)
      .justifyMode(BigValueJustifyMode.Center)
      .textMode(spec.names ? BigValueTextMode.ValueAndName : BigValueTextMode.Value)
      .wideLayout(false)
      .orientation(spec.column ? VizOrientation.Horizontal : VizOrientation.Auto)
      .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false));
    if (!spec.size) return panel;
    const text = new VizTextDisplayOptionsBuilder();
    if (spec.size.value !== undefined) text.valueSize(spec.size.value);
    if (spec.size.title !== undefined) text.titleSize(spec.size.title);
    return panel.text(text);
  };
