/** What a metric asks of a model of purchases. */

export type PurchaseModelChoice = "auto" | "pareto_nbd" | "bg_nbd" | "mbg_nbd";

/** An end of the 95 % confidence interval of the estimate itself. */
export type Confidence = "low95" | "high95";

export type PurchaseOutput =
  /** The probability in [0, 1] that the customer has not left for good. */
  | { readonly kind: "p_alive"; readonly fallback: "recency" | "none"; readonly bound?: Confidence }
  /** Purchases within the next `horizon` days. */
  | {
      readonly kind: "expected_transactions";
      readonly horizon: number;
      readonly fallback: "naive_rate" | "none";
      readonly bound?: Confidence;
    }
  /** What they bring, discounted, with the bounds of the interval in which four of five customers like this one end. */
  | {
      readonly kind: "clv";
      /** Days. */
      readonly horizon: number;
      /** A year, as a share: 0.1 is 10 %. */
      readonly discount: number;
      readonly spend: "gamma_gamma" | "own_mean";
      readonly bound: "mean" | "low" | "high" | Confidence;
      readonly fallback: "naive_rate" | "none";
    };

export type PurchaseMetric = {
  readonly model: PurchaseModelChoice;
  readonly output: PurchaseOutput;
};

/** Whether it is an end of another output's interval. */
export const isEnd = (output: PurchaseOutput): boolean =>
  output.kind === "clv" ? output.bound !== "mean" : output.bound !== undefined;

/** A name that says all of an output. @example outputName({ kind: "p_alive", fallback: "none" }) // => "p_alive_none" */
export function outputName(output: PurchaseOutput): string {
  const bound = output.bound === undefined || output.bound === "mean" ? "" : `_${output.bound}`;
  switch (output.kind) {
    case "p_alive":
      return `p_alive_${output.fallback}${bound}`;
    case "expected_transactions":
      return `expected_${output.horizon}_${output.fallback}${bound}`;
    case "clv": {
      return `clv_${output.horizon}_${output.discount}_${output.spend}_${output.fallback}${bound}`;
    }
  }
}
