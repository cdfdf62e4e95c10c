/** Reads the calendar's closed days. */
import {
  add,
  and,
  as,
  asc,
  cast,
  col,
  int,
  isNotNull,
  isNull,
  select,
  tryCast,
  type Scalar,
} from "../../query/index.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import type { CalendarModel } from "../../language/model/model.ts";
import { problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { sureText, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { dataPlace } from "./data-problem.ts";
import { headerLines, rawColumn, readTable, rowColumn } from "./read-table.ts";
import type { DataFile } from "./resolve-files.ts";

type CalendarInput = {
  readonly model: CalendarModel;
  readonly source: CatalogSource;
  readonly files: readonly DataFile[];
};

/** The closed days in order, ISO, each once. @returns a problem where a cell is no date; empty cells are skipped */
export async function closedDays(
  lane: Lane,
  { model, source, files }: CalendarInput,
  options: QueryOptions,
): Promise<Result<readonly string[], Problem>> {
  const table = { format: model.format, textColumns: [] };
  const day: Scalar = cast(tryCast(col(model.column), "timestamp"), "date");
  const header = headerLines(model.format);
  const raw = rawColumn(model.column);
  for (const file of files) {
    const wrong = await lane.rows(
      select({
        columns: [as("line", add(col(rowColumn), int(header))), as("value", col(raw))],
        from: readTable(table, [file], source, true),
        where: and(isNotNull(col(raw)), isNull(day)),
        orderBy: [asc(col(rowColumn))],
      }),
      options,
    );
    const [first] = wrong;
    if (first === undefined) continue;
    const line = Number(first["line"]);
    const value = textOf(first["value"]) ?? "";
    const values = { column: model.column, path: file.name, count: wrong.length, line, value };
    const related = [model.place];
    return err(problem("impossible-dates", values, dataPlace(file.name, line), { related }));
  }
  const rows = await lane.rows(
    select({
      columns: [as("day", cast(day, "varchar"))],
      from: readTable(table, files, source),
      where: isNotNull(day),
      groupBy: [day],
      orderBy: [asc(day)],
    }),
    options,
  );
  return ok(rows.map((row) => sureText(row["day"])));
}
