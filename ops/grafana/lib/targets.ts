import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { type Lang, say, type Words } from './words.ts';

/** As provisioning/datasources names it. */
export const datasource: DataSourceRef = { type: 'prometheus', uid: 'yunting-prometheus' };

/** A query of a panel; its refId (A, B …) is its place in the panel's list. */
export type Target = (refId: string, lang: Lang) => DataqueryBuilder;

const query = (refId: string, expr: string, legend: string | undefined) => {
  const builder = new DataqueryBuilder().refId(refId).datasource(datasource).expr(expr);
  return legend === undefined ? builder : builder.legendFormat(legend);
};

/** A series over time; `legend` may hold {{labels}}. `step` is the shortest distance of points, e.g. 30s. */
export const over =
  (expr: string, legend?: Words, step?: string): Target =>
  (refId, lang) => {
    const builder = query(refId, expr, legend && say(legend, lang)).range();
    return step === undefined ? builder : builder.interval(step);
  };

/** The value at the end of the time that is looked at. */
export const now =
  (expr: string, legend?: Words): Target =>
  (refId, lang) =>
    query(refId, expr, legend && say(legend, lang)).instant();

/** The same as rows of a table, a column for each label. */
export const rows =
  (expr: string): Target =>
  (refId) =>
    query(refId, expr, undefined).instant().format(PromQueryFormat.Table);

/** Buckets of a histogram over time, for a heatmap: `sum by (le) (rate(…_bucket[$__rate_interval]))`. */
export const buckets =
  (expr: string): Target =>
  (refId) =>
    query(refId, expr, '{{le}}').range().format(PromQueryFormat.Heatmap);

export const refIds = (n: number): string => String.fromCharCode('A'.charCodeAt(0) + n);
