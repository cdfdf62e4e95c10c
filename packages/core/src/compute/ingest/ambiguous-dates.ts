/** Dates such as 02/01/2026 that can be read in two ways: nothing in the file says which. */
import {
  aggregate,
  as,
  bool,
  cases,
  coalesce,
  col,
  count,
  like,
  ne,
  parseTime,
  text,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import type { TableSource } from "../../language/model/table-parts.ts";
import { problem, type Problem } from "../../problem.ts";
import { textOf } from "../engine/cell.ts";
import type { Row } from "../engine/engine.ts";

const dayFirst: readonly [string, ...string[]] = [
  "%d/%m/%Y",
  "%d-%m-%Y",
  "%d/%m/%y",
  "%d/%m/%Y %H:%M:%S",
  "%d/%m/%Y %H:%M",
];
const monthFirst: readonly [string, ...string[]] = [
  "%m/%d/%Y",
  "%m-%d-%Y",
  "%m/%d/%y",
  "%m/%d/%Y %H:%M:%S",
  "%m/%d/%Y %H:%M",
];

/** Read in one way, where it does not begin with a year: those are plain, and many. */
const read = (name: string, formats: typeof dayFirst): Scalar =>
  cases([[like(col(name), text("____-%"), { negated: true }), parseTime(col(name), ...formats)]]);

/** What a query over cells as text has to ask of columns of dates. */
export const dateCells = (names: readonly string[]): readonly SelectColumn[] =>
  names.flatMap((name, i) => {
    const [day, month] = [read(name, dayFirst), read(name, monthFirst)];
    return [
      as(`dates_${i}`, count(col(name))),
      as(`days_${i}`, count(day)),
      as(`months_${i}`, count(month)),
      as(`differ_${i}`, coalesce(aggregate("bool_or", [ne(day, month)]), bool(false))),
      as(`date_${i}`, aggregate("min", [col(name)])),
    ];
  });

/**
 * The columns of which every date fits both ways and some would be another day.
 *
 * @param row what the query found
 */
export const ambiguousDates = (
  table: TableSource,
  path: string,
  names: readonly string[],
  row: Row,
): readonly Problem[] =>
  names.flatMap((column, i) => {
    const [dates, days, months] = ["dates", "days", "months"].map((n) => Number(row[`${n}_${i}`]));
    if (row[`differ_${i}`] !== true || dates !== days || dates !== months) return [];
    const value = textOf(row[`date_${i}`]) ?? "";
    const values = { path, column, value };
    return [problem("ambiguous-dates", values, table.place, { severity: "warning" })];
  });
