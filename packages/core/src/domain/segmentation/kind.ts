import type { Scalar } from "../../query/index.ts";
import type { SegmentationModel } from "../../language/model/model.ts";

/** A column that a kind adds to the customers table. */
export type Added = { readonly name: string; readonly value: Scalar };

/**
 * How a kind assigns: levels of columns, each computed from the columns before it. The last level holds the assignment:
 * `segmentationColumn`, or one `segmentColumn` a segment where a customer can be in several.
 */
export type KindPlan = { readonly levels: readonly (readonly Added[])[] };

export type KindContext = {
  /** The as-of date, ISO. */
  readonly asOf: string;
  /** Keys of metrics and segmentations, for columns that are named by their content. */
  readonly keys: ReadonlyMap<string, string>;
  /** Segmentations whose assignments of the prior are at hand, as `priorColumn`s. */
  readonly held: ReadonlySet<string>;
};

export type Kind<M extends SegmentationModel> = {
  readonly plan: (model: M, context: KindContext) => KindPlan;
};
