/** How many of the customers that somebody sees are in each segment of a snapshot. */
import { nodeKeys } from "../../language/model/keys.ts";
import type { PreviewResult, SegmentationCount } from "../../host/protocol.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { segmentsOf } from "../preview/preview.ts";
import { outsideCount, segmentCounts } from "../run/summary.ts";
import type { Base } from "./open-base.ts";
import { shownSegmentations } from "./sight.ts";

/**
 * Counts a snapshot as a preview counts texts, without moves: it is compared with itself.
 *
 * @param base what the viewer sees
 * @param only these segmentations; all where none are named
 */
export async function countBase(
  lane: Lane,
  base: Base,
  only: readonly string[] | undefined,
  options: QueryOptions = {},
): Promise<Omit<PreviewResult, "base">> {
  const started = performance.now();
  const { model, sight, manifest } = base;
  const customers = sight?.customers ?? manifest.summary.customers;
  const keys = nodeKeys(model);
  const counted: SegmentationCount[] = [];
  for (const segmentation of shownSegmentations(base)) {
    if (only?.includes(segmentation.name) === false) continue;
    const { name, title, kind, assign, unit } = segmentation;
    const counts = await segmentCounts(lane, base.customers, segmentation, options);
    const outside = await outsideCount(lane, base.customers, segmentation, keys, options);
    const nowhere = counts.get(null)?.customers ?? 0;
    counted.push({
      id: name,
      title,
      kind,
      assign,
      file: segmentation.place.file,
      ...(unit === null ? {} : { unit }),
      segments: segmentsOf(segmentation).map((segment) => {
        const size = counts.get(segment.id) ?? { customers: 0, revenue: 0, units: 0 };
        return {
          ...segment,
          customers: size.customers,
          ...(unit === null ? {} : { units: size.units }),
          share: customers === 0 ? 0 : size.customers / customers,
          revenue: size.revenue,
          before: size.customers,
        };
      }),
      unassigned: nowhere - (outside ?? 0),
      ...(outside === undefined ? {} : { outside }),
      moves: [],
    });
  }
  return {
    asOf: manifest.asOf,
    customers,
    currency: model.currency,
    milliseconds: performance.now() - started,
    segmentations: counted,
    problems: [],
  };
}
