import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import {
  type DashboardLink,
  type DynamicConfigValue,
  type FieldColor,
  type GridPos,
  type Panel,
  type RowPanel,
  type Threshold,
  type ThresholdsConfig,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { fixed, type Meaning, meanings, neutral } from './colours.ts';
import { type Drill, drillTo } from './links.ts';
import { datasource, refIds, type Target } from './targets.ts';
import { type Lang, say, type Words } from './words.ts';

/** A panel in either language. */
export type Draw = (lang: Lang) => Builder<Panel> | Builder<RowPanel>;

/** What all kinds of panels have. */
export interface Spec {
  /** Of this wall; never changed, since links may point at a panel. */
  readonly id: number;
  /** Left and top edge, width (of 24) and height on the grid; a wall's screen is 26 high in kiosk mode. */
  readonly at: readonly [x: number, y: number, w: number, h: number];
  readonly title: Words;
  /** Behind the (i): what the figure is, and what to do about it. */
  readonly about?: Words;
  readonly targets: readonly Target[];
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly thresholds?: Threshold[];
  readonly colour?: Builder<FieldColor>;
  readonly meanings?: readonly Meaning[];
  readonly drills?: readonly Drill[];
  /** Shown where there is no value; – by default. */
  readonly none?: Words;
  /** Exceptions, by place of the target. */
  readonly each?: Readonly<Record<number, Exception>>;
}

/** What one target's series have otherwise. */
export interface Exception {
  readonly colour?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly thresholds?: Threshold[];
  readonly name?: Words;
  /** Anything else of Grafana's field configuration. */
  readonly also?: DynamicConfigValue[];
}

interface PanelBuilder {
  id(id: number): this;
  title(title: string): this;
  description(text: string): this;
  datasource(ref: DataSourceRef): this;
  gridPos(at: GridPos): this;
  targets(targets: Builder<Dataquery>[]): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  min(min: number): this;
  max(max: number): this;
  thresholds(thresholds: Builder<ThresholdsConfig>): this;
  mappings(mappings: ValueMapping[]): this;
  noValue(text: string): this;
  colorScheme(colour: Builder<FieldColor>): this;
  dataLinks(links: Builder<DashboardLink>[]): this;
  overrideByQuery(refId: string, properties: DynamicConfigValue[]): this;
}

/** Gives a panel of any kind what its specification says. */
export function dress<B extends PanelBuilder>(panel: B, spec: Spec, lang: Lang): B {
  const [x, y, w, h] = spec.at;
  panel
    .id(spec.id)
    .title(say(spec.title, lang))
    .datasource(datasource)
    .gridPos({ x, y, w, h })
    .targets(spec.targets.map((target, n) => target(refIds(n), lang)))
    .thresholds(levels(spec.thresholds ?? neutral))
    .mappings(meanings(spec.meanings ?? [], lang))
    .noValue(say(spec.none ?? ['–', '–'], lang))
    .dataLinks((spec.drills ?? []).map((drill) => drillTo(drill, lang)));
  if (spec.about) panel.description(say(spec.about, lang));
  if (spec.unit !== undefined) panel.unit(spec.unit);
  if (spec.decimals !== undefined) panel.decimals(spec.decimals);
  if (spec.min !== undefined) panel.min(spec.min);
  if (spec.max !== undefined) panel.max(spec.max);
  if (spec.colour) panel.colorScheme(spec.colour);
  for (const [n, exception] of Object.entries(spec.each ?? {})) {
    panel.overrideByQuery(refIds(Number(n)), propertiesOf(exception, lang));
  }
  return panel;
}

const levels = (steps: Threshold[]) => new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);

/** An exception as Grafana's list of properties. */
export function propertiesOf({ colour, unit, decimals, thresholds, name, also }: Exception, lang: Lang) {
  const properties: DynamicConfigValue[] = [];
  if (colour !== undefined) properties.push({ id: 'color', value: fixed(colour).build() });
  if (unit !== undefined) properties.push({ id: 'unit', value: unit });
  if (decimals !== undefined) properties.push({ id: 'decimals', value: decimals });
  if (thresholds !== undefined) properties.push({ id: 'thresholds', value: levels(thresholds).build() });
  if (name !== undefined) properties.push({ id: 'displayName', value: say(name, lang) });
  return [...properties, ...(also ?? [])];
}
