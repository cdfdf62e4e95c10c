/** Where a sample lies and how wide it is, so that features in different units can be compared. */
import { quantile } from "./quantile.ts";

/** A value x is scaled to (x − centre) / spread. */
export type Scaling = { readonly centre: number; readonly spread: number };

/**
 * Mean and standard deviation (dividing by n, as scikit-learn's StandardScaler does).
 *
 * @param values finite, at least one
 * @returns a spread of 1 where all values are alike
 * @throws RangeError when there are no values
 * @example standardScaling([1, 3]) // => { centre: 2, spread: 1 }
 */
export function standardScaling(values: readonly number[]): Scaling {
  if (values.length === 0) throw new RangeError("scaling of no values");
  const centre = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / values.length;
  return { centre, spread: spreadOr1(Math.sqrt(variance), centre) };
}

/**
 * Median and interquartile range (type 7, as scikit-learn's RobustScaler): outliers do not move it.
 *
 * @param values finite, at least one
 * @returns a spread of 1 where the middle half is alike
 * @throws RangeError when there are no values
 * @example robustScaling([1, 2, 3, 4, 100]) // => { centre: 3, spread: 2 }
 */
export function robustScaling(values: readonly number[]): Scaling {
  const sorted = Float64Array.from(values).toSorted();
  const centre = quantile(sorted, 0.5);
  return { centre, spread: spreadOr1(quantile(sorted, 0.75) - quantile(sorted, 0.25), centre) };
}

/** What is left by rounding alone is no spread. */
const spreadOr1 = (spread: number, centre: number): number =>
  spread <= 1e-12 * Math.max(1, Math.abs(centre)) ? 1 : spread;
