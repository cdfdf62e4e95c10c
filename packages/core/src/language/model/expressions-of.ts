import type { SegmentationModel } from "./model.ts";
import type { Typed } from "./typed.ts";

/** Every expression of a segmentation. */
export function expressionsOf(segmentation: SegmentationModel): readonly Typed[] {
  switch (segmentation.kind) {
    case "rules":
      return segmentation.segments.flatMap((s) => s.when ?? []);
    case "tiers":
      return [segmentation.by];
    case "rfm":
      return [];
  }
}
