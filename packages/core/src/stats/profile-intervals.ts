/** Intervals of fitted parameters by how likely the data are where one of them is held and the others follow. */
import { bfgs, type Differentiable } from "./bfgs.ts";
import type { Matrix } from "./cholesky.ts";
import { reach, skewOf, type Cube } from "./skewness.ts";

const normal = 1.959_963_984_540_054;
/** Of the signed root of twice the fall in log-likelihood: the coverage is then right to a twentieth of a point. */
const tolerance = 5e-3;
const mostSteps = 12;

/** A log-likelihood at its peak. */
export type Peak = {
  /** Less the log-likelihood and its slopes, divided by `count`. */
  readonly f: Differentiable;
  readonly point: readonly number[];
  readonly covariance: Matrix;
  /** Third derivatives of the log-likelihood; they say where to look first. */
  readonly third: Cube;
  readonly count: number;
};

/**
 * The 95 % intervals of parameters by profile likelihood (Venzon & Moolgavkar 1988, Applied Statistics 37, 87–94): the values
 * at which the log-likelihood, highest over all others, is 1.92 (half the 95 % quantile of χ² with one degree of freedom)
 * below its peak.
 *
 * @returns ends in the order of the point; `null` where the log-likelihood does not fall so far on both sides
 * @example profileIntervals(aParabola).map(({ low }) => low) // => as of the covariance
 */
export const profileIntervals = (
  peak: Peak,
): readonly ({ readonly low: number; readonly high: number } | null)[] => {
  const top = peak.f(peak.point).value;
  return peak.point.map((_, i) => {
    const [low, high] = [endOf(peak, top, i, -1), endOf(peak, top, i, 1)];
    return low === null || high === null ? null : { low, high };
  });
};

/** The signed root of the fall is nearly a straight line in the parameter: a few secants find the end. */
function endOf(peak: Peak, top: number, i: number, side: 1 | -1): number | null {
  const { point, covariance, third, count } = peak;
  const [middle, variance] = [point[i] ?? 0, covariance[i]?.[i] ?? 0];
  const slopes = point.map((_, j) => (i === j ? 1 : 0));
  const fallAt = (value: number): number =>
    Math.sqrt(Math.max(0, 2 * count * (heldAt(peak, i, value) - top)));
  let before = { at: 0, fall: 0 };
  let at = Math.sqrt(variance) * reach(side * normal, skewOf(slopes, covariance, third));
  for (let step = 0; step < mostSteps; step += 1) {
    const fall = fallAt(middle + at);
    if (!Number.isFinite(fall)) return null;
    if (Math.abs(fall - normal) < tolerance) return middle + at;
    const slope = (fall - before.fall) / (at - before.at);
    if (!(slope * side > 0)) return null;
    const next = at + (normal - fall) / slope;
    before = { at, fall };
    // No further than twice as far: where the fall flattens a secant shoots beyond.
    at = side * Math.min(Math.abs(next), 2 * Math.abs(at));
  }
  return null;
}

/** The lowest value of f where a coordinate is held. */
function heldAt({ f, point, covariance, count }: Peak, i: number, value: number): number {
  const whole = (others: readonly number[]): readonly number[] => [
    ...others.slice(0, i),
    value,
    ...others.slice(i),
  ];
  const without = <T>(of: readonly T[]): readonly T[] => of.filter((_, j) => j !== i);
  const own = covariance[i]?.[i] ?? 1;
  const moved = value - (point[i] ?? 0);
  const start = point.map((at, j) => at + ((covariance[j]?.[i] ?? 0) / own) * moved);
  const inverse = without(
    covariance.map((row, j) =>
      without(
        row.map((v, k) => {
          const along = (covariance[j]?.[i] ?? 0) * (covariance[k]?.[i] ?? 0);
          return count * (v - along / own);
        }),
      ),
    ),
  );
  const held = (others: readonly number[]) => {
    const { value: at, gradient } = f(whole(others));
    return { value: at, gradient: without(gradient) };
  };
  return bfgs(held, without(start), { inverse, tolerance: 1e-5, maxIterations: 50 }).value;
}
