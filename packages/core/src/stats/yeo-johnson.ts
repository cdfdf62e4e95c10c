/** The power transform of Yeo & Johnson (2000): makes skewed values near normal, for values below zero too. */

/**
 * The transform of one value.
 *
 * @param lambda 1 leaves values as they are, below 1 pulls a right tail in; 0 is log1p for x ≥ 0
 * @example yeoJohnson(5, 0.5) // => 2.898979485566356
 */
export function yeoJohnson(x: number, lambda: number): number {
  const log = Math.log1p(Math.abs(x));
  return x >= 0 ? powerOf(log, lambda) : -powerOf(log, 2 - lambda);
}

/** (e^(λ log) − 1) / λ, and what it tends to at λ = 0. */
const powerOf = (log: number, lambda: number): number =>
  Math.abs(lambda) < 1e-12 ? log : Math.expm1(lambda * log) / lambda;

/**
 * The log-likelihood of λ under a normal distribution of the transformed values, constants left out, as scipy's
 * `yeojohnson_llf`: −n/2 · ln var + (λ − 1) · Σ sign(x) · ln(|x| + 1).
 */
export const yeoJohnsonLogLikelihood = (values: readonly number[], lambda: number): number =>
  likelihoodOf(values)(lambda);

/** Logarithms are taken once for all λ that are tried. */
function likelihoodOf(values: readonly number[]): (lambda: number) => number {
  const n = values.length;
  const logs = Float64Array.from(values, (x) => Math.log1p(Math.abs(x)));
  const jacobian = values.reduce((sum, x, i) => sum + Math.sign(x) * (logs[i] ?? 0), 0);
  const transformed = new Float64Array(n);
  return (lambda) => {
    let sum = 0;
    for (let i = 0; i < n; i += 1) {
      const log = logs[i] ?? 0;
      const y = (values[i] ?? 0) >= 0 ? powerOf(log, lambda) : -powerOf(log, 2 - lambda);
      transformed[i] = y;
      sum += y;
    }
    const mean = sum / n;
    let squares = 0;
    for (let i = 0; i < n; i += 1) squares += ((transformed[i] ?? 0) - mean) ** 2;
    return (-n / 2) * Math.log(squares / n) + (lambda - 1) * jacobian;
  };
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
  const likelihood = likelihoodOf(values);
  return goldenSection((lambda) => -likelihood(lambda), -3, 5);
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
