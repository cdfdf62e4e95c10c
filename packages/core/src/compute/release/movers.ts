/** Those whom a request moves, as somebody may see them. */
import { existsSync } from "node:fs";
import {
  as,
  asc,
  attach,
  col,
  countAll,
  desc,
  detach,
  eq,
  inList,
  join,
  named,
  select,
  text,
} from "../../query/index.ts";
import { builtinColumn, idColumn, labelColumn } from "../../domain/columns.ts";
import type { RequestMover, RequestMovers } from "../../host/protocol.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Viewer } from "../../viewer.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import { closeBase, openBase } from "../snapshot/open-base.ts";
import { seenBy, shownSegmentations } from "../snapshot/sight.ts";
import { movesFile } from "../snapshot/store.ts";
import { movesTable } from "./count-moves.ts";

export type MoversPage = { readonly offset: number; readonly limit: number };

/**
 * A page of them, those who spent most first.
 *
 * @returns `unknown-run` where the figures are not kept any more
 */
export async function requestMovers(
  lane: Lane,
  project: Project,
  run: string,
  viewer: Viewer,
  { offset, limit }: MoversPage,
  options: QueryOptions,
): Promise<Result<RequestMovers, Problem>> {
  const file = movesFile(project, run);
  if (!existsSync(file)) {
    const place = { file: `.clientele/runs/${run}`, range: fileStart };
    return err(problem("unknown-run", { run, nearest: "" }, place));
  }
  const base = await openBase(lane, project, run, false);
  if (!base.ok) return base;
  const alias = `${base.value.alias}_moves`;
  try {
    await lane.run(attach(file, alias, { readOnly: true }));
    try {
      const seen = await seenBy(lane, base.value, viewer, options);
      if (!seen.ok) return seen;
      const { customers, sight } = seen.value;
      const shown = shownSegmentations(seen.value).map((s) => text(s.name));
      const from = {
        from: named(movesTable(alias), "m"),
        joins: [join("inner", named(customers, "c"), eq(col(idColumn, "c"), col("id", "m")))],
        where: inList(col("segmentation", "m"), [...shown, text("")]),
      };
      const counted = await lane.one(select({ columns: { total: countAll() }, ...from }), options);
      const rows = await lane.rows(
        select({
          columns: [
            ...["id", "segmentation", "from", "to", "revenue"].map((c) => as(c, col(c, "m"))),
            as("label", col(labelColumn, "c")),
          ],
          ...from,
          orderBy: [
            desc(col("revenue", "m")),
            ...["id", "segmentation", "from", "to"].map((c) => asc(col(c, "m"))),
          ],
          limit,
          offset,
        }),
        options,
      );
      const priced = sight?.hidden.has(builtinColumn("monetary", null)) !== true;
      return ok({
        run,
        total: Number(counted["total"]),
        rows: rows.map((row): RequestMover => ({
          id: textOf(row["id"]) ?? "",
          label: sight?.byName === false ? null : textOf(row["label"]),
          segmentation: textOf(row["segmentation"]) ?? "",
          from: textOf(row["from"]),
          to: textOf(row["to"]),
          revenue: priced ? Number(row["revenue"]) : null,
        })),
      });
    } finally {
      await lane.run(detach(alias));
    }
  } finally {
    await closeBase(lane, base.value);
  }
}
