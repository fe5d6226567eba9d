import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of draws that is the same for the same seed, on every machine. */
export interface Random {
  /** Uniform, 0 included, 1 excluded. */
  next(): number;
  /** One of `items`, each as likely; `undefined` of none. */
  pick<T>(items: readonly T[]): T | undefined;
}

/** xoroshiro128+ (Blackman and Vigna, 2018) of a 32-bit integer seed. */
export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const next = () => uniformFloat64(generator);
  return { next, pick: (items) => items[Math.floor(next() * items.length)] };
}
