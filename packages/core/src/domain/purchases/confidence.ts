/** 95 % confidence intervals of what a model of purchases says: what the parameters leave open, not what chance does later. */
import { add, call, div, double, mul, type Scalar } from "../../query/index.ts";
import type { PurchaseOutput } from "../../language/model/purchase-metric.ts";
import type { Matrix } from "../../stats/cholesky.ts";
import {
  centralSlopes,
  deltaError,
  deltaInterval,
  deltaShareInterval,
  errorOfSlopes,
  intervalOf,
  shareIntervalOf,
  spreadsOfSlopes,
} from "../../stats/delta-interval.ts";
import { discountedIfAlive, discountedTransactions } from "../../stats/discounted-transactions.ts";
import type { Alive, Four, History, PurchaseModel } from "../../stats/purchase-model.ts";
import { modelOf } from "./models.ts";
import type { PurchaseParameters } from "./parameters.ts";

const normal = 1.959_963_984_540_054;

const exp = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): Four => [
  Math.exp(a),
  Math.exp(b),
  Math.exp(c),
  Math.exp(d),
];

/** The interval of a probability, or of expected purchases, of each history; NaN where the model was refused. */
export function confidenceIntervals(
  { model: name, purchases, covariance, third = null }: PurchaseParameters,
  output: Exclude<PurchaseOutput, { kind: "clv" }>,
): (history: History) => Ends {
  if (purchases === null || covariance === null)
    return () => ({ low: Number.NaN, high: Number.NaN });
  const model = modelOf(name);
  const { apart } = model;
  const point = purchases.map(Math.log);
  const weeks = output.kind === "p_alive" ? 0 : output.horizon / 7;
  if (apart !== undefined) {
    const alive = apart.alive(purchases);
    const spreadOf = spreadsOfSlopes(covariance, third);
    if (output.kind === "p_alive")
      return (history) => {
        const { value, slopes } = alive(history);
        return shareIntervalOf(value, spreadOf(slopes));
      };
    return (history) => {
      const ifAlive = (at: Four): number => apart.expectedIfAlive(at, history, weeks);
      const { value, slopes } = productOf(alive(history), { purchases, covariance }, ifAlive);
      return value > 0 ? intervalOf(value, spreadOf(slopes)) : nothing;
    };
  }
  if (output.kind === "p_alive")
    return (history) =>
      deltaShareInterval((at) => model.pAlive(exp(at), history), point, covariance, third);
  return (history) => {
    const expected = (at: readonly number[]): number =>
      model.expectedTransactions(exp(at), history, weeks);
    return expected(point) > 0 ? deltaInterval(expected, point, covariance, third) : nothing;
  };
}

/** `value`: the estimate itself, where it was found on the way. */
type Ends = { readonly low: number; readonly high: number; readonly value?: number };
const nothing: Ends = { low: 0, high: 0 };

/** P(alive) times something that is quick to compute, and the slopes of its logarithm. */
function productOf(
  { value: alive, slopes }: Alive,
  { purchases, covariance }: { readonly purchases: Four; readonly covariance: Matrix },
  ifAlive: (parameters: Four) => number,
): { readonly value: number; readonly slopes: readonly number[] } {
  const along = centralSlopes(
    (at) => Math.log(ifAlive(exp(at))),
    purchases.map(Math.log),
    covariance,
  );
  // ln p rises by (1 − p) of what its log odds do.
  return {
    value: alive * ifAlive(purchases),
    slopes: along.map((slope, i) => slope + (1 - alive) * (slopes[i] ?? 0)),
  };
}

/**
 * How uncertain a CLV is on the logarithm: the variance is a + b u + c u², where u = γ / (γ + what repeat purchases brought)
 * (delta method; purchases and amounts are fitted apart). Without Gamma-Gamma a customer's own mean is taken as it is.
 *
 * @returns coefficients of 1, u, u²; NaN where the model was refused
 */
export function clvVariance(
  { model: name, purchases, covariance, spend, spendCovariance }: PurchaseParameters,
  history: History,
  { horizon, discount }: { readonly horizon: number; readonly discount: number },
): readonly [one: number, u: number, squared: number] {
  if (purchases === null || covariance === null) return [Number.NaN, Number.NaN, Number.NaN];
  const ofCount = countVariance(modelOf(name), { purchases, covariance }, history, [
    horizon / 7,
    discount,
  ]);
  if (ofCount === null) return [0, 0, 0];
  if (spend === null || spendCovariance === null) return [ofCount, 0, 0];
  // Slopes of ln (p (γ + money) / (p x + q − 1)) along ln p, ln q, ln γ; the last is u.
  const [p, q] = spend;
  const below = p * history.x + q - 1;
  const slopes = [1 - (p * history.x) / below, -q / below, 1] as const;
  const part = (i: 0 | 1 | 2, j: 0 | 1 | 2): number =>
    slopes[i] * slopes[j] * (spendCovariance[i]?.[j] ?? 0);
  return [
    ofCount + part(0, 0) + 2 * part(0, 1) + part(1, 1),
    2 * (part(0, 2) + part(1, 2)),
    part(2, 2),
  ];
}

/** The variance of the logarithm of discounted purchases; `null` where there are none. */
function countVariance(
  model: PurchaseModel,
  { purchases, covariance }: { readonly purchases: Four; readonly covariance: Matrix },
  history: History,
  [weeks, discount]: readonly [number, number],
): number | null {
  const { apart } = model;
  if (apart !== undefined) {
    const ifAlive = (at: Four): number => discountedIfAlive(apart, at, history, weeks, discount);
    const alive = apart.alive(purchases)(history);
    const { value, slopes } = productOf(alive, { purchases, covariance }, ifAlive);
    return value > 0 ? errorOfSlopes(slopes, covariance) ** 2 : null;
  }
  const point = purchases.map(Math.log);
  const count = (at: readonly number[]): number =>
    discountedTransactions(model, exp(at), history, weeks, discount);
  return count(point) > 0 ? deltaError((at) => Math.log(count(at)), point, covariance) ** 2 : null;
}

/**
 * What an end of the interval is of the estimate: e^±(1.96 √variance), by Padé's [3/3] approximation of e^y, so that every
 * engine gives the same bits; up to a factor of e it is right to five digits, and it stays below e⁴.
 *
 * @param u as of `clvVariance`
 */
export function confidenceFactor(end: "low" | "high", [one, linear, squared]: Variance, u: Scalar) {
  const variance = add(one, mul(u, add(linear, mul(u, squared))));
  const wide = call("sqrt", call("greatest", double(0), variance));
  const y = call("least", double(4), mul(double(normal), wide));
  const side = (sign: 1 | -1): Scalar => {
    const at = mul(double(sign), y);
    return add(double(120), mul(at, add(double(60), mul(at, add(double(12), at)))));
  };
  return end === "low" ? div(side(-1), side(1)) : div(side(1), side(-1));
}

type Variance = readonly [one: Scalar, u: Scalar, squared: Scalar];
