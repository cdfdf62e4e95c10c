/** What a metric asks of a model that is fitted: of purchases, or of contracts. */
import { contractGroup, type ContractMetric } from "./contract-metric.ts";
import { isEnd, type PurchaseMetric } from "./purchase-metric.ts";

export type FitMetric = PurchaseMetric | ContractMetric;

export const isContract = (fit: FitMetric): fit is ContractMetric =>
  fit.model === "shifted_beta_geometric";

/** Metrics with the same name share a fit. */
export const fitGroup = (fit: FitMetric): string =>
  isContract(fit) ? contractGroup(fit) : fit.model;

/** Whether it is an end of another metric's interval. */
export const isBound = (fit: FitMetric): boolean =>
  isContract(fit) ? fit.output.bound !== "mean" : isEnd(fit.output);
