/** Two snapshots compared: plain data, told by the views. */
import type { Drift, MetricDrift } from "./drift.ts";
import type { Migration, Way } from "./migration.ts";

/** A cause that could not be told from the others, and why. */
export type Unsplit = {
  readonly cause: "corrected" | "refit" | "rules";
  /** `files-changed`: the files of the new snapshot are not there any more. `not-computable`: the old configuration does not fit them. */
  readonly why: "files-changed" | "not-computable";
};

/** A customer who moved, with what they did before and after. */
export type Mover = {
  readonly id: string;
  readonly label: string | null;
  /** Of a segmentation whose segments overlap, the one that this is about. */
  readonly segment: string | null;
  readonly states: Way["states"];
  /** What they spent by the old snapshot. */
  readonly revenue: number;
  readonly values: Readonly<
    Record<"recency" | "frequency" | "monetary", readonly [number | null, number | null]>
  >;
};

export type SegmentationDiff = Migration & {
  readonly segmentation: string;
  /** Of a segmentation whose segments overlap each is counted alone, as in and out. */
  readonly assign: "first" | "all";
  /** Those who spend most first. */
  readonly movers: readonly Mover[];
  readonly unsplit: readonly Unsplit[];
  /** Of the sizes; where segments overlap, of the one that drifted furthest. `null` where a snapshot has no customers. */
  readonly drift: (Drift & { readonly segment: string | null }) | null;
};

export type SnapshotDiff = {
  /** Of the metrics that both have. */
  readonly drift: readonly MetricDrift[];
  readonly segmentations: readonly SegmentationDiff[];
  /** In the new snapshot only, or not comparable with the old one. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
};
