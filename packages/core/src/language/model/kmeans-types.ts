/** What `kind: kmeans` says, with names resolved. */
import type { Localised } from "../config/text.ts";
import type { Typed } from "./typed.ts";

type FeatureBase = {
  /** Its expression as it stands in the file. */
  readonly name: string;
  readonly title: Localised;
  /** How much its squared difference counts, above 0. */
  readonly weight: number;
};

/** How a feature is compared. */
export type FeatureSpec =
  | (FeatureBase & {
      readonly kind: "number";
      readonly transform: "none" | "log1p" | "yeo_johnson";
      readonly scale: "standard" | "robust" | "none";
    })
  | (FeatureBase & { readonly kind: "category" });

export type KMeansFeature = FeatureSpec & { readonly value: Typed };

export type KMeansSettings = {
  /** How many clusters are tried; the same twice where the file names one. */
  readonly k: { readonly from: number; readonly to: number };
  /** The least share of the smallest cluster, in [0, 1]. */
  readonly atLeast: number;
  readonly seed: number;
  /** How many customers are learned from. */
  readonly sample: number;
  readonly missing: "unassigned" | "typical";
  /** Only looks for the centres again, and judges no k: for estimating clusters once more from resampled customers. */
  readonly again?: true;
};
