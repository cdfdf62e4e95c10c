/** What learned parameters say of each history: probabilities, purchases, and the weights of CLV. */
import type { PurchaseOutput } from "../../language/model/purchase-metric.ts";
import { outputName } from "../../language/model/purchase-metric.ts";
import { discountedTransactions } from "../../stats/discounted-transactions.ts";
import type { History } from "../../stats/purchase-model.ts";
import { fittedColumn } from "../columns.ts";
import type { Numbers } from "../fit.ts";
import { clvBounds, type ClvBounds } from "./clv-bounds.ts";
import { clvVariance, confidenceIntervals } from "./confidence.ts";
import { modelOf } from "./models.ts";
import {
  isConfidence,
  sideNames,
  spendOf,
  type PurchaseOptions,
  type PurchaseParameters,
} from "./parameters.ts";

const weeksOfYear = 365.25 / 7;

/** @param rows `k_x`, `k_tx`, `k_t` in days */
export function applyPurchases(
  parameters: PurchaseParameters,
  rows: Numbers,
  { model, outputs }: PurchaseOptions,
): Numbers {
  const { k_x = new Float64Array(), k_tx, k_t } = rows;
  const histories = Array.from(k_x, (x, i) => ({
    x,
    tx: (k_tx?.[i] ?? 0) / 7,
    T: (k_t?.[i] ?? 0) / 7,
  }));
  const bounds = new Map<string, readonly ClvBounds[]>();
  const boundsOf = (output: ClvOutput, own: PurchaseParameters): readonly ClvBounds[] => {
    const both = outputName({ ...output, bound: "mean" });
    const found = bounds.get(both) ?? histories.map((h) => clvBounds(own, h, output));
    bounds.set(both, found);
    return found;
  };
  const intervals = new Map<string, Intervals>();
  const intervalsOf = (
    output: Exclude<PurchaseOutput, ClvOutput>,
    own: PurchaseParameters,
  ): Intervals => {
    const { bound: _, ...both } = output;
    const found = intervals.get(outputName(both)) ?? endsOf(own, histories, output);
    intervals.set(outputName(both), found);
    return found;
  };
  return Object.fromEntries(
    outputs.flatMap((output): readonly (readonly [string, Float64Array])[] => {
      const [name = "", ...further] = sideNames(output);
      const own = spendOf(parameters, output);
      if (output.kind === "clv" && isConfidence(output)) {
        // The weight is the estimate's own; of both ends, the first to be asked says how uncertain it is.
        if (output.bound === "high95") return [];
        const variances = histories.map((h) => clvVariance(own, h, output));
        return further.map((column, power) => [
          fittedColumn(model, column),
          Float64Array.from(variances, (variance) => variance[power] ?? Number.NaN),
        ]);
      }
      if (output.kind !== "clv" && output.bound !== undefined)
        return [
          [
            fittedColumn(model, name),
            intervalsOf(output, own)[output.bound === "low95" ? "low" : "high"],
          ],
        ];
      const found =
        output.kind === "p_alive" && hasEnds(outputs) ? intervalsOf(output, own).values : null;
      if (found !== null) return [[fittedColumn(model, name), found]];
      const values =
        output.kind === "clv" && output.bound !== "mean" && own.purchases !== null
          ? Float64Array.from(boundsOf(output, own), (pair) => pair[boundOf(output)])
          : valuesOf(output, own, histories);
      return [[fittedColumn(model, name), values]];
    }),
  );
}

type Intervals = {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The estimates, where they were found on the way. */
  readonly values: Float64Array | null;
};

/** Whether P(alive) is asked for with its interval: both come of one look at a history. */
const hasEnds = (outputs: readonly PurchaseOutput[]): boolean =>
  outputs.some((output) => output.kind === "p_alive" && output.bound !== undefined);

function endsOf(
  parameters: PurchaseParameters,
  histories: readonly History[],
  output: Exclude<PurchaseOutput, ClvOutput>,
): Intervals {
  const [low, high] = [new Float64Array(histories.length), new Float64Array(histories.length)];
  const values = new Float64Array(histories.length);
  const intervalOf = confidenceIntervals(parameters, output);
  let known = histories.length > 0;
  for (const [i, history] of histories.entries()) {
    const found = intervalOf(history);
    low[i] = found.low;
    high[i] = found.high;
    values[i] = found.value ?? 0;
    known &&= found.value !== undefined;
  }
  return { low, high, values: known ? values : null };
}

type ClvOutput = Extract<PurchaseOutput, { kind: "clv" }>;

const boundOf = ({ bound }: ClvOutput): "low" | "high" => (bound === "low" ? "low" : "high");

function valuesOf(
  output: PurchaseOutput,
  parameters: PurchaseParameters,
  histories: readonly History[],
): Float64Array {
  const { apart } = modelOf(parameters.model);
  if (output.kind !== "p_alive" || parameters.purchases === null || apart === undefined)
    return Float64Array.from(histories, (history) => valueOf(output, parameters, history));
  const alive = apart.alive(parameters.purchases);
  return Float64Array.from(histories, (history) => alive(history).value);
}

function valueOf(output: PurchaseOutput, parameters: PurchaseParameters, history: History): number {
  const { purchases } = parameters;
  if (purchases === null) return fallbackOf(output, parameters, history);
  const model = modelOf(parameters.model);
  switch (output.kind) {
    case "p_alive":
      return model.pAlive(purchases, history);
    case "expected_transactions":
      return model.expectedTransactions(purchases, history, output.horizon / 7);
    case "clv": {
      const weeks = output.horizon / 7;
      const count = discountedTransactions(model, purchases, history, weeks, output.discount);
      return count * spendWeight(parameters, history.x);
    }
  }
}

/** Times γ + what repeat purchases brought gives the expected amount of a purchase (Fader, Hardie 2013, eq. 5). */
export function spendWeight({ spend }: PurchaseParameters, x: number): number {
  if (spend === null) return 1;
  const [p, q] = spend;
  return p / (p * x + q - 1);
}

function fallbackOf(
  output: PurchaseOutput,
  { recency, ...parameters }: PurchaseParameters,
  { x, tx, T }: History,
): number {
  if (output.fallback === "none") return Number.NaN;
  switch (output.kind) {
    case "p_alive": {
      const days = Math.round((T - tx) * 7);
      const band = recency?.find(({ upTo }) => upTo === null || days <= upTo);
      return band?.share ?? Number.NaN;
    }
    case "expected_transactions":
      return x === 0 ? 0 : (x / T) * (output.horizon / 7);
    case "clv": {
      if (output.bound !== "mean") return Number.NaN;
      const rate = Math.log1p(output.discount) / weeksOfYear;
      const weeks = output.horizon / 7;
      const discounted = rate === 0 ? weeks : -Math.expm1(-rate * weeks) / rate;
      return x === 0 ? 0 : (x / T) * discounted * spendWeight({ ...parameters, recency }, x);
    }
  }
}
