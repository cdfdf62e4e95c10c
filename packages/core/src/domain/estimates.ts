/** Parameters as cards tell them. */
import type { Matrix } from "../stats/cholesky.ts";
import { parameterIntervals, type Interval } from "../stats/delta-interval.ts";
import type { Cube } from "../stats/skewness.ts";
import type { Estimate } from "./model-card.ts";

/** What cards need of a fit. */
type Fitted = {
  readonly parameters: readonly number[];
  readonly standardErrors: readonly number[] | null;
  /** Of the logarithms of the parameters. */
  readonly covariance: Matrix | null;
  /** Third derivatives of the log-likelihood along these logarithms. */
  readonly third: Cube | null;
  /** Of the parameters; by `third` unless given. */
  readonly intervals?: readonly Interval[] | null;
};

/**
 * Each parameter with its standard error and its 95 % interval.
 *
 * @param names in the order of the parameters
 * @returns by name; without error and interval where the likelihood has no proper peak
 * @example estimatesOf(["p"], { parameters: [2], standardErrors: [0.2], covariance: [[0.01]], third: null })
 * // => { p: { value: 2, error: 0.2, interval: [1.644, 2.433] } }
 */
export function estimatesOf(
  names: readonly string[],
  { parameters, standardErrors, covariance, third, intervals: found = null }: Fitted,
): Readonly<Record<string, Estimate>> {
  const intervals =
    found ?? (covariance === null ? [] : parameterIntervals(parameters, covariance, third));
  return Object.fromEntries(
    names.map((name, i) => {
      const [error, ends] = [standardErrors?.[i] ?? Number.NaN, intervals[i]];
      const known = Number.isFinite(error) && ends !== undefined;
      return [
        name,
        {
          value: parameters[i] ?? 0,
          error: known ? error : null,
          interval: known ? [ends.low, ends.high] : null,
        },
      ];
    }),
  );
}
