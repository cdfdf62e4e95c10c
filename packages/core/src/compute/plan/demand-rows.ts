/** Rows by day of the sources whose work a plan forecasts. */
import type { PlanModel } from "../../language/model/plan-model.ts";
import type { Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { asc, cast, col, countAll, isNotNull, select } from "../../query/index.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import type { Prepared } from "../run/prepare.ts";
import { sourceRows } from "../run/source-rows.ts";
import type { RowsOfDay } from "./hours-demand.ts";

/** Reads them from the cache of the last run where the files are the same. */
export async function demandRows(
  lane: Lane,
  project: Project,
  prepared: Prepared,
  { demand }: Pick<PlanModel, "demand">,
  now: Date,
  options: QueryOptions,
): Promise<Result<ReadonlyMap<string, readonly RowsOfDay[]>, Problem>> {
  const { model } = prepared;
  if (model === undefined) return err(...prepared.problems);
  const read = await sourceRows(lane, project, prepared, model, now, options);
  if (!read.ok) return read;
  const found = new Map<string, readonly RowsOfDay[]>();
  for (const { source } of demand) {
    const lines =
      source === "transactions"
        ? read.value.transactions
        : read.value.others.find((other) => other.model.name === source)?.rows;
    if (lines === undefined) continue;
    const rows = await lane.rows(
      select({
        columns: { day: cast(col("day"), "varchar"), rows: countAll() },
        from: lines.read(),
        where: isNotNull(col("day")),
        groupBy: [col("day")],
        orderBy: [asc(col("day"))],
      }),
      options,
    );
    found.set(
      source,
      rows.map((row) => ({ day: sureText(row["day"]), rows: Number(row["rows"]) })),
    );
  }
  return ok(found);
}
