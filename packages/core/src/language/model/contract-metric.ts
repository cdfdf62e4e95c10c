/** What a metric asks of a model of contracts. */

/**
 * The estimate; an end of its 95 % confidence interval (`low`, `high`); or of the interval in which four of five contracts like
 * it end (`likely_low`, `likely_high`).
 */
export type ContractBound = "mean" | "low" | "high" | "likely_low" | "likely_high";

type Asked = {
  readonly fallback: "naive_rate" | "none";
  readonly bound: ContractBound;
};

export type ContractOutput =
  /** The probability in [0, 1] that the contract is renewed when that is next due. */
  | (Asked & { readonly kind: "renewal" })
  /** The probability in [0, 1] that it outlasts every renewal due in the next `horizon` days. */
  | (Asked & { readonly kind: "survival"; readonly horizon: number })
  /** How often it will be renewed in the next `horizon` days. */
  | (Asked & { readonly kind: "remaining"; readonly horizon: number })
  /** What these renewals bring, discounted; a year's rate as a share: 0.1 is 10 %. */
  | (Asked & { readonly kind: "clv"; readonly horizon: number; readonly discount: number });

export type ContractMetric = {
  readonly model: "shifted_beta_geometric";
  /** A source of spans. */
  readonly source: string;
  /** From one renewal to the next. */
  readonly period: { readonly count: number; readonly unit: "days" | "months" };
  readonly output: ContractOutput;
};

/** Contracts with the same name share a fit. @example contractGroup({ source: "holdings", period: { count: 1, unit: "months" } }) // => "sbg.holdings.1months" */
export const contractGroup = ({
  source,
  period,
}: Pick<ContractMetric, "source" | "period">): string =>
  `sbg.${source}.${period.count}${period.unit}`;

/** A name that says all of an output. */
export function contractOutputName(output: ContractOutput): string {
  const { kind, fallback } = output;
  const bound = output.bound === "mean" ? "" : `_${output.bound}`;
  const horizon = kind === "renewal" ? "" : `_${output.horizon}`;
  const discount = kind === "clv" ? `_${output.discount}` : "";
  return `${kind}${horizon}${discount}_${fallback}${bound}`;
}
