import { TableCellBackgroundDisplayMode, TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import {
  type DynamicConfigValue,
  MappingType,
  SpecialValueMatch,
  type Threshold,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { good, type Meaning, meanings } from './colours.ts';
import { type Drill, drillTo } from './links.ts';
import { propertiesOf } from './panel.ts';
import type { Lang, Words } from './words.ts';

/** A column of figures. Its expression gives one value for each row, with the very labels that the keys name. */
export interface Column {
  readonly title: Words;
  readonly expr: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly thresholds?: Threshold[];
  readonly meanings?: readonly Meaning[];
  /**
   * background: the whole cell in the colour of its threshold; alarm: only where that is not good; bar: a bar, from 0
   * to `max` or to the column's largest. By default the text alone is coloured.
   */
  readonly cell?: 'background' | 'alarm' | 'bar';
  readonly max?: number;
  readonly width?: number;
}

/** A column that says what the row is about: a label, in the language's own. Without a title it only serves links. */
export interface Key {
  readonly label: Words | string;
  readonly title?: Words;
  readonly drill?: Drill;
  readonly width?: number;
  /** What the label's values are called, where no info metric names them. */
  readonly meanings?: readonly Meaning[];
}

export function keyProperties({ title, drill, width, meanings: named }: Key, lang: Lang): DynamicConfigValue[] {
  const properties: DynamicConfigValue[] = [];
  if (drill) properties.push({ id: 'links', value: [drillTo(drill, lang).build()] });
  if (width !== undefined) properties.push({ id: 'custom.width', value: width });
  if (named) properties.push({ id: 'mappings', value: meanings(named, lang) });
  if (!title) properties.push({ id: 'custom.hideFrom', value: { viz: true } });
  return properties;
}

export function columnProperties(column: Column, lang: Lang): DynamicConfigValue[] {
  const { cell, max, width } = column;
  const properties: DynamicConfigValue[] = [
    ...propertiesOf({ ...column, ...(cell === 'alarm' && quietly(column.thresholds)) }, lang),
    { id: 'custom.cellOptions', value: cellOptions(column) },
    { id: 'mappings', value: [...meanings(column.meanings ?? [], lang), nothing] },
  ];
  if (cell === 'bar') properties.push({ id: 'min', value: 0 });
  if (cell === 'bar' && max === undefined) properties.push({ id: 'fieldMinMax', value: true });
  if (max !== undefined) properties.push({ id: 'max', value: max });
  if (width !== undefined) properties.push({ id: 'custom.width', value: width });
  return properties;
}

/** No value is neither good nor bad. */
const nothing = {
  type: MappingType.SpecialValue,
  options: { match: SpecialValueMatch.NullAndNan, result: { text: '–', color: 'transparent' } },
};

const quietly = (thresholds: Threshold[] = []) => ({
  thresholds: thresholds.map((step) => (step.color === good ? { ...step, color: 'transparent' } : step)),
});

function cellOptions({ cell }: Column) {
  if (cell === 'bar') return { type: TableCellDisplayMode.Gauge, mode: 'basic', valueDisplayMode: 'text' };
  if (cell === undefined) return { type: TableCellDisplayMode.ColorText };
  return { type: TableCellDisplayMode.ColorBackground, mode: TableCellBackgroundDisplayMode.Basic };
}
