/** What segments hold: counts of texts as they are now, and distributions. */
import type { Problem } from "../../problem.ts";
import type { BaseInfo, SegmentInfo, SegmentationInfo } from "./project.ts";

export type SegmentCount = SegmentInfo & {
  readonly customers: number;
  /** How many units, where the segmentation is of units. */
  readonly units?: number;
  /** Of all customers, in [0, 1]. */
  readonly share: number;
  /** Their net revenue up to the as-of date, in the project's currency. */
  readonly revenue: number;
  /** Customers in the base snapshot; `null` when the base does not have this segment. */
  readonly before: number | null;
};

/** Customers who would change segment against the base; `null` is "in no segment". */
export type Move = {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
  readonly revenue: number;
};

export type SegmentationCount = Omit<SegmentationInfo, "segments"> & {
  /** What is assigned where it is not each customer: `parent`, `root` or a group. `customers` counts its members all the same. */
  readonly unit?: string;
  readonly file: string;
  readonly segments: readonly SegmentCount[];
  /** Customers who take part and are in no segment. */
  readonly unassigned: number;
  /** Customers who do not take part, where `among` says who does. Shares are of all customers all the same. */
  readonly outside?: number;
  readonly moves: readonly Move[];
};

export type PreviewResult = {
  readonly base: BaseInfo | null;
  /** What is compared with, where that is another run than `base`. */
  readonly against?: BaseInfo;
  readonly asOf: string | null;
  readonly customers: number;
  readonly currency: string;
  /** Time in the engine, in milliseconds. */
  readonly milliseconds: number;
  readonly segmentations: readonly SegmentationCount[];
  readonly problems: readonly Problem[];
};

export type Histogram = {
  readonly metric: string;
  readonly customers: number;
  readonly nulls: number;
  readonly minimum: number | null;
  readonly median: number | null;
  readonly maximum: number | null;
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly customers: number;
  }[];
};
