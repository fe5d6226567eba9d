import type { Bureau } from '../../config/schema.ts';

const nobody: readonly string[] = [];

/**
 * Pooled halls keep their people where they are, and their work is dispatched by the centre: all of them are one pool.
 * Answers the other halls whose work a hall shares; none for a full hall, which is dispatched by itself.
 */
export function pools({ halls }: Pick<Bureau, 'halls'>): (hall: string) => readonly string[] {
  const pooled = [...halls.values()].filter((hall) => hall.maturity === 'pooled').map((hall) => hall.code);
  const others = new Map(pooled.map((hall) => [hall, pooled.filter((other) => other !== hall)]));
  return (hall) => others.get(hall) ?? nobody;
}
