import type { Model, SegmentModel } from "../../language/model/model.ts";
import { clusterParameters } from "./cluster-learner.ts";
import type { FittedNodes } from "../fit.ts";

/**
 * A model whose clusters are those that were found: ids without a cluster are left out, and each is called by its traits where
 * the project does not say how.
 *
 * @param fitted what was learned
 */
export function withClusters(model: Model, fitted: FittedNodes): Model {
  if (!model.segmentations.some((s) => s.kind === "kmeans")) return model;
  const segmentations = model.segmentations.map((s) => {
    if (s.kind !== "kmeans") return s;
    const { clusters } = clusterParameters(fitted.get(s.name)?.parameters ?? null);
    const found = new Map(clusters.map((c) => [c.id, c.title]));
    const segments = s.segments.flatMap((segment): readonly SegmentModel[] => {
      const title = found.get(segment.id);
      if (title === undefined) return [];
      return [s.titled.includes(segment.id) ? segment : { ...segment, title }];
    });
    return { ...s, segments };
  });
  return { ...model, segmentations };
}
