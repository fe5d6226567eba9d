import { nodesOver } from './quadrature.ts';

/** Beyond a fall of the density by e⁻⁵⁰ nothing is left that a double could hold. */
const CUT = 50;
/** So many times the mean patience from the peak, nobody is left to be impatient: the density is another there. */
const PATIENCES = 40;

/** Rates a second: of arrivals, of all servers together, of one who waits losing patience. */
export interface Rates {
  arrivals: number;
  servers: number;
  impatience: number;
}

/** Some waits, `mass` each: the density there, relative to its peak, times the length that it stands for. */
type Waits = readonly { v: number; mass: number }[];

/**
 * The wait that would be offered to somebody of endless patience who finds all servers busy in M/M/n+M. Its density is
 * proportional to exp(λ(1 − e^(−θv))/θ − nμv), in which huge numbers may cancel; here it is written by the distance d
 * from its peak: exp(min(0, λ − nμ) d + (min(λ, nμ)/θ) h(θd)), where h(u) = 1 − e^(−u) − u. So nothing overflows or
 * cancels, from hardly any patience to patience without end. Source of the density: S. Zeltyn, A. Mandelbaum, "Call
 * Centers with Impatient Customers: Many-Server Asymptotics of the M/M/n+G Queue", QUESTA 51 (2005), §3.
 */
export class OfferedWait {
  /** Density at 0, relative to the peak. */
  readonly atZero: number;
  /** Integral of the density, relative to the peak, s. */
  readonly total: number;
  readonly #fall: (d: number) => number;
  /** Where the density counts, in s: from, at its peak, where the impatient have gone, to. */
  readonly #from: number;
  readonly #peak: number;
  readonly #middle: number;
  readonly #to: number;
  readonly #waits: Waits;

  constructor({ arrivals, servers, impatience }: Rates) {
    const drift = Math.min(0, arrivals - servers);
    const scale = Math.min(arrivals, servers) / impatience;
    const fall = (d: number) => drift * d + scale * curvature(impatience * d);
    const unit = 1 / (arrivals + servers);
    this.#fall = fall;
    this.#peak = Math.max(0, Math.log(arrivals / servers) / impatience);
    this.#from = this.#peak === 0 ? 0 : Math.max(0, this.#peak - reach((d) => fall(-d), unit));
    this.#to = this.#peak + reach(fall, unit);
    this.#middle = Math.min(this.#peak + PATIENCES / impatience, this.#to);
    this.#waits = this.#until(this.#to);
    this.atZero = Math.exp(fall(-this.#peak));
    this.total = sum(this.#waits, () => 1);
  }

  /** The mean of f(V). */
  mean(f: (v: number) => number): number {
    return sum(this.#waits, f) / this.total;
  }

  /** The mean of f(V) where V ≤ `until` s, and of 0 elsewhere. */
  meanUntil(until: number, f: (v: number) => number): number {
    return sum(this.#until(Math.min(until, this.#to)), f) / this.total;
  }

  #until(end: number): Waits {
    const peak = this.#peak;
    const near = Math.min(peak, end);
    const before = nodesOver(near - this.#from).map(({ left, right, weight }) => ({
      v: this.#from + left,
      mass: weight * Math.exp(this.#fall(near - peak - right)),
    }));
    const middle = Math.min(this.#middle, end);
    return [...before, ...this.#after(peak, middle), ...this.#after(middle, end)];
  }

  /** Between two places behind the peak. */
  #after(from: number, to: number): Waits {
    return nodesOver(to - from).map(({ left, weight }) => ({
      v: from + left,
      mass: weight * Math.exp(this.#fall(from - this.#peak + left)),
    }));
  }
}

function sum(waits: Waits, f: (v: number) => number): number {
  let total = 0;
  for (const { v, mass } of waits) total += mass * f(v);
  return total;
}

/** h(u) = 1 − e^(−u) − u; near 0, where the terms cancel, by its series. */
function curvature(u: number): number {
  if (Math.abs(u) > 0.1) return -Math.expm1(-u) - u;
  let term = (-u * u) / 2;
  let series = 0;
  for (let k = 3; series + term !== series; k++) {
    series += term;
    term *= -u / k;
  }
  return series;
}

/** How far from the peak the exponent `fall` has come down to the cut, to within a thousandth. */
function reach(fall: (d: number) => number, unit: number): number {
  let high = unit;
  while (fall(high) > -CUT) high *= 2;
  let low = high / 2;
  while (high - low > high / 1000) {
    const middle = (low + high) / 2;
    if (fall(middle) > -CUT) low = middle;
    else high = middle;
  }
  return high;
}
