/** Findings about the rows of transactions and other sources with times. */
import {
  and,
  as,
  asc,
  call,
  cast,
  col,
  countAll,
  countDistinct,
  date,
  double,
  gt,
  inQuery,
  isNotNull,
  isNull,
  le,
  lt,
  max,
  min,
  mul,
  not,
  number,
  or,
  select,
  sub,
  aggregate,
  type Query,
} from "../../query/index.ts";
import type { Coverage, Finding } from "../../domain/quality/quality.ts";
import { sureText, textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";

/** Nothing that a company still knows of its customers was sold before. */
const firstDay = "1990-01-01";
/** Up to so many days, coverage is told by weeks. */
const byWeeks = 200;
/**
 * Modified z-scores (Iglewicz & Hoaglin 1993) beyond this are told. Their own bound, 3.5, is for bell-shaped data; amounts are
 * skewed, and a tenth of them lies beyond it.
 */
const outlierBound = 35;

type RowsInput = {
  readonly source: string;
  /** As `readableRows` gives them. */
  readonly rows: Query;
  /** The columns of its customer, its time and its amount as the configuration writes them. */
  readonly customer: string;
  readonly time: string;
  readonly amount: string | null;
  readonly today: string;
};

/** Dates and amounts that cannot be. */
export async function impossibleRows(
  lane: Lane,
  { source, rows, customer, time, amount, today }: RowsInput,
  options: QueryOptions,
): Promise<readonly Finding[]> {
  const future = gt(col("day"), date(today));
  const early = lt(col("day"), date(firstDay));
  const unreadable = and(col("timed"), isNull(col("day")));
  const low = and(not(col("refund")), le(col("amount"), number("0")));
  const positive = and(not(col("refund")), gt(col("amount"), number("0")));
  const row = await lane.one(
    select({
      columns: {
        total: countAll(),
        future: countAll(future),
        latest: cast(max(col("day"), future), "varchar"),
        early: countAll(early),
        earliest: cast(min(col("day"), early), "varchar"),
        unreadable: countAll(unreadable),
        nobody: countAll(isNull(col("customer"))),
        low: countAll(low),
        lowest: cast(min(col("amount"), low), "varchar"),
        middle: aggregate("quantile_cont", [cast(col("amount"), "double"), double(0.5)], {
          filter: positive,
        }),
      },
      from: rows,
    }),
    options,
  );
  const total = Number(row["total"]);
  const found = (
    code: Finding["code"],
    column: string,
    count: unknown,
    example: unknown,
  ): Finding => ({
    code,
    source,
    column,
    count: Number(count),
    total,
    example: typeof example === "string" ? example : "",
  });
  const findings = [
    found("future-dates", time, row["future"], row["latest"]),
    found("early-dates", time, row["early"], row["earliest"]),
    found("unreadable-dates", time, row["unreadable"], ""),
    found("rows-without-id", customer, row["nobody"], ""),
  ];
  if (amount === null) return findings;
  findings.push(found("amounts-not-positive", amount, row["low"], row["lowest"]));
  const middle = row["middle"];
  if (typeof middle === "number") {
    const distance = call("abs", sub(cast(col("amount"), "double"), double(middle)));
    const spread = await lane.one(
      select({
        columns: { mad: aggregate("quantile_cont", [distance, double(0.5)], { filter: positive }) },
        from: rows,
      }),
      options,
    );
    const mad = Number(spread["mad"]);
    if (mad > 0) {
      const far = and(positive, gt(mul(double(0.6745), distance), double(outlierBound * mad)));
      const counted = await lane.one(
        select({
          columns: { n: countAll(far), largest: cast(max(col("amount"), far), "varchar") },
          from: rows,
        }),
        options,
      );
      findings.push(found("outliers", amount, counted["n"], counted["largest"]));
    }
  }
  return findings;
}

/** Rows of nobody, and customers without any. @param customers their ids; `null` where there is no table of them */
export async function orphans(
  lane: Lane,
  { source, rows }: Pick<RowsInput, "source" | "rows">,
  customers: Query | null,
  options: QueryOptions,
): Promise<readonly Finding[]> {
  if (customers === null) return [];
  const unknown = select({
    columns: ["customer"],
    from: rows,
    where: and(isNotNull(col("customer")), inQuery(col("customer"), customers, true)),
  });
  const row = await lane.one(
    select({
      columns: {
        n: countAll(),
        first: min(col("customer")),
        whose: countDistinct(col("customer")),
      },
      from: unknown,
    }),
    options,
  );
  const all = await lane.one(select({ columns: { n: countAll() }, from: rows }), options);
  const total = Number(all["n"]);
  return [
    {
      code: "rows-without-customer",
      source,
      column: null,
      count: Number(row["n"]),
      total,
      example: textOf(row["first"]) ?? "",
    },
  ];
}

/** Customers who never bought. */
export async function withoutRows(
  lane: Lane,
  customers: Query,
  rows: Query,
  options: QueryOptions,
): Promise<Finding> {
  const buyers = select({ columns: ["customer"], from: rows, where: isNotNull(col("customer")) });
  const silent = inQuery(col("id"), buyers, true);
  const row = await lane.one(
    select({
      columns: { total: countAll(), n: countAll(silent), first: min(col("id"), silent) },
      from: customers,
    }),
    options,
  );
  return {
    code: "customers-without-rows",
    source: "customers",
    column: null,
    count: Number(row["n"]),
    total: Number(row["total"]),
    example: textOf(row["first"]) ?? "",
  };
}

/** Rows by week or month from the first to the last, and the periods in between without any. */
export async function coverageOf(
  lane: Lane,
  { source, rows, today }: Pick<RowsInput, "source" | "rows" | "today">,
  options: QueryOptions,
): Promise<{ readonly coverage: Coverage; readonly gaps: Finding } | null> {
  const possible = and(
    isNotNull(col("day")),
    not(or(gt(col("day"), date(today)), lt(col("day"), date(firstDay)))),
  );
  const ends = await lane.one(
    select({
      columns: { first: cast(min(col("day")), "varchar"), last: cast(max(col("day")), "varchar") },
      from: rows,
      where: possible,
    }),
    options,
  );
  const [first, last] = [textOf(ends["first"]), textOf(ends["last"])];
  if (first === null || last === null) return null;
  const period = Date.parse(last) - Date.parse(first) <= byWeeks * 86_400_000 ? "week" : "month";
  const start = call(period === "week" ? "start_of_week" : "start_of_month", col("day"));
  const counted = await lane.rows(
    select({
      columns: [as("start", cast(start, "varchar")), as("n", countAll())],
      from: rows,
      where: possible,
      groupBy: [start],
      orderBy: [asc(start)],
    }),
    options,
  );
  const found = new Map(counted.map((row) => [sureText(row["start"]), Number(row["n"])]));
  const starts = [...found.keys()];
  const periods = periodsBetween(starts[0] ?? first, starts.at(-1) ?? last, period).map((at) => ({
    start: at,
    rows: found.get(at) ?? 0,
  }));
  const empty = periods.filter((p) => p.rows === 0);
  return {
    coverage: { source, period, periods },
    gaps: {
      code: "gaps",
      source,
      column: null,
      count: empty.length,
      total: periods.length,
      example: empty[0]?.start ?? "",
    },
  };
}

/** @example periodsBetween("2026-01-01", "2026-03-01", "month") // => ["2026-01-01", "2026-02-01", "2026-03-01"] */
function periodsBetween(first: string, last: string, period: "week" | "month"): readonly string[] {
  const periods: string[] = [];
  for (const at = new Date(`${first}T00:00:00Z`); at.toISOString().slice(0, 10) <= last;) {
    periods.push(at.toISOString().slice(0, 10));
    if (period === "week") at.setUTCDate(at.getUTCDate() + 7);
    else at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return periods;
}
