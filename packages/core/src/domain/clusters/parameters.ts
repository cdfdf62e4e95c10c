/** What a fit of clusters found: enough to put a customer into a cluster, in SQL and in TypeScript alike. */
import type { Localised } from "../../language/config/text.ts";
import type { Piecewise } from "./piecewise.ts";

/** How a number becomes a position: p = round((f(x) − centre) · factor · 10⁶), f the transform. */
export type NumberScale = {
  readonly kind: "number";
  /** λ of Yeo–Johnson; `null` for other transforms. */
  readonly lambda: number | null;
  /** `null`: f(x) = x. */
  readonly curve: Piecewise | null;
  readonly centre: number;
  /** √weight / spread. */
  readonly factor: number;
  /** What stands for a missing value; `null`: the customer is in no cluster. */
  readonly fill: number | null;
};

export type CategoryScale = {
  readonly kind: "category";
  /** The values that a cluster can be typical for, most frequent first. */
  readonly values: readonly string[];
  /** What another value costs, in squared positions. */
  readonly cost: number;
  readonly fill: string | null;
};

export type FeatureScale = NumberScale | CategoryScale;

export type Cluster = {
  readonly id: string;
  readonly title: Localised;
  /** For each feature a position, or the most frequent category. */
  readonly centre: readonly (number | string | null)[];
  readonly customers: number;
};

export type ClusterParameters = {
  /** The features, by name, in the order of the configuration. */
  readonly names: readonly string[];
  readonly scales: readonly FeatureScale[];
  readonly clusters: readonly Cluster[];
};
