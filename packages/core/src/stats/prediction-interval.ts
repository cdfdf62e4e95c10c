import { cholesky, type Matrix } from "./cholesky.ts";
import { deltaError, type Interval } from "./delta-interval.ts";
import type { PurchaseHistory } from "./purchase-history.ts";
import type { Four, History, PurchaseModel } from "./purchase-model.ts";
import { random } from "./random.ts";
import { drawNormal } from "./variates.ts";

/** What the intervals need of a fit. */
export type Fitted = {
  readonly parameters: Four;
  /** Of the logarithms of the parameters. */
  readonly covariance: Matrix;
};

const exp = ([p = 0, q = 0, r = 0, s = 0]: readonly number[]): Four => [
  Math.exp(p),
  Math.exp(q),
  Math.exp(r),
  Math.exp(s),
];

/**
 * The 95 % prediction interval of the number of repeat purchases of one customer in (T, T + t], by simulation:
 * parameters from their asymptotic normal distribution, then rate, departure and purchases given the history. Bounds
 * are whole numbers and therefore hold the outcome at least as often as stated.
 *
 * @param seed same seed, same interval
 * @param draws 4,000 unless told
 * @throws RangeError when the covariance is not positive definite
 */
export function predictionInterval(
  model: PurchaseModel,
  { parameters, covariance }: Fitted,
  history: History,
  t: number,
  seed: number,
  draws = 4000,
): Interval {
  const root = cholesky(covariance);
  if (root === null) throw new RangeError("a covariance that is not positive definite");
  const next = random(seed);
  const counts = Array.from({ length: draws }, () => {
    const normals = parameters.map(() => drawNormal(next));
    const drawn = exp(
      parameters.map(
        (value, i) =>
          Math.log(value) + (root[i] ?? []).reduce((sum, l, j) => sum + l * (normals[j] ?? 0), 0),
      ),
    );
    return model.drawFuture(drawn, history, t, next);
  }).toSorted((one, other) => one - other);
  return {
    value: model.expectedTransactions(parameters, history, t),
    low: counts[Math.floor(0.025 * draws)] ?? 0,
    high: counts[Math.ceil(0.975 * draws) - 1] ?? 0,
  };
}

/**
 * The variance of the repeat purchases of one customer in (T, T + t] given the history, were the parameters known.
 *
 * @returns E[Y(Y − 1)] + E[Y] − E[Y]², ≥ 0
 */
export function transactionVariance(
  model: PurchaseModel,
  parameters: Four,
  history: History,
  t: number,
): number {
  const mean = model.expectedTransactions(parameters, history, t);
  return model.expectedPairs(parameters, history, t) + mean - mean * mean;
}

/**
 * The 95 % prediction interval of all purchases that a group of customers will make in the next t weeks: their own
 * chance (variances add up, customers act apart) and the uncertainty of the parameters; normal, for groups of dozens.
 *
 * @returns low is at least 0
 */
export function totalInterval(
  model: PurchaseModel,
  { parameters, covariance }: Fitted,
  histories: readonly PurchaseHistory[],
  t: number,
): Interval {
  const total = (point: readonly number[]): number => {
    const at = exp(point);
    return histories.reduce(
      (sum, history) => sum + history.n * model.expectedTransactions(at, history, t),
      0,
    );
  };
  const point = parameters.map(Math.log);
  const chance = histories.reduce(
    (sum, history) => sum + history.n * transactionVariance(model, parameters, history, t),
    0,
  );
  const value = total(point);
  const error = Math.hypot(Math.sqrt(chance), deltaError(total, point, covariance));
  const wide = 1.959_963_984_540_054 * error;
  return { value, low: Math.max(0, value - wide), high: value + wide };
}
