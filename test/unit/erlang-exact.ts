/**
 * The figures of M/M/n+M, M/M/n and M/M/n/n from the state probabilities themselves, by integers of so many bits after the
 * point: no formula of the product, no logarithm, no rounding that could add up. Rates are whole numbers.
 */
const BITS = 700n;
const one = 1n << BITS;
const times = (x: bigint, y: bigint) => (x * y) >> BITS;
const over = (x: bigint, y: bigint) => (x << BITS) / y;

/** The quotient as a double, also of what is far below 1. */
export function ratio(x: bigint, y: bigint): number {
  if (x === 0n) return 0;
  const shift = BigInt(y.toString(2).length - x.toString(2).length + 64);
  const scaled = shift >= 0n ? (x << shift) / y : x / (y << -shift);
  return Number(scaled) * 2 ** -Number(shift);
}

export interface Exact {
  pWait: number;
  pAbandon: number;
  serviceLevel: number;
  asaS: number;
  occupancy: number;
}

/** λ, μ, θ a second; an answer within T is in time, where e^(−T) is this fraction of two whole numbers. */
export function exactA(lambda: number, mu: number, theta: number, n: number, fraction: [number, number]): Exact {
  const [l, m, t] = [BigInt(lambda), BigInt(mu), BigInt(theta)];
  const servers = BigInt(n) * m;
  const r = over(BigInt(fraction[0]), BigInt(fraction[1]));
  /** Whoever has a patience left of mean 1 / θ has lost it by T. */
  const z = one - power(r, t);

  let all = 0n;
  let busy = 0n;
  let weight = one;
  for (let k = 1n; k <= BigInt(n); k++) {
    all += weight;
    busy += weight * (k - 1n);
    weight = (weight * l) / (k * m);
  }

  let waits = 0n;
  let queue = 0n;
  let served = 0n;
  let inTime = 0n;
  /** Σ 1 / (nμ + kθ) for k ≤ j: mean wait of one who is answered behind j − 1 others. */
  let time = 0n;
  /** P(one behind j − 1 others is answered by T, if it stays), and by how much it falls next: a beta distribution. */
  let gone = one;
  let next = power(r, servers + t);
  for (let j = 0n; weight > 0n; j++) {
    waits += weight;
    queue += weight * j;
    served += times(weight, time);
    if (j > 0n) inTime += times(weight, gone);
    gone -= next;
    next = (times(next, z) * (j * t + servers + t)) / ((j + 1n) * t);
    time += one / (servers + (j + 1n) * t);
    weight = (weight * l) / (servers + (j + 1n) * t);
  }
  const total = all + waits;
  const works = busy + waits * BigInt(n);
  return {
    pWait: ratio(waits, total),
    pAbandon: ratio(queue * t, total * l),
    serviceLevel: ratio(all * l + inTime * servers, total * l),
    asaS: ratio(served * servers, works * m),
    occupancy: ratio(works, total * BigInt(n)),
  };
}

function power(base: bigint, exponent: bigint): bigint {
  let result = one;
  for (let e = exponent, b = base; e > 0n; e >>= 1n, b = times(b, b)) if (e & 1n) result = times(result, b);
  return result;
}

/** Share turned away, and share that waits (for a < n), of λ, μ whole: by the sums as Erlang wrote them. */
export function exactBC(lambda: number, mu: number, n: number): { pBlock: number; pWait: number } {
  const [l, m, s] = [BigInt(lambda), BigInt(mu), BigInt(n)];
  let before = 0n;
  let weight = one;
  for (let k = 1n; k <= s; k++) {
    before += weight;
    weight = (weight * l) / (k * m);
  }
  const queue = s * m > l ? (weight * s * m) / (s * m - l) : 0n;
  return { pBlock: ratio(weight, before + weight), pWait: ratio(queue, before + queue) };
}
