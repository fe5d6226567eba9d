import {
  FieldTextAlignment,
  TableCellHeight,
  TableSortByFieldStateBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { byThreshold } from './colours.ts';
import { type Column, columnProperties, type Key, keyProperties } from './columns.ts';
import { type Draw, dress, type Spec } from './panel.ts';
import { refIds, rows } from './targets.ts';
import { type Lang, say, type Words } from './words.ts';

export type { Column, Key } from './columns.ts';

export interface TableSpec extends Omit<Spec, 'targets' | 'each' | 'thresholds' | 'meanings'> {
  readonly keys: readonly Key[];
  readonly columns: readonly Column[];
  /** Title of the column that it is sorted by, largest first unless `up`. */
  readonly sort?: { readonly by: Words; readonly up?: boolean };
  /** Larger rows, for walls. */
  readonly tall?: boolean;
}

/** A row for each thing, a column for each question. */
export const table =
  (spec: TableSpec): Draw =>
  (lang) => {
    const targets = spec.columns.map(({ expr }) => rows(expr));
    const panel = dress(new PanelBuilder(), { colour: byThreshold(), ...spec, targets }, lang)
      .transformations([{ id: 'merge', options: {} }, arrange(spec, lang)])
      .showHeader(true)
      .cellHeight(spec.tall ? TableCellHeight.Md : TableCellHeight.Sm)
      .minWidth(60)
      .align(FieldTextAlignment.Auto);
    for (const key of spec.keys) panel.overrideByName(shown(key, lang), keyProperties(key, lang));
    for (const column of spec.columns) panel.overrideByName(say(column.title, lang), columnProperties(column, lang));
    if (!spec.sort) return panel;
    return panel.sortBy([new TableSortByFieldStateBuilder().displayName(say(spec.sort.by, lang)).desc(!spec.sort.up)]);
  };

const labelOf = ({ label }: Key, lang: Lang) => (typeof label === 'string' ? label : say(label, lang));
const shown = (key: Key, lang: Lang) => (key.title ? say(key.title, lang) : labelOf(key, lang));

/** Only keys and columns, in their order, under their titles. */
function arrange({ keys, columns }: TableSpec, lang: Lang): DataTransformerConfig {
  const fields = [
    ...keys.map((key) => [labelOf(key, lang), shown(key, lang)] as const),
    ...columns.map(({ title }, n) => [`Value${columns.length > 1 ? ` #${refIds(n)}` : ''}`, say(title, lang)] as const),
  ];
  return {
    id: 'organize',
    options: {
      includeByName: Object.fromEntries(fields.map(([from]) => [from, true])),
      indexByName: Object.fromEntries(fields.map(([from], index) => [from, index])),
      renameByName: Object.fromEntries(fields),
    },
  };
}
