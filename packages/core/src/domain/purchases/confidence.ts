/** 95 % confidence intervals of what a model of purchases says: what the parameters leave open, not what chance does later. */
import { add, call, div, double, mul, type Scalar } from "../../query/index.ts";
import type { PurchaseOutput } from "../../language/model/purchase-metric.ts";
import { deltaError, deltaInterval, deltaShareInterval } from "../../stats/delta-interval.ts";
import { discountedTransactions } from "../../stats/discounted-transactions.ts";
import type { Four, History } from "../../stats/purchase-model.ts";
import { modelOf } from "./models.ts";
import type { PurchaseParameters } from "./parameters.ts";

const normal = 1.959_963_984_540_054;

const exp = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): Four => [
  Math.exp(a),
  Math.exp(b),
  Math.exp(c),
  Math.exp(d),
];

/** The end of the interval of a probability, or of expected purchases; NaN where the model was refused. */
export function confidenceEnd(
  { model: name, purchases, covariance }: PurchaseParameters,
  history: History,
  output: Exclude<PurchaseOutput, { kind: "clv" }>,
): number {
  if (purchases === null || covariance === null) return Number.NaN;
  const model = modelOf(name);
  const point = purchases.map(Math.log);
  const end = output.bound === "low95" ? "low" : "high";
  if (output.kind === "p_alive")
    return deltaShareInterval((at) => model.pAlive(exp(at), history), point, covariance)[end];
  const weeks = output.horizon / 7;
  const expected = (at: readonly number[]): number =>
    model.expectedTransactions(exp(at), history, weeks);
  return expected(point) > 0 ? deltaInterval(expected, point, covariance)[end] : 0;
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
  const model = modelOf(name);
  const point = purchases.map(Math.log);
  const count = (at: readonly number[]): number =>
    discountedTransactions(model, exp(at), history, horizon / 7, discount);
  if (!(count(point) > 0)) return [0, 0, 0];
  const ofCount = deltaError((at) => Math.log(count(at)), point, covariance) ** 2;
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
