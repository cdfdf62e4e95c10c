/** What a fit of purchases keeps for its customers: plain numbers, as the manifest stores them. */
import type { Four } from "../../stats/purchase-model.ts";
import type { SpendParameters } from "../../stats/gammagamma.ts";
import type { Json } from "../fit.ts";
import type { PurchaseModelName } from "../model-card.ts";
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
  /** Of Gamma-Gamma; `null` where it was not asked for or was refused. */
  readonly spend: SpendParameters | null;
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
    ? { ...parameters, spend: null }
    : parameters;

/** What a unit of spend is multiplied with to give the CLV. */
export const weightName = (output: string): string => `${output}_weight`;

/** Parameters and options go through JSON between threads and into the manifest; nobody else writes them. */
export const asJson = (value: PurchaseParameters | PurchaseOptions): Json => value;
export const parametersOf = (json: Json): PurchaseParameters => json as PurchaseParameters;
export const optionsOf = (json: Json): PurchaseOptions => json as unknown as PurchaseOptions;
