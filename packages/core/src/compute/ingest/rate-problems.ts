/** Rates that cannot be right, and rows of transactions that have none. */
import {
  and,
  as,
  asc,
  col,
  countAll,
  eq,
  gt,
  isNotNull,
  isNull,
  le,
  min,
  ne,
  number,
  or,
  same,
  scan,
  select,
  text,
  type Scalar,
} from "../../query/index.ts";
import { problem, type Problem } from "../../problem.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { dataPlace } from "./data-problem.ts";
import { locateRow, type Found } from "./locate-row.ts";
import { rateColumns, type RatesInput } from "./rates.ts";
import { readTable } from "./read-table.ts";

/** How many currencies without a rate are told at once. */
const told = 20;

/** Rows of the rates without a currency, a rate above zero or a day, and rates that are given twice. */
export async function rateProblems(
  lane: Lane,
  rates: RatesInput,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const { model, source, files } = rates;
  const related = [model.place];
  const said = rateColumns(rates);
  const { currency = col(model.currency), rate = col(model.rate), day = null } = said;
  const problems: Problem[] = [];
  const bad = async (fault: Scalar, column: string, expected: string): Promise<void> => {
    const from = readTable(model, files, source);
    const { n } = await lane.one(
      select({ columns: { n: countAll() }, from, where: fault }),
      options,
    );
    const count = Number(n);
    if (count === 0) return;
    const { path, line, value } = await locateRow(lane, rates, fault, [column], options);
    const values = { column, path, count, line, value, expected };
    problems.push(problem("bad-cells", values, dataPlace(path, line), { related }));
  };
  await bad(isNull(currency), model.currency, "a currency code, such as EUR");
  await bad(or(isNull(rate), le(rate, number("0"))), model.rate, "number above zero");
  const isOwn = eq(currency, text(rates.currency));
  await bad(and(isOwn, gt(rate, number("0")), ne(rate, number("1"))), model.rate, "1");
  if (model.date !== null && day !== null) await bad(isNull(day), model.date, "date");
  const groups = select({
    columns: { ...said, n: countAll() },
    from: readTable(model, files, source),
    where: and(isNotNull(currency), ...(day === null ? [] : [isNotNull(day)])),
    groupBy: [currency, rate, ...(day === null ? [] : [day])],
  });
  const twice = await lane.rows(
    select({
      columns: [as("currency", col("currency")), ...(day === null ? [] : [as("day", col("day"))])],
      from: groups,
      groupBy: [col("currency"), ...(day === null ? [] : [col("day")])],
      having: gt(countAll(), { kind: "integer", value: 1 }),
      orderBy: [asc(col("currency")), ...(day === null ? [] : [asc(col("day"))])],
      limit: 1,
    }),
    options,
  );
  const [first] = twice;
  if (first === undefined) return problems;
  const [code, on] = [textOf(first["currency"]) ?? "", textOf(first["day"]) ?? ""];
  const fault = and(
    eq(currency, text(code)),
    ...(day === null ? [] : [eq(day, { kind: "date", value: on.slice(0, 10) } as const)]),
  );
  const found = await locateRow(lane, rates, fault, [], { ...options, nth: 2 });
  const values = { currency: code, path: found.path, line: found.line, day: on.slice(0, 10) };
  return [
    ...problems,
    problem("rate-conflict", values, dataPlace(found.path, found.line), { related }),
  ];
}

/**
 * A problem for each currency that has no rate on the day of a row.
 *
 * @param parquet the lines that were written, a glob
 * @param locate the first such row of a currency
 */
export async function missingRates(
  lane: Lane,
  rates: RatesInput,
  parquet: string,
  locate: (fault: Scalar) => Promise<Found>,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  const groups = await lane.rows(
    select({
      columns: { currency: col("currency"), n: countAll(), day: min(col("day")) },
      from: scan(parquet, { format: "parquet", hivePartitioning: false }),
      where: col("no_rate"),
      groupBy: [col("currency")],
      orderBy: [asc(col("currency"))],
      limit: told,
    }),
    options,
  );
  const problems: Problem[] = [];
  for (const group of groups) {
    const code = textOf(group["currency"]);
    const isIt = code === null ? isNull(col("currency")) : same(col("currency"), text(code));
    const { path, line } = await locate(and(col("no_rate"), isIt));
    const values = {
      currency: code ?? "",
      path,
      count: Number(group["n"]),
      line,
      day: (textOf(group["day"]) ?? "").slice(0, 10),
      rates: rates.files[0]?.name ?? rates.model.from,
    };
    problems.push(
      problem("rate-missing", values, dataPlace(path, line), { related: [rates.model.place] }),
    );
  }
  return problems;
}
