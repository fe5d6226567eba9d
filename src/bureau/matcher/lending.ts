import type { Bureau } from '../../config/schema.ts';
import type { Modality } from '../../protocol/modality.ts';
import type { Looked } from '../events.ts';
import type { Lines } from '../lines.ts';
import type { Supply } from './supply.ts';

/**
 * The guard of lending: a hall lends a modality only while lending is on, its own recent answers reach the goal,
 * none of its own waiting is past due, and its reserve stays idle. Null: it may lend; else why not.
 */
export function guardOf(
  lender: string,
  modality: Modality,
  at: number,
  world: { bureau: Bureau; lines: Lines; supply: Supply },
): Looked['verdict'] | null {
  const { lend } = world.bureau.policy;
  const reserve = world.bureau.halls.get(lender)?.reserve ?? lend.reserve;
  if (!lend.on || reserve === Number.POSITIVE_INFINITY) return 'lending-off';
  if (world.supply.idleIn(lender, modality) <= reserve) return 'reserve';
  const line = world.lines.of(lender, modality);
  const oldest = line.waiting.first();
  if (oldest !== undefined && oldest.due < at) return 'own-target';
  if ((line.figures.serviceLevel ?? 1) < lend.goal) return 'own-target';
  return null;
}
