import { grown, perMinute } from './promql.ts';
import { over, type Target } from './targets.ts';
import type { Words } from './words.ts';

/** Values of a label, in the order that they are drawn in, by the words that people say. */
export type Values = Readonly<Record<string, Words>>;

/** One series over time for each value of a label, so that each has its own words and colour. */
export const split = (values: Values, expr: (value: string) => string): Target[] =>
  Object.entries(values).map(([value, words]) => over(expr(value), words));

/**
 * Growth of a counter in a minute by a label that may have many values, most of which never occur (codes, reasons):
 * those that occurred in the time that is looked at, and Σ, their sum, so that a quiet time draws a line at 0.
 */
export const occurring = (selector: string, label: string): string =>
  `(sum by (${label}) (${perMinute(selector)}) and sum by (${label}) (${grown(selector)}) > 0)` +
  ` or label_replace(sum(${perMinute(selector)}), "${label}", "Σ", "", "")`;
