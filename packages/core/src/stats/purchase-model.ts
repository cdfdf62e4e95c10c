import type { HistoryColumns, PurchaseHistory } from "./purchase-history.ts";
import type { Random } from "./variates.ts";

/** Four positive parameters in the order of the model's `parameterNames`. */
export type Four = readonly [number, number, number, number];

/** One customer's history; how many share it does not matter here. */
export type History = Omit<PurchaseHistory, "n">;

/** The log-likelihood at a point and its slope along the logarithm of each parameter. */
export type Evaluation = { readonly value: number; readonly gradient: Four };

/** P(alive) in [0, 1], and the slopes of ln (p / (1 − p)) along the logarithms of the parameters. */
export type Alive = { readonly value: number; readonly slopes: Four };

/** A "buy till you die" model: purchases at a rate of one's own until one silently leaves. Time in weeks. */
export type PurchaseModel = {
  readonly name: "bg_nbd" | "mbg_nbd" | "pareto_nbd";
  readonly parameterNames: readonly [string, string, string, string];
  readonly evaluate: (parameters: Four, columns: HistoryColumns) => Evaluation;
  /** The probability in [0, 1] that the customer has not left by T. */
  readonly pAlive: (parameters: Four, history: History) => number;
  /**
   * Where P(alive) takes long: with it, at once, how its log odds rise along the logarithm of each parameter, and expected
   * repeat purchases in (T, T + t] of someone who is still there, ≥ 0. Models without it are quick to ask again and again.
   */
  readonly apart?: {
    readonly alive: (parameters: Four) => (history: History) => Alive;
    readonly expectedIfAlive: (parameters: Four, history: History, t: number) => number;
  };
  /** Expected repeat purchases in (T, T + t] given the history, ≥ 0. */
  readonly expectedTransactions: (parameters: Four, history: History, t: number) => number;
  /** Expected repeat purchases of a new customer in the t weeks after the first purchase, ≥ 0. */
  readonly expectedTotal: (parameters: Four, t: number) => number;
  /** E[Y (Y − 1)] of the repeat purchases Y in (T, T + t] given the history, for their variance. */
  readonly expectedPairs: (parameters: Four, history: History, t: number) => number;
  /** Times of the repeat purchases of a new customer in the `end` weeks after the first purchase, in order. */
  readonly simulate: (parameters: Four, end: number, random: Random) => readonly number[];
  /** One draw of the repeat purchases in (T, T + t] given the history. */
  readonly drawFuture: (parameters: Four, history: History, t: number, random: Random) => number;
};
