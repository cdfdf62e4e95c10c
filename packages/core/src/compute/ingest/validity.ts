/** The history of customers' attributes: which row holds on a day, and rows of which no day could choose one. */
import {
  and,
  as,
  asc,
  cast,
  coalesce,
  col,
  countAll,
  date,
  eq,
  gt,
  isNotNull,
  isNull,
  le,
  lt,
  or,
  over,
  select,
  text,
  tryCast,
  type Scalar,
} from "../../query/index.ts";
import { toScalar } from "../../domain/to-scalar.ts";
import type { CustomersModel } from "../../language/model/model.ts";
import { problem, type Problem } from "../../problem.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { CustomersInput } from "./customers.ts";
import { dataPlace } from "./data-problem.ts";
import { keyText } from "./key-text.ts";
import { rowNames } from "./row-names.ts";
import { locateRow } from "./locate-row.ts";
import { rawColumn, readTable } from "./read-table.ts";

type Valid = NonNullable<CustomersModel["valid"]>;

const dayOf = (column: string): Scalar => tryCast(col(column), "date");

/**
 * Whether a row holds on a day: its first day is not after it, and it has not ended.
 *
 * @param given rows of a check, whose columns may be left out: without a first day they always held
 */
export const isValidOn = ({ from, until }: Valid, day: string, given: boolean): Scalar =>
  and(
    or(le(dayOf(from), date(day)), ...(given ? [isNull(dayOf(from))] : [])),
    or(isNull(dayOf(until)), lt(date(day), dayOf(until))),
  );

/** Rows without a possible first or last day, rows that end before they begin, and rows of a customer that overlap. */
export async function validityProblems(
  lane: Lane,
  input: CustomersInput,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { model, source, files } = input;
  const { valid } = model;
  if (valid === null) return [];
  const related = [model.place];
  const kept = model.where === null ? [] : [toScalar(model.where, rowNames)];
  const problems: Problem[] = [];
  const [from, until] = [dayOf(valid.from), dayOf(valid.until)];
  const fail = async (fault: Scalar, column: string, code: "impossible-dates" | "bad-cells") => {
    const all = and(fault, ...kept);
    const rows = readTable(model, files, source, true);
    const { n } = await lane.one(
      select({ columns: { n: countAll() }, from: rows, where: all }),
      options,
    );
    const count = Number(n);
    if (count === 0) return;
    const { path, line, value } = await locateRow(lane, input, all, [column], options);
    const values = { column, path, count, line, value };
    const place = dataPlace(path, line);
    problems.push(
      code === "bad-cells"
        ? problem(code, { ...values, expected: "later date" }, place, { related })
        : problem(code, values, place, { related }),
    );
  };
  const raw = keyText(col(rawColumn(valid.until)));
  await fail(isNull(from), valid.from, "impossible-dates");
  await fail(and(isNotNull(raw), isNull(until)), valid.until, "impossible-dates");
  await fail(lt(until, from), valid.until, "bad-cells");
  return [...problems, ...(await overlaps(lane, input, valid, kept, options))];
}

/** The first overlap of each customer is where the next row begins too early, so neighbours tell of all. */
async function overlaps(
  lane: Lane,
  input: CustomersInput,
  valid: Valid,
  kept: readonly Scalar[],
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { model, source, files } = input;
  const id = keyText(toScalar(model.key, rowNames));
  const [from, until] = [dayOf(valid.from), dayOf(valid.until)];
  const spans = select({
    columns: { id, from, until },
    from: readTable(model, files, source),
    where: and(isNotNull(id), isNotNull(from), or(isNull(until), gt(until, from)), ...kept),
  });
  const next = over("lead", [col("from")], {
    partitionBy: [col("id")],
    orderBy: [asc(col("from")), asc(col("until"))],
  });
  const endless = cast(text("9999-12-31"), "date");
  const early = select({
    columns: [as("id", col("id")), as("day", col("next"))],
    from: select({ columns: { id: col("id"), until: col("until"), next }, from: spans }),
    where: lt(col("next"), coalesce(col("until"), endless)),
  });
  const [first] = await lane.rows(
    select({
      columns: { id: col("id"), day: col("day"), n: over("count", []) },
      from: early,
      orderBy: [asc(col("id")), asc(col("day"))],
      limit: 1,
    }),
    options,
  );
  if (first === undefined) return [];
  const [value, day] = [sureText(first["id"]), sureText(first["day"]).slice(0, 10)];
  const fault = and(eq(id, text(value)), eq(from, date(day)), ...kept);
  const { path, line } = await locateRow(lane, input, fault, [], { ...options, nth: 2 });
  const values = { path, count: Number(first["n"]), line, value, day };
  return [problem("overlapping-rows", values, dataPlace(path, line), { related: [model.place] })];
}
