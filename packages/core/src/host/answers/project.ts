/** What a project is, as surfaces see it. */
import type { StrategyInfo } from "../../domain/strategy/strategy-info.ts";
import type { Localised } from "../../language/config/text.ts";
import type { Pii } from "../../pii.ts";
import type { Problem } from "../../problem.ts";

export type SegmentInfo = { readonly id: string; readonly title: Localised };
export type SegmentationInfo = {
  readonly id: string;
  readonly title: Localised;
  readonly kind: "rules" | "rfm" | "tiers" | "lifecycle" | "matrix" | "score" | "kmeans";
  /** `all`: a customer can be in several segments at once. */
  readonly assign: "first" | "all";
  readonly segments: readonly SegmentInfo[];
};

/** The snapshot that look-ups answer from. */
export type BaseInfo = {
  readonly run: string;
  readonly asOf: string;
  readonly published: boolean;
  readonly customers: number;
};

export type ProjectInfo = {
  readonly name: Localised;
  readonly locale: string;
  readonly currency: string;
  readonly timezone: string;
  /** `null` until there is a run. */
  readonly base: BaseInfo | null;
  readonly segmentations: readonly SegmentationInfo[];
  /** Names of metrics and attributes that can be shown, sorted and searched by. */
  readonly metrics: readonly MetricInfo[];
  /** The winning one first; left out where there are none. */
  readonly strategies?: readonly StrategyInfo[];
  readonly problems: readonly Problem[];
};

/** A metric or an attribute. An attribute whose name a metric has is `customers.name`. */
export type MetricInfo = {
  readonly id: string;
  readonly kind: "metric" | "attribute";
  readonly title: Localised;
  readonly type: "number" | "text" | "date" | "boolean";
  readonly unit: "money" | "days" | "orders" | "share" | null;
  readonly pii: Pii | null;
  /** Shown only on request. */
  readonly sensitive: boolean;
  /** What a fitted model says of the customer. */
  readonly estimate?: EstimateInfo;
};

/** What is estimated, how far ahead in days where that is asked, and the metrics that are the ends of its 80 % interval. */
export type EstimateInfo = {
  readonly of: "p_alive" | "expected_transactions" | "clv" | "renewal" | "survival" | "remaining";
  readonly horizon: number | null;
  readonly interval: readonly [low: string, high: string] | null;
  /** The metrics that are the ends of the 95 % confidence interval of the estimate itself. */
  readonly confidence: readonly [low: string, high: string];
};
