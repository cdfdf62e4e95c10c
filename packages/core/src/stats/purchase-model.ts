import type { HistoryColumns, PurchaseHistory } from "./purchase-history.ts";

/** Four positive parameters in the order of the model's `parameterNames`. */
export type Four = readonly [number, number, number, number];

/** One customer's history; how many share it does not matter here. */
export type History = Omit<PurchaseHistory, "n">;

/** The log-likelihood at a point and its slope along the logarithm of each parameter. */
export type Evaluation = { readonly value: number; readonly gradient: Four };

/** A "buy till you die" model: purchases at a rate of one's own until one silently leaves. Time in weeks. */
export type PurchaseModel = {
  readonly name: "bg_nbd" | "mbg_nbd" | "pareto_nbd";
  readonly parameterNames: readonly [string, string, string, string];
  readonly evaluate: (parameters: Four, columns: HistoryColumns) => Evaluation;
  /** The probability in [0, 1] that the customer has not left by T. */
  readonly pAlive: (parameters: Four, history: History) => number;
  /** Expected repeat purchases in (T, T + t] given the history, ≥ 0. */
  readonly expectedTransactions: (parameters: Four, history: History, t: number) => number;
  /** Expected repeat purchases of a new customer in the t weeks after the first purchase, ≥ 0. */
  readonly expectedTotal: (parameters: Four, t: number) => number;
};
