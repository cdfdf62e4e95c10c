import type { SegmentationModel } from "../../language/model/model.ts";
import type { Added, Fit, FittedNodes } from "../fit.ts";

export type { Added } from "../fit.ts";

/**
 * How a kind assigns: levels of columns, each computed from the columns before it. The last level holds the assignment:
 * `segmentationColumn`, or one `segmentColumn` a segment where a customer can be in several.
 */
export type KindPlan = {
  readonly levels: readonly (readonly Added[])[];
  /** Columns of earlier levels that nobody needs after the last. */
  readonly temporary?: readonly string[];
};

export type KindContext = {
  /** The as-of date, ISO. */
  readonly asOf: string;
  /** Keys of metrics and segmentations, for columns that are named by their content. */
  readonly keys: ReadonlyMap<string, string>;
  /** Segmentations whose assignments of the prior are at hand, as `priorColumn`s. */
  readonly held: ReadonlySet<string>;
  /** The day on which it is asked how long a lower tier has stood, ISO; default `asOf`. */
  readonly heldOn?: string;
  /** What was learned, by the fit's name: there for every fit of the model. */
  readonly fitted: FittedNodes;
};

/** What is known when it is asked what must be learned. */
export type FitPlace = Pick<KindContext, "asOf" | "keys">;

export type Kind<M extends SegmentationModel> = {
  readonly plan: (model: M, context: KindContext) => KindPlan;
  /** What it learns before it assigns. */
  readonly fit?: (model: M, place: FitPlace) => Fit;
};
