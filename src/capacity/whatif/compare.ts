import { type FigureName, figureNames, type Row, type Scope, type Slot, type WorldFigures } from './figures.ts';

/** One figure in both worlds: means over the seeds. */
export interface Compared {
  before: number | null;
  after: number | null;
  /** Mean of the seeds' own differences, after − before. */
  difference: number | null;
  /** Half the width of its 95 % confidence interval; null with one seed. */
  confidence: number | null;
}

export interface ComparedRow extends Scope {
  figures: Record<FigureName, Compared>;
}

/** The two worlds of one seed: the same requests with the same patience and work. */
export interface Pair {
  before: WorldFigures;
  after: WorldFigures;
}

export function compareRows(pairs: readonly Pair[]): ComparedRow[] {
  const key = ({ hall, group }: Scope) => `${hall} ${group}`;
  const tables = pairs.map(({ before, after }) => ({
    before: new Map(before.rows.map((row) => [key(row), row])),
    after: new Map(after.rows.map((row) => [key(row), row])),
  }));
  const scopes = new Map<string, Scope>();
  for (const { before, after } of pairs)
    for (const { hall, group } of [...before.rows, ...after.rows]) scopes.set(key({ hall, group }), { hall, group });
  return [...scopes].map(([of, scope]) => ({
    ...scope,
    figures: Object.fromEntries(
      figureNames.map((name) => {
        const value = (row: Row | undefined) => row?.figures[name] ?? null;
        return [name, compared(tables.map((t) => [value(t.before.get(of)), value(t.after.get(of))] as const))];
      }),
    ) as ComparedRow['figures'],
  }));
}

/** Paired differences: what varies with the seed alone cancels out. A seed without the figure on both sides is left out. */
export function compared(values: readonly (readonly [before: number | null, after: number | null])[]): Compared {
  const both = values.flatMap(([before, after]) => (before === null || after === null ? [] : [{ before, after }]));
  if (both.length === 0) {
    const known = (side: 0 | 1) => values.map((pair) => pair[side]).filter((value) => value !== null);
    return { before: meanOrNull(known(0)), after: meanOrNull(known(1)), difference: null, confidence: null };
  }
  const differences = both.map(({ before, after }) => after - before);
  return {
    before: mean(both.map(({ before }) => before)),
    after: mean(both.map(({ after }) => after)),
    difference: mean(differences),
    confidence: halfWidth(differences),
  };
}

/** Half hours of each group, averaged over the seeds. */
export function meanSlots(worlds: readonly WorldFigures[]): Record<string, Slot[]> {
  const groups = [...new Set(worlds.flatMap(({ slots }) => Object.keys(slots)))];
  const average = (of: readonly Slot[]): Slot => ({
    offered: mean(of.map(({ offered }) => offered)),
    answered: mean(of.map(({ answered }) => answered)),
    inTarget: mean(of.map(({ inTarget }) => inTarget)),
    left: mean(of.map(({ left }) => left)),
    waitedMs: mean(of.map(({ waitedMs }) => waitedMs)),
  });
  return Object.fromEntries(
    groups.map((group) => {
      const rows = worlds.flatMap(({ slots }) => (slots[group] === undefined ? [] : [slots[group]]));
      const length = Math.min(...rows.map((row) => row.length));
      return [group, Array.from({ length }, (_, i) => average(rows.map((row) => row[i]!)))];
    }),
  );
}

/**
 * Student's t, 97.5 %, for 1 to 30 degrees of freedom; beyond, the normal's 1.96 is near enough. Source: NIST/SEMATECH
 * e-Handbook of Statistical Methods, 1.3.6.7.2.
 */
const student = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

function halfWidth(values: readonly number[]): number | null {
  const n = values.length;
  if (n < 2) return null;
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (n - 1);
  return (student[n - 2] ?? 1.96) * Math.sqrt(variance / n);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanOrNull = (values: readonly number[]): number | null => (values.length === 0 ? null : mean(values));
