/** Warns where ties leave a score of an RFM segmentation empty: the map then has segments that nobody can reach. */
import {
  and,
  as,
  col,
  countAll,
  eq,
  int,
  select,
  type Relation,
  type SelectColumn,
} from "../../query/index.ts";
import { ofUnit } from "../../domain/columns.ts";
import { scoreColumns } from "../../domain/segmentation/rfm.ts";
import { rfmTies, type ScoreCounts } from "../../language/analysis/rfm-ties.ts";
import type { Model, RfmModel } from "../../language/model/model.ts";
import { nodeKeys } from "../../language/model/keys.ts";
import type { Problem } from "../../problem.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { standsForUnit } from "./summary.ts";

/** The warnings of all RFM segmentations of a run. @param customers the run's customers table */
export async function rfmWarnings(
  lane: Lane,
  customers: Relation,
  model: Model,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const warnings: Problem[] = [];
  const keys = nodeKeys(model);
  for (const segmentation of model.segmentations)
    // Groups of few customers leave scores empty without any tie.
    if (segmentation.kind === "rfm" && segmentation.withinEach === null)
      warnings.push(
        ...rfmTies(segmentation, await scoreCounts(lane, customers, segmentation, keys, options)),
      );
  return warnings;
}

async function scoreCounts(
  lane: Lane,
  customers: Relation,
  model: RfmModel,
  keys: ReadonlyMap<string, string>,
  options: QueryOptions,
): Promise<readonly ScoreCounts[]> {
  const columns = scoreColumns(model, keys);
  const usesMonetary = model.segments.some((s) => s.cells.some((c) => c.monetary !== null));
  const scored: readonly (readonly [ScoreCounts["metric"], string])[] = [
    ["recency", columns.r],
    ["frequency", columns.f],
    ...(usesMonetary ? [["monetary", columns.m] as const] : []),
  ];
  const scores = Array.from({ length: model.scale }, (_, i) => i + 1);
  const counted = standsForUnit(model);
  const counts = scored.flatMap(([metric, column]): readonly SelectColumn[] =>
    scores.map((score) =>
      as(
        `${metric} ${score}`,
        countAll(and(counted, eq(col(ofUnit(model.unit, column)), int(score)))),
      ),
    ),
  );
  const row = await lane.one(select({ columns: counts, from: customers }), options);
  return scored.map(([metric]) => ({
    metric,
    customers: scores.map((score) => Number(row[`${metric} ${score}`])),
  }));
}
