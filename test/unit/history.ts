import fc from 'fast-check';
import { type Move, type MoveKind, moveKinds, weights } from '../histories/moves.ts';

/**
 * `FUZZ_RUNS=5000` plays as many new histories a rule; without it the same few are played every time. A history that
 * breaks a rule is made shorter for half a minute at most.
 */
export const fuzz = (few: number): Pick<fc.Parameters, 'numRuns' | 'seed' | 'skipAllAfterTimeLimit'> => {
  const many = Number(process.env.FUZZ_RUNS ?? 0);
  return many > 0 ? { numRuns: many } : { numRuns: few, seed: 20261123, skipAllAfterTimeLimit: 30_000 };
};

/** Without kills: the properties that these are for stop and restore cores themselves. */
const kinds = moveKinds.filter((kind) => kind !== 'kill' && kind !== 'checkpoint');
const anyKind: fc.Arbitrary<MoveKind> = fc.oneof(
  ...kinds.map((kind) => ({ weight: 10 * weights[kind], arbitrary: fc.constant(kind) })),
);

/** Any history, for properties that need more of it than that it is played (`test/histories` plays the many). */
export const histories = (maxLength: number): fc.Arbitrary<Move[]> =>
  fc.array(
    fc.tuple(
      anyKind,
      fc.nat(),
      fc.oneof(
        { weight: 20, arbitrary: fc.nat(2_000) },
        { weight: 5, arbitrary: fc.nat(20_000) },
        { weight: 1, arbitrary: fc.nat(200_000) },
      ),
    ),
    { maxLength, size: 'max' },
  );

export type { Move } from '../histories/moves.ts';
export { Player } from '../histories/player.ts';
export { bureauOf, variants } from '../histories/variants.ts';
