import { TimelineValueAlignment, VisibilityMode } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { byThreshold } from './colours.ts';
import { type Draw, dress, type Spec } from './panel.ts';

/** A lane for each series: which state it was in, when. */
export const timeline =
  (spec: Spec): Draw =>
  (lang) =>
    dress(new PanelBuilder(), { colour: byThreshold(), ...spec }, lang)
      .showValue(VisibilityMode.Never)
      .mergeValues(true)
      .rowHeight(0.85)
      .fillOpacity(80)
      .lineWidth(0)
      .alignValue(TimelineValueAlignment.Center);
