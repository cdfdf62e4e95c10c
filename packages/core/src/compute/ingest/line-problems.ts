/** Finds rows of transactions that cannot be right, and the first place of each kind. */
import {
  add,
  and,
  as,
  asc,
  col,
  date,
  gt,
  int,
  isNotNull,
  isNull,
  select,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import type { Typed } from "../../language/model/typed.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import { problem, type Problem } from "../../problem.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { dataPlace } from "./data-problem.ts";
import type { IngestInput, SourceInput } from "./lines.ts";
import type { Found } from "./locate-row.ts";
import { missingRates } from "./rate-problems.ts";
import { headerLines, rawColumn, readTable, rowColumn } from "./read-table.ts";
import { sourceRows } from "./source-rows.ts";
import type { DataFile } from "./resolve-files.ts";

/** What was counted of a part, by name. */
export type Counts = Awaited<ReturnType<Lane["one"]>>;

/**
 * The problems of the lines in a part that was just written: none is written twice, each names its first row.
 *
 * @param parquet the part's files, a glob
 * @param counts `faultCounts` of the part
 */
export async function lineProblems(
  lane: Lane,
  input: IngestInput,
  parquet: string,
  counts: Counts,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const number = (name: string): number => Number(counts[name] ?? 0);
  const { model } = input;
  const related = [model.place];
  const problems: Problem[] = [];
  const first = (fault: Scalar, shown: Typed) => firstRow(lane, input, fault, shown, options);
  if (number("rows") === 0) {
    const path = input.files[0]?.name ?? model.from;
    return [problem("no-rows", { path, asOf: input.today }, model.place)];
  }
  if (number("no_day") > 0) {
    const { path, line, value } = await first(isNull(col("day")), model.time);
    const values = { column: columnsOf(model.time), path, count: number("no_day"), line, value };
    problems.push(problem("impossible-dates", values, dataPlace(path, line), { related }));
  }
  if (number("future") > 0) {
    const { path, line, value } = await first(gt(col("day"), date(input.today)), model.time);
    const values = { path, count: number("future"), line, value };
    problems.push(problem("future-rows", values, dataPlace(path, line), { related }));
  }
  if (number("too_large") > 0) {
    const { path, line, value } = await first(col("too_large"), model.amount);
    problems.push(problem("amount-too-large", { path, value }, dataPlace(path, line), { related }));
  }
  if (number("no_amount") > 0) {
    const { path, line, value } = await first(isNull(col("amount")), model.amount);
    const values = {
      column: columnsOf(model.amount),
      path,
      count: number("no_amount"),
      line,
      value,
      expected: "number",
    };
    problems.push(problem("bad-cells", values, dataPlace(path, line), { related }));
  }
  if (number("no_rate") > 0 && input.rates !== null) {
    const locate = (fault: Scalar) => first(fault, model.amount);
    problems.push(...(await missingRates(lane, input.rates, parquet, locate, options)));
  }
  if (number("no_margin") > 0 && model.margin !== null) {
    const fault = and(isNull(col("margin")), isNotNull(col("amount")));
    const { path, line, value } = await first(fault, model.margin);
    const column = columnsOf(model.margin);
    const count = number("no_margin");
    const values = { column, path, count, line, value, expected: "number" };
    problems.push(problem("bad-cells", values, dataPlace(path, line), { related }));
  }
  if (number("no_customer") > 0) {
    const { path, line } = await first(isNull(col("customer")), model.customer);
    const values = { column: columnsOf(model.customer), path, count: number("no_customer"), line };
    problems.push(
      problem("empty-ids", values, dataPlace(path, line), { severity: "warning", related }),
    );
  }
  return problems;
}

/** The columns that an expression names, for messages. */
export const columnsOf = (typed: Typed): string =>
  [
    ...new Set(
      [...walkTyped(typed)].flatMap((n) =>
        n.kind === "name" && n.ref.kind === "column" ? [n.ref.column] : [],
      ),
    ),
  ].join(", ");

/** The first row with a fault, and the cells that show it as they stand there. */
export async function firstRow(
  lane: Lane,
  input: SourceInput,
  fault: Scalar,
  shown: Typed,
  options: QueryOptions,
): Promise<Found> {
  const names = columnsOf(shown)
    .split(", ")
    .filter((name) => name !== "");
  for (const file of input.files) {
    const rows = await lane.rows(numbered(input, file, fault, names), options);
    const [row] = rows;
    if (row === undefined) continue;
    const value = names.map((name) => textOf(row[rawColumn(name)]) ?? "").join(", ");
    return { path: file.name, line: Number(row["line"]), value };
  }
  return { path: input.files[0]?.name ?? input.model.from, line: 1, value: "" };
}

/** The first faulty row of a file with its line: text files have one line of names before their rows. */
function numbered(
  input: SourceInput,
  file: DataFile,
  fault: Scalar,
  names: readonly string[],
): Query {
  const header = headerLines(input.model.format);
  const shown = names.map(rawColumn);
  const rows = readTable(input.model, [file], input.source, true);
  return select({
    columns: [as("line", add(col(rowColumn), int(header))), ...shown],
    from: sourceRows({ ...input, files: [file] }, rows, [rowColumn, ...shown]),
    where: fault,
    orderBy: [asc(col(rowColumn))],
    limit: 1,
  });
}
