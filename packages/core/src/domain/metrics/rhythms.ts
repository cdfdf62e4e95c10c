/**
 * What lifecycles know of a customer besides built-in metrics, as query nodes. Definitions: METHODS (rhythm).
 *
 * A gap is the days from one purchase day to the next, closed days of the calendar not counted; a purchase day has an order
 * with a net amount above zero.
 */
import {
  aggregate,
  and,
  as,
  call,
  cast,
  coalesce,
  col,
  countAll,
  cte,
  date,
  daysBetween,
  eq,
  gt,
  int,
  join,
  le,
  max,
  min,
  named,
  number,
  select,
  sub,
  sum,
  table,
  values,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { idColumn, rhythmColumn } from "../columns.ts";
import { type BaseRequest } from "./base-columns.ts";
import { ordersOf } from "./order-tables.ts";
import { rhythmColumns } from "./rhythm-columns.ts";
import { since } from "./row-aggregates.ts";

/**
 * One row a customer with the columns of a day.
 *
 * @param lines the customer's lines, or those of one bucket
 * @param back days behind D: rows after that day do not exist
 * @param windows days in which orders are counted
 * @param closed days that do not count, ISO, each once
 * @param known `orderDaysOf` lines that are orders, where that is there already
 * @returns columns `id`, `l…`; customers without a purchase day up to then are absent
 */
export function rhythms(
  lines: Relation,
  request: Pick<BaseRequest, "lineIsOrder">,
  {
    asOf,
    back,
    windows,
  }: { readonly asOf: string; readonly back: number; readonly windows: readonly number[] },
  closed: readonly string[] = [],
  known?: Relation,
): Query {
  const day = daysBefore(asOf, back);
  const wanted = new Set(rhythmColumns(windows, back));
  const columns: readonly (readonly [string, Scalar])[] = [
    ["gaps", sub(countAll(), int(1))],
    ["gap_days", sub(max(col("place")), min(col("place")))],
    ["previous_gap", sub(max(col("place")), secondLast)],
    ["orders", sum(col("orders"))],
    ["recency", sub(placeOf(day, closed), max(col("place")))],
    ...windows.map((within): readonly [string, Scalar] => [
      `orders_${within}`,
      coalesce(sum(col("orders"), since(col("day"), within, day)), number("0")),
    ]),
  ];
  return select({
    with: [
      ...(known === undefined
        ? [
            cte("lines", select({ from: lines, where: le(col("day"), date(day)) })),
            cte("orders", ordersOf({ ...request, margin: false })),
            cte("days", purchaseDays()),
          ]
        : [cte("days", purchaseDaysOf(known, day))]),
      ...(countedOf(closed).length === 0
        ? [cte("placed", placedOpen())]
        : [cte("places", places(closed)), cte("placed", placed())]),
    ],
    columns: [
      as(idColumn, col("customer")),
      ...columns.flatMap(([what, value]) => {
        const column = rhythmColumn(what, back);
        return wanted.has(column) ? [as(column, cast(value, "bigint"))] : [];
      }),
    ],
    from: table("placed"),
    groupBy: [col("customer")],
  });
}

/** The place of the last purchase day but one: of the two greatest, the second. */
const secondLast = call("list_element", aggregate("max", [col("place"), int(2)]), int(2));

/** @example daysBefore("2026-11-21", 21) // => "2026-10-31" */
function daysBefore(asOf: string, days: number): string {
  const at = Date.parse(`${asOf}T00:00:00Z`) - days * 86_400_000;
  return new Date(at).toISOString().slice(0, 10);
}

const purchaseDays = (): Query =>
  select({
    columns: { customer: col("customer"), day: col("day"), orders: countAll() },
    from: table("orders"),
    where: and(gt(col("net"), number("0"))),
    groupBy: [col("customer"), col("day")],
  });

const purchaseDaysOf = (known: Relation, until: string): Query =>
  select({
    columns: ["customer", "day", "orders"],
    from: known,
    where: and(gt(col("orders"), number("0")), le(col("day"), date(until))),
  });

const origin = "1970-01-01";

/** The place of a day among the days that are not closed. */
function placeOf(day: string, closed: readonly string[]): Scalar {
  const passed = closed.filter((c) => c > origin && c <= day).length;
  return sub(daysBetween(date(origin), date(day)), int(passed));
}

/** The place of each purchase day among the days that are not closed. */
function places(closed: readonly string[]): Query {
  const known = select({ columns: ["day"], from: table("days"), groupBy: [col("day")] });
  const days = daysBetween(date(origin), col("day", "d"));
  const passed = aggregate("count", [col("closed", "c")]);
  return select({
    columns: [as("day", col("day", "d")), as("place", sub(days, passed))],
    from: named(known, "d"),
    joins: [
      join(
        "left",
        named(
          values(
            ["closed"],
            countedOf(closed).map((c) => [date(c)]),
          ),
          "c",
        ),
        le(col("closed", "c"), col("day", "d")),
      ),
    ],
    groupBy: [col("day", "d")],
  });
}

const countedOf = (closed: readonly string[]): readonly string[] =>
  closed.filter((c) => c > origin);

/** Purchase days with their places, where no day is closed. */
const placedOpen = (): Query =>
  select({
    columns: [
      ...["customer", "day", "orders"].map((name) => as(name, col(name))),
      as("place", daysBetween(date(origin), col("day"))),
    ],
    from: table("days"),
  });

/** Purchase days with their places. */
const placed = (): Query =>
  select({
    columns: [
      as("customer", col("customer", "d")),
      as("day", col("day", "d")),
      as("orders", col("orders", "d")),
      as("place", col("place", "p")),
    ],
    from: named(table("days"), "d"),
    joins: [join("inner", named(table("places"), "p"), eq(col("day", "p"), col("day", "d")))],
  });
