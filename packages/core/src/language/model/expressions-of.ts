import type { SegmentationModel } from "./model.ts";
import type { Typed } from "./typed.ts";

/** Every expression of a segmentation. */
export function expressionsOf(segmentation: SegmentationModel): readonly Typed[] {
  const { among } = segmentation;
  return [...ownExpressions(segmentation), ...(among === null ? [] : [among.rule])];
}

function ownExpressions(segmentation: SegmentationModel): readonly Typed[] {
  switch (segmentation.kind) {
    case "rules":
      return segmentation.segments.flatMap((s) => s.when ?? []);
    case "tiers":
      return [
        segmentation.by,
        ...(segmentation.withinEach === null ? [] : [segmentation.withinEach]),
      ];
    case "score":
      return [
        ...segmentation.groups.flatMap((g) => g.criteria.map((c) => c.by)),
        ...(segmentation.per === null ? [] : [segmentation.per]),
        ...(segmentation.withinEach === null ? [] : [segmentation.withinEach]),
      ];
    case "matrix":
      return [
        segmentation.rows.by,
        segmentation.columns.by,
        ...(segmentation.withinEach === null ? [] : [segmentation.withinEach]),
      ];
    case "kmeans":
      return segmentation.features.map((f) => f.value);
    case "rfm":
    case "lifecycle":
      return segmentation.withinEach === null ? [] : [segmentation.withinEach];
  }
}
