/** The power transform of Yeo & Johnson (2000): makes skewed values near normal, for values below zero too. */

/**
 * The transform of one value.
 *
 * @param lambda 1 leaves values as they are, below 1 pulls a right tail in; 0 is log1p for x ≥ 0
 * @example yeoJohnson(5, 0.5) // => 2.898979485566356
 */
export function yeoJohnson(x: number, lambda: number): number {
  if (x >= 0)
    return Math.abs(lambda) < 1e-12 ? Math.log1p(x) : Math.expm1(lambda * Math.log1p(x)) / lambda;
  const other = 2 - lambda;
  return Math.abs(other) < 1e-12 ? -Math.log1p(-x) : -Math.expm1(other * Math.log1p(-x)) / other;
}

/**
 * The log-likelihood of λ under a normal distribution of the transformed values, constants left out, as scipy's
 * `yeojohnson_llf`: −n/2 · ln var + (λ − 1) · Σ sign(x) · ln(|x| + 1).
 */
export function yeoJohnsonLogLikelihood(values: readonly number[], lambda: number): number {
  const n = values.length;
  let [sum, jacobian] = [0, 0];
  const transformed = values.map((x) => {
    const y = yeoJohnson(x, lambda);
    sum += y;
    jacobian += Math.sign(x) * Math.log1p(Math.abs(x));
    return y;
  });
  const mean = sum / n;
  const variance = transformed.reduce((total, y) => total + (y - mean) ** 2, 0) / n;
  return (-n / 2) * Math.log(variance) + (lambda - 1) * jacobian;
}

/**
 * λ by maximum likelihood.
 *
 * @param values finite, at least one
 * @returns in [−3, 5]; 1 where all values are alike
 * @throws RangeError when there are no values
 */
export function fitYeoJohnson(values: readonly number[]): number {
  const [first] = values;
  if (first === undefined) throw new RangeError("Yeo-Johnson of no values");
  if (values.every((x) => x === first)) return 1;
  return goldenSection((lambda) => -yeoJohnsonLogLikelihood(values, lambda), -3, 5);
}

/** The least value's place of a function with one valley. */
function goldenSection(f: (x: number) => number, low: number, high: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let [c, d] = [b - ratio * (b - a), a + ratio * (b - a)];
  let [atC, atD] = [f(c), f(d)];
  while (b - a > 1e-9) {
    if (atC < atD) {
      [b, d, atD] = [d, c, atC];
      c = b - ratio * (b - a);
      atC = f(c);
    } else {
      [a, c, atC] = [c, d, atD];
      d = a + ratio * (b - a);
      atD = f(d);
    }
  }
  return (a + b) / 2;
}
