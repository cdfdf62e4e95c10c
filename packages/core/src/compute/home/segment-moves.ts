/** How many came to a segment and left it since an earlier run. */
import { idColumn, segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import type { Problem } from "../../problem.ts";
import {
  and,
  as,
  bool,
  coalesce,
  col,
  countAll,
  eq,
  join,
  named,
  not,
  select,
  text,
  type Scalar,
} from "../../query/index.ts";
import { ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { findSegmentation } from "../snapshot/look-up.ts";
import type { Base } from "../snapshot/open-base.ts";

export type SegmentMoves = { readonly joined: number; readonly left: number; readonly now: number };

/**
 * Of the customers whom `now` holds; who is new counts as joined.
 *
 * @returns `null` where the earlier run did not know the segment
 */
export async function segmentMoves(
  lane: Lane,
  old: Base,
  now: Base,
  asked: { readonly segmentation: string; readonly segment: string },
  options: QueryOptions = {},
): Promise<Result<SegmentMoves | null, Problem>> {
  const { segmentation: name, segment } = asked;
  const segmentation = findSegmentation(now, asked);
  if (!segmentation.ok) return segmentation;
  const column =
    segmentation.value.assign === "all" ? segmentColumn(name, segment) : segmentationColumn(name);
  if (!old.columns.has(column)) return ok(null);
  const within = (alias: string): Scalar =>
    coalesce(
      segmentation.value.assign === "all"
        ? col(column, alias)
        : eq(col(column, alias), text(segment)),
      bool(false),
    );
  const row = await lane.one(
    select({
      columns: [
        as("joined", countAll(and(within("n"), not(within("o"))))),
        as("left", countAll(and(within("o"), not(within("n"))))),
        as("now", countAll(within("n"))),
      ],
      from: named(now.customers, "n"),
      joins: [join("left", named(old.customers, "o"), eq(col(idColumn, "n"), col(idColumn, "o")))],
    }),
    options,
  );
  return ok({
    joined: Number(row["joined"]),
    left: Number(row["left"]),
    now: Number(row["now"]),
  });
}
