/** Nodes in (0, 1) and weights that sum to 1. */
export type Quadrature = { readonly nodes: readonly number[]; readonly weights: readonly number[] };

/**
 * The n-point Gauss–Legendre rule on [0, 1], by Newton's method on the Legendre polynomial (Numerical Recipes § 4.6).
 * Exact for polynomials up to degree 2n − 1.
 *
 * @param n a whole number ≥ 1
 * @example gaussLegendre(1) // => { nodes: [0.5], weights: [1] }
 */
export function gaussLegendre(n: number): Quadrature {
  const roots = Array.from({ length: n }, (_, i) => {
    let x = Math.cos((Math.PI * (n - i - 0.25)) / (n + 0.5));
    let slope = 1;
    for (let round = 0; round < 20; round++) {
      let [last, here] = [1, x];
      for (let k = 2; k <= n; k++)
        [last, here] = [here, ((2 * k - 1) * x * here - (k - 1) * last) / k];
      slope = (n * (x * here - last)) / (x * x - 1);
      const step = here / slope;
      x -= step;
      if (Math.abs(step) < 1e-15) break;
    }
    return { node: (1 + x) / 2, weight: 1 / ((1 - x * x) * slope * slope) };
  });
  return { nodes: roots.map(({ node }) => node), weights: roots.map(({ weight }) => weight) };
}

/**
 * ∫ f from 0 to `end` by a rule on [0, 1].
 *
 * @example integrate((u) => u ** 2, 3, gaussLegendre(2)) // => 9
 */
export function integrate(f: (u: number) => number, end: number, rule: Quadrature): number {
  return rule.nodes.reduce((sum, node, i) => sum + (rule.weights[i] ?? 0) * f(node * end), 0) * end;
}
