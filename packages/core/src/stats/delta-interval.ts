import type { Matrix } from "./cholesky.ts";
import { reach, skewsOf, type Cube } from "./skewness.ts";

/** An estimate and the bounds that hold the truth in the stated share of repetitions. */
export type Interval = { readonly value: number; readonly low: number; readonly high: number };

const normal = 1.959_963_984_540_054;

/** The standard error of f at an estimate, by the delta method with central differences. */
export const deltaError = (
  f: (point: readonly number[]) => number,
  point: readonly number[],
  covariance: Matrix,
): number => errorOfSlopes(centralSlopes(f, point, covariance), covariance);

/**
 * The slope of f along each coordinate, by central differences.
 *
 * @param covariance of the point: a hundredth of a standard error is a step
 * @example centralSlopes(([x = 0]) => 3 * x, [1], [[0.01]]) // => [3]
 */
export const centralSlopes = (
  f: (point: readonly number[]) => number,
  point: readonly number[],
  covariance: Matrix,
): readonly number[] =>
  point.map((_, i) => {
    const step = 0.01 * Math.min(1, Math.sqrt(covariance[i]?.[i] ?? 1));
    const moved = (by: number): number =>
      f(point.map((value, j) => (i === j ? value + by : value)));
    return (moved(step) - moved(-step)) / (2 * step);
  });

/**
 * The standard error of what has these slopes at an estimate, by the delta method.
 *
 * @param slopes along each parameter
 * @param covariance of the parameters
 * @returns ≥ 0, √(slopesᵀ · covariance · slopes)
 * @example errorOfSlopes([3], [[0.01]]) // => 0.3
 */
export function errorOfSlopes(slopes: readonly number[], covariance: Matrix): number {
  // Asked of each history of a million: loops take a fifth of what functions for each step take.
  let variance = 0;
  for (let i = 0; i < slopes.length; i += 1) {
    const [slope = 0, row] = [slopes[i], covariance[i]];
    let across = 0;
    for (let j = 0; j < slopes.length; j += 1) across += slope * (slopes[j] ?? 0) * (row?.[j] ?? 0);
    variance += across;
  }
  return Math.sqrt(Math.max(0, variance));
}

/** How uncertain something is: a standard error, and how the log-likelihood leans along it (`skewOf`). */
export type Spread = { readonly error: number; readonly skew: number };

/**
 * The spread of what has these slopes at an estimate; for many quantities, as what they share is prepared once.
 *
 * @param covariance of the parameters
 * @param third third derivatives of the log-likelihood; `null` takes it for a parabola
 * @example spreadsOfSlopes([[0.01]], null)([3]) // => { error: 0.3, skew: 0 }
 */
export function spreadsOfSlopes(
  covariance: Matrix,
  third: Cube | null,
): (slopes: readonly number[]) => Spread {
  const skew = third === null ? () => 0 : skewsOf(covariance, third);
  return (slopes) => ({ error: errorOfSlopes(slopes, covariance), skew: skew(slopes) });
}

/**
 * The 95 % confidence interval of a positive quantity that is computed from fitted parameters: delta method on its
 * logarithm, so that the bounds stay positive. It holds what the parameters leave open, not what chance does later.
 *
 * @param f of the logarithms of the parameters, > 0
 * @param point the logarithms of the fitted parameters
 * @param covariance of these logarithms
 * @param third third derivatives of the log-likelihood along them; without, it is taken for a parabola
 * @example deltaInterval(([x = 0]) => Math.exp(x), [0], [[0.01]]) // => { value: 1, low: 0.822, high: 1.217 }
 */
export function deltaInterval(
  f: (point: readonly number[]) => number,
  point: readonly number[],
  covariance: Matrix,
  third: Cube | null = null,
): Interval {
  const slopes = centralSlopes((at) => Math.log(f(at)), point, covariance);
  return intervalOf(f(point), spreadsOfSlopes(covariance, third)(slopes));
}

/**
 * The 95 % confidence interval of a positive quantity.
 *
 * @param spread of its logarithm
 * @example intervalOf(1, { error: 0.1, skew: 0 }) // => { value: 1, low: 0.822, high: 1.217 }
 */
export function intervalOf(value: number, { error, skew }: Spread): Interval {
  const end = (z: number): number => value * Math.exp(reach(z, skew) * error);
  return { value, low: end(-normal), high: end(normal) };
}

/**
 * The 95 % confidence intervals of positive parameters that were fitted by maximum likelihood over their logarithms.
 *
 * @param covariance of the logarithms
 * @param third third derivatives of the log-likelihood along them; `null` takes it for a parabola
 * @returns in the order of the parameters
 * @example parameterIntervals([1], [[0.01]], null) // => [{ value: 1, low: 0.822, high: 1.217 }]
 */
export const parameterIntervals = (
  parameters: readonly number[],
  covariance: Matrix,
  third: Cube | null,
): readonly Interval[] =>
  parameters.map((value, i) => {
    const slopes = parameters.map((_, j) => (i === j ? 1 : 0));
    return intervalOf(value, spreadsOfSlopes(covariance, third)(slopes));
  });

/**
 * The 95 % confidence interval of a share, as `deltaInterval` but on the scale of ln (v / (1 − v)), so that the bounds stay
 * in [0, 1].
 *
 * @param f of the logarithms of the parameters, in [0, 1]; a share of 0 or 1 has no width
 * @example deltaShareInterval(([x = 0]) => 1 / (1 + Math.exp(-x)), [0], [[1]]) // => { value: 0.5, low: 0.123, high: 0.877 }
 */
export function deltaShareInterval(
  f: (point: readonly number[]) => number,
  point: readonly number[],
  covariance: Matrix,
  third: Cube | null = null,
): Interval {
  const value = f(point);
  if (value <= 0 || value >= 1) return { value, low: value, high: value };
  const slopes = centralSlopes((at) => logOdds(f(at)), point, covariance);
  return shareIntervalOf(value, spreadsOfSlopes(covariance, third)(slopes));
}

/**
 * The 95 % confidence interval of a share.
 *
 * @param value in [0, 1]; a share of 0 or 1 has no width
 * @param spread of ln (value / (1 − value))
 * @example shareIntervalOf(0.5, { error: 1, skew: 0 }) // => { value: 0.5, low: 0.123, high: 0.877 }
 */
export function shareIntervalOf(value: number, { error, skew }: Spread): Interval {
  if (value <= 0 || value >= 1) return { value, low: value, high: value };
  const end = (z: number): number => 1 / (1 + Math.exp(-logOdds(value) - reach(z, skew) * error));
  return { value, low: end(-normal), high: end(normal) };
}

const logOdds = (share: number): number => Math.log(share) - Math.log1p(-share);
