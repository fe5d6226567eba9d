import { type Random, seededRandom } from '../../src/simulate/random.ts';
import { type Move, type MoveKind, moveKinds, weights } from './moves.ts';
import { variants } from './variants.ts';

/** A history is data: the same plays the same again, and a part of it is a history too. */
export interface History {
  variant: number;
  moves: Move[];
}

/** The n-th history of a seed. Each has its own manner: some kinds of moves are rare or missing, some come often. */
export function historyOf(seed: number, n: number, length: number): History {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b));
  const pace = random.pick([1, 1, 1, 0.2, 3]) ?? 1;
  const kinds = inManner(random);
  const variant = Math.floor(random.next() * variants.length);
  const moves = Array.from({ length }, (): Move => {
    const kind = kinds(random.next());
    return [kind, Math.floor(random.next() * 2 ** 31), Math.round(waitOf(random) * pace)];
  });
  return { variant, moves };
}

const manners = { wide: [0, 1, 1, 1, 3], narrow: [0, 0, 0, 0, 0, 3] };
/** Without these nothing comes about. */
const basic: ReadonlySet<MoveKind> = new Set(['call', 'document', 'open', 'accept', 'wait']);

/** Kinds by weight, as a function of a number in [0, 1). */
function inManner(random: Random): (at: number) => MoveKind {
  const manner = random.next() < 0.3 ? manners.narrow : manners.wide;
  let sum = 0;
  const ends = moveKinds.map((kind) => {
    const often = random.pick(manner) ?? 1;
    sum += weights[kind] * (basic.has(kind) ? Math.max(1, often) : often);
    return { kind, end: sum };
  });
  return (at) => ends.find(({ end }) => at * sum < end)?.kind ?? 'wait';
}

/** Mostly a second or two, sometimes some, rarely minutes; ms. */
function waitOf(random: Random): number {
  const most = random.next();
  return random.next() * (most < 0.8 ? 1_000 : most < 0.97 ? 12_000 : 150_000);
}
