/** What a fit of purchases keeps for its customers: plain numbers, as the manifest stores them. */
import type { Matrix } from "../../stats/cholesky.ts";
import type { Four } from "../../stats/purchase-model.ts";
import type { Cube } from "../../stats/skewness.ts";
import type { SpendParameters } from "../../stats/gammagamma.ts";
import type { Json } from "../fit.ts";
import type { PurchaseModelName } from "../model-card.ts";
import { outputName } from "../../language/model/purchase-metric.ts";
import type { PurchaseMetric, PurchaseOutput } from "../../language/model/purchase-metric.ts";

/** One of ten groups of customers by the days since their last purchase, each of as many. */
export type RecencyBand = {
  /** The most days; `null` for the last band. */
  readonly upTo: number | null;
  /** Of them bought again in the held-out time. */
  readonly share: number;
};

export type PurchaseParameters = {
  readonly model: PurchaseModelName;
  /** In the order of the model; `null` where it was refused. */
  readonly purchases: Four | null;
  /** Of the logarithms of `purchases`. */
  readonly covariance: Matrix | null;
  /** Third derivatives of the log-likelihood along these logarithms; runs of before have none. */
  readonly third?: Cube | null;
  /** Of Gamma-Gamma; `null` where it was not asked for or was refused. */
  readonly spend: SpendParameters | null;
  /** Of the logarithms of `spend`. */
  readonly spendCovariance: Matrix | null;
  /** What a repeat purchase brings in the mean; `null` where there was none. */
  readonly meanSpend: number | null;
  /** For want of a model; `null` where there was no time to hold out. */
  readonly recency: readonly RecencyBand[] | null;
};

export type PurchaseOptions = {
  readonly model: PurchaseMetric["model"];
  readonly outputs: readonly PurchaseOutput[];
  /** D, ISO. */
  readonly asOf: string;
};

/** The parameters as an output looks at them: it may ask for each customer's own mean. */
export const spendOf = (
  parameters: PurchaseParameters,
  output: PurchaseOutput | undefined,
): PurchaseParameters =>
  output?.kind === "clv" && output.spend === "own_mean"
    ? { ...parameters, spend: null, spendCovariance: null }
    : parameters;

/** What a unit of spend is multiplied with to give the CLV. */
const weightName = (output: string): string => `${output}_weight`;

/** The columns that an output has in the side table; those of an end of CLV's confidence interval are the other end's too. */
export function sideNames(output: PurchaseOutput): readonly string[] {
  const name = outputName(output);
  if (output.kind !== "clv") return [name];
  if (!isConfidence(output)) return [weightName(name)];
  const estimate = outputName({ ...output, bound: "mean" });
  return [weightName(estimate), ...["1", "u", "uu"].map((term) => `${estimate}_variance_${term}`)];
}

/** Whether it is an end of a confidence interval. */
export const isConfidence = ({ bound }: PurchaseOutput): boolean =>
  bound === "low95" || bound === "high95";

/** Parameters and options go through JSON between threads and into the manifest; nobody else writes them. */
export const asJson = (value: PurchaseParameters | PurchaseOptions): Json => value;
export const parametersOf = (json: Json): PurchaseParameters => json as PurchaseParameters;
export const optionsOf = (json: Json): PurchaseOptions => json as unknown as PurchaseOptions;
