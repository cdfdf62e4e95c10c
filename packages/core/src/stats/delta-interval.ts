import type { Matrix } from "./cholesky.ts";

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
  const variance = slopes.reduce(
    (sum, slope, i) =>
      sum + slopes.reduce((row, other, j) => row + slope * other * (covariance[i]?.[j] ?? 0), 0),
    0,
  );
  return Math.sqrt(Math.max(0, variance));
}

/**
 * The 95 % confidence interval of a positive quantity that is computed from fitted parameters: delta method on its
 * logarithm, so that the bounds stay positive. It holds what the parameters leave open, not what chance does later.
 *
 * @param f of the logarithms of the parameters, > 0
 * @param point the logarithms of the fitted parameters
 * @param covariance of these logarithms
 * @example deltaInterval(([x = 0]) => Math.exp(x), [0], [[0.01]]) // => { value: 1, low: 0.822, high: 1.217 }
 */
export function deltaInterval(
  f: (point: readonly number[]) => number,
  point: readonly number[],
  covariance: Matrix,
): Interval {
  const value = f(point);
  return intervalOf(
    value,
    deltaError((at) => Math.log(f(at)), point, covariance),
  );
}

/**
 * The 95 % confidence interval of a positive quantity.
 *
 * @param error the standard error of its logarithm
 * @example intervalOf(1, 0.1) // => { value: 1, low: 0.822, high: 1.217 }
 */
export function intervalOf(value: number, error: number): Interval {
  const wide = normal * error;
  return { value, low: value * Math.exp(-wide), high: value * Math.exp(wide) };
}

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
): Interval {
  const value = f(point);
  if (value <= 0 || value >= 1) return { value, low: value, high: value };
  return shareIntervalOf(
    value,
    deltaError((at) => logOdds(f(at)), point, covariance),
  );
}

/**
 * The 95 % confidence interval of a share.
 *
 * @param value in [0, 1]; a share of 0 or 1 has no width
 * @param error the standard error of ln (value / (1 − value))
 * @example shareIntervalOf(0.5, 1) // => { value: 0.5, low: 0.123, high: 0.877 }
 */
export function shareIntervalOf(value: number, error: number): Interval {
  if (value <= 0 || value >= 1) return { value, low: value, high: value };
  const wide = normal * error;
  const share = (by: number): number => 1 / (1 + Math.exp(-logOdds(value) - by));
  return { value, low: share(-wide), high: share(wide) };
}

const logOdds = (share: number): number => Math.log(share) - Math.log1p(-share);
