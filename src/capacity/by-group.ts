/** A figure of one hall's group, or of a group in all halls (`hall` null). */
export interface ByGroup<F> {
  hall: string | null;
  group: string;
  figure: F;
}

/**
 * Reckons for each group of each hall and for each group in all halls, which stands in where a hall has seen too little.
 * In the order in which they first occur, all halls first.
 */
export function byGroup<T extends { hall: string; group: string }, F>(
  seen: readonly T[],
  reckon: (some: T[]) => F,
): ByGroup<F>[] {
  return [...Map.groupBy(seen, ({ group }) => group)].flatMap(([group, all]) => [
    { hall: null, group, figure: reckon(all) },
    ...[...Map.groupBy(all, ({ hall }) => hall)].map(([hall, own]) => ({ hall, group, figure: reckon(own) })),
  ]);
}
