import type { Bureau } from '../config/schema.ts';
import type { CodeLabel, LabelName, MetricRow } from './row.ts';

export type Labels = Partial<Record<LabelName, string>>;

const codesOf: Record<CodeLabel, (bureau: Bureau) => Iterable<string>> = {
  bureau: ({ code }) => [code],
  business: ({ businesses }) => businesses.keys(),
  channel: ({ channels }) => channels.keys(),
  department: ({ departments }) => departments.keys(),
  from: ({ halls }) => halls.keys(),
  group: ({ groups }) => groups.keys(),
  hall: ({ halls }) => halls.keys(),
  indicator: ({ standards }) => standards.indicators.map(({ code }) => code),
  to: ({ halls }) => halls.keys(),
};

const isCode = (label: LabelName): label is CodeLabel => Object.hasOwn(codesOf, label);

/** Every value that a label of the row may have in this bureau; undefined for one that nobody has bounded. */
export function valuesOf(row: MetricRow, label: LabelName, bureau: Bureau): readonly string[] | undefined {
  if (isCode(label)) return [...codesOf[label](bureau)];
  return row.values && (row.values as Partial<Record<LabelName, readonly string[]>>)[label];
}

/**
 * Each combination of the row's labels in this bureau, all multiplied out. Of an info metric only the label that names
 * the thing: what is told about it follows from that. Throws when a label is not bounded.
 */
export function combinations(row: MetricRow, bureau: Bureau): Labels[] {
  const labels = row.info ? row.labels.slice(0, 1).filter(isCode) : row.labels;
  return labels.reduce<Labels[]>(
    (sofar, label) => {
      const values = valuesOf(row, label, bureau);
      if (values === undefined) throw new Error(`${row.name}: nothing bounds the label ${label}`);
      return sofar.flatMap((combination) => values.map((value) => ({ ...combination, [label]: value })));
    },
    [{}],
  );
}

/** Series that a row can grow to: a histogram has its buckets, +Inf, sum and count. */
export const seriesOf = (row: MetricRow, bureau: Bureau): number =>
  combinations(row, bureau).length * (row.buckets ? row.buckets.length + 3 : 1);
