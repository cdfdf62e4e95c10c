/** Where shares and quantiles of a run came to lie: the values from which on customers are in a tier, a band, a segment of a score. */
import { ofUnit, rawTierColumn, segmentationColumn } from "../../domain/columns.ts";
import { bandColumns } from "../../domain/segmentation/bands.ts";
import { groupColumn } from "../../domain/segmentation/participation.ts";
import { scoreColumnsOf } from "../../domain/segmentation/score.ts";
import { tierColumns } from "../../domain/segmentation/tiers.ts";
import type { Cuts } from "../../language/authoring/inlay-hints.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { tierCuts } from "./look-up.ts";
import type { Base } from "./open-base.ts";

/** The columns of a banded value: who is in which band, and by what. */
type Ranked = {
  /** Before the id of each band, such as `rows.`. */
  readonly prefix: string;
  readonly band: string;
  readonly value: string;
};

/**
 * The cuts of every segmentation of a run that ranks all its customers together. Those that rank apart (`within_each`) have
 * a cut for each group, and are left out.
 *
 * @returns the smallest value in each tier (by its id), band (`rows.ID`, `columns.ID`) and segment of a score (by its id)
 */
export async function shareCuts(lane: Lane, base: Base, options: QueryOptions = {}): Promise<Cuts> {
  const keys = nodeKeys(base.model);
  const cuts: Record<string, Cuts[string]> = {};
  for (const segmentation of base.model.segmentations) {
    const from: Record<string, number> = {};
    for (const { prefix, band, value } of rankedIn(segmentation, keys)) {
      if (!base.columns.has(band) || !base.columns.has(value)) continue;
      const found = await tierCuts(lane, base, band, value, null, options);
      for (const [id, cut] of found) if (Number.isFinite(cut)) from[prefix + id] = cut;
    }
    const key = keys.get(segmentation.name);
    if (key !== undefined && Object.keys(from).length > 0) cuts[segmentation.name] = { key, from };
  }
  return cuts;
}

function rankedIn(
  segmentation: SegmentationModel,
  keys: ReadonlyMap<string, string>,
): readonly Ranked[] {
  if (groupColumn(segmentation) !== undefined) return [];
  const { name, unit } = segmentation;
  switch (segmentation.kind) {
    case "tiers": {
      const band = segmentation.hold === null ? segmentationColumn(name) : rawTierColumn(name);
      const { value } = tierColumns(segmentation, keys);
      return [{ prefix: "", band, value: ofUnit(unit, value) }];
    }
    case "score": {
      const { score } = scoreColumnsOf(segmentation, keys);
      return [{ prefix: "", band: segmentationColumn(name), value: ofUnit(unit, score) }];
    }
    case "matrix":
      return (["rows", "columns"] as const).flatMap((side) => {
        const axis = segmentation[side];
        if (axis.by.type === "text") return [];
        const { band, value } = bandColumns(axis, segmentation, keys);
        return [{ prefix: `${side}.`, band: ofUnit(unit, band), value: ofUnit(unit, value) }];
      });
    default:
      return [];
  }
}
