/** Nodes lie so far apart, and so far out on both sides, on the line that is mapped to the interval. */
const STEP = 1 / 16;
const REACH = 3.5;

/** A place in an interval by its distances from both ends, and its part in the integral. */
export interface Node {
  left: number;
  right: number;
  weight: number;
}

/**
 * Nodes in (0, 1): x = (1 + tanh(π/2 · sinh t)) / 2. Each distance is formed by itself, so that the nodes crowd
 * towards either end without loss.
 */
const unit: readonly Node[] = Array.from({ length: (2 * REACH) / STEP + 1 }, (_, i) => {
  const t = i * STEP - REACH;
  const s = Math.PI * Math.sinh(t);
  const [left, right] = [1 / (1 + Math.exp(-s)), 1 / (1 + Math.exp(s))];
  return { left, right, weight: STEP * Math.PI * Math.cosh(t) * left * right };
});

/**
 * Nodes over an interval of this width, such that ∫ f ≈ Σ weight × f, for an f that is smooth between the ends though
 * it may be steep at them: to about 1e-13. Source: H. Takahasi, M. Mori, "Double Exponential Formulas for Numerical
 * Integration", Publ. RIMS 9 (1974).
 */
export function nodesOver(width: number): Node[] {
  if (!(width > 0)) return [];
  return unit.map(({ left, right, weight }) => ({ left: left * width, right: right * width, weight: weight * width }));
}
