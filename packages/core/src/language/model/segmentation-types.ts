/** Segmentations of each kind, as they are computed. */
import type { Place } from "../../problem.ts";
import type { Localised } from "../config/text.ts";
import type { KMeansFeature, KMeansSettings } from "./kmeans-types.ts";
import type { Typed } from "./typed.ts";

export type SegmentModel = {
  readonly id: string;
  readonly title: Localised;
  /** Where its id stands. */
  readonly place: Place;
};

export type SegmentationBase = {
  readonly name: string;
  readonly title: Localised;
  readonly assign: "first" | "all";
  readonly place: Place;
  /** What is assigned: `parent`, `root` or a group's name; `null` for each customer. */
  readonly unit: string | null;
  /** Who takes part, with the rule as it stands in the file; `null` for everybody. */
  readonly among: { readonly rule: Typed; readonly text: string } | null;
};

export type RulesModel = SegmentationBase & {
  readonly kind: "rules";
  /** In file order. `when` null is `else`: everyone whom no earlier rule took. */
  readonly segments: readonly (SegmentModel & {
    readonly when: Typed | null;
    readonly text: string;
    readonly whenPlace: Place;
  })[];
};

/** How values become scores: by rank (default), by type-7 quantiles, or by fixed cuts, ascending. */
export type RfmScores =
  | { readonly kind: "quantiles" }
  | {
      readonly kind: "cuts";
      readonly recency: readonly number[];
      readonly frequency: readonly number[];
      readonly monetary: readonly number[];
    };

export type RfmModel = SegmentationBase & {
  readonly kind: "rfm";
  readonly scale: number;
  /** Left out: by rank. */
  readonly scores?: RfmScores;
  /** Days for frequency and monetary; recency always looks at all time. */
  readonly within: number | null;
  /** The attribute by which customers are ranked apart. */
  readonly withinEach: Typed | null;
  /** Each segment holds rectangles of scores; `monetary` null holds all monetary scores. */
  readonly segments: readonly (SegmentModel & {
    readonly cells: readonly {
      readonly recency: readonly [number, number];
      readonly frequency: readonly [number, number];
      readonly monetary: readonly [number, number] | null;
    }[];
  })[];
  /** The segment of customers without an order; `null` leaves them unassigned. */
  readonly others: { readonly id: string; readonly title: Localised } | null;
};

export type TiersModel = SegmentationBase & {
  readonly kind: "tiers";
  /** A number for each customer. */
  readonly by: Typed;
  /** The attribute by which customers are ranked apart; NULL is a group of its own. */
  readonly withinEach: Typed | null;
  /** Days that a lower tier must have stood in published runs before a customer goes down; `null` at once. */
  readonly hold: number | null;
  readonly segments: readonly (SegmentModel & {
    readonly cut:
      | { readonly kind: "top"; readonly share: number; readonly of: "value" | "customers" }
      | { readonly kind: "at-least"; readonly value: string }
      | { readonly kind: "rest" };
  })[];
};

/** A stage of a customer's life; METHODS tells them. */
export type Stage =
  | "prospect"
  | "lost"
  | "returned"
  | "dormant"
  | "at_risk"
  | "first_time"
  | "loyal"
  | "active";

export type LifecycleModel = SegmentationBase & {
  readonly kind: "lifecycle";
  /** Days of recency beyond which a customer is lost. */
  readonly lostAfter: number;
  /** Days: away for longer than `gap` before the last order, which is at most `within` ago. */
  readonly returned: { readonly gap: number; readonly within: number };
  /** Rhythms without an order. */
  readonly dormantAfter: number;
  readonly atRiskAfter: number;
  /** At least so many orders in so many days. */
  readonly loyal: { readonly orders: number; readonly within: number };
  /** The attribute by which the mean gap of all is taken apart. */
  readonly withinEach: Typed | null;
  /** Each stage is in one segment. */
  readonly segments: readonly (SegmentModel & { readonly stages: readonly Stage[] })[];
};

/** Which values a band holds, where no band before it does. */
export type BandTest =
  | { readonly kind: "at-least"; readonly value: string }
  /** Fewer than this share of those whose value is known have a greater one. */
  | { readonly kind: "top"; readonly share: number }
  | { readonly kind: "in"; readonly values: readonly string[] }
  /** `1 + ⌊of · (customers strictly lower) / N⌋` is `at`. */
  | { readonly kind: "quantile"; readonly of: number; readonly at: number }
  /** Every value that is known. */
  | { readonly kind: "rest" };

export type BandModel = { readonly id: string; readonly title: Localised; readonly test: BandTest };

export type AxisModel = {
  /** `null`: what people call `by`. */
  readonly title: Localised | null;
  readonly by: Typed;
  /** In the order in which they are tried. */
  readonly bands: readonly BandModel[];
};

export type MatrixModel = SegmentationBase & {
  readonly kind: "matrix";
  readonly rows: AxisModel;
  readonly columns: AxisModel;
  /** The attribute by which customers are ranked apart. */
  readonly withinEach: Typed | null;
  /** Each segment holds rectangles of cells: ids of bands. */
  readonly segments: readonly (SegmentModel & {
    readonly cells: readonly {
      readonly rows: readonly string[];
      readonly columns: readonly string[];
    }[];
  })[];
};

/** What makes a score, and how its value becomes points in [0, 100]. */
export type CriterionModel = {
  readonly id: string;
  readonly title: Localised;
  readonly by: Typed;
  /** Above zero, beside the other criteria of its group. */
  readonly weight: number;
  readonly points:
    /** 0 at `from`, 100 at `to`, in between in proportion. */
    | { readonly kind: "scale"; readonly from: number; readonly to: number }
    | { readonly kind: "rank"; readonly better: "high" | "low" }
    | {
        readonly kind: "steps";
        readonly steps: readonly { readonly test: BandTest; readonly points: number }[];
      };
  /** Points where the value is not known; `null`: then there is no score. */
  readonly unknown: number | null;
};

export type ScoreModel = SegmentationBase & {
  readonly kind: "score";
  /** What is scored by the means of its customers; `null`: each customer. */
  readonly per: Typed | null;
  readonly combine: "average" | "multiply";
  readonly groups: readonly {
    readonly id: string;
    readonly title: Localised;
    readonly weight: number;
    readonly criteria: readonly CriterionModel[];
  }[];
  /** The attribute by which customers are ranked apart. */
  readonly withinEach: Typed | null;
  readonly sensitivity: { readonly draws: number; readonly spread: number };
  /** Tests on the score, in the order in which they are tried. */
  readonly segments: readonly (SegmentModel & { readonly test: BandTest })[];
};

/** Clusters of customers who are alike in some features. */
export type KMeansModel = SegmentationBase & {
  readonly kind: "kmeans";
  readonly features: readonly KMeansFeature[];
  readonly settings: KMeansSettings;
  /** The ids that clusters can have. */
  readonly ids: readonly string[];
  /** Those of them whose title the file gives. */
  readonly titled: readonly string[];
  /** One for each id; after a run those that there are, titled by their traits. */
  readonly segments: readonly SegmentModel[];
};

export type SegmentationModel =
  | RulesModel
  | RfmModel
  | TiersModel
  | LifecycleModel
  | MatrixModel
  | ScoreModel
  | KMeansModel;
