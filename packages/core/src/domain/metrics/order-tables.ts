/** Tables between lines and metrics: orders, their days, totals of lines, orders and refunds. */
import {
  aggregate,
  and,
  as,
  bool,
  cast,
  coalesce,
  col,
  countAll,
  cte,
  date,
  decimal,
  ge,
  gt,
  isNotNull,
  isNull,
  join,
  le,
  max,
  min,
  named,
  not,
  number,
  select,
  sum,
  table,
  values,
  type Query,
  type Relation,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import { aggregateOf, since } from "./row-aggregates.ts";
import { linesColumn, type BaseRequest } from "./base-columns.ts";

/**
 * The days of each customer with an order, up to D: what several tables are made of.
 *
 * @param small whether any sum of amounts has 18 digits at most: such decimals take half the room
 * @returns columns `customer`, `day`, `sold`, `orders` (of a net amount above zero), `revenue` and what `request` asks for
 */
export const orderDaysOf = (
  lines: Relation,
  request: BaseRequest,
  asOf: string,
  small = false,
): Query =>
  select({
    with: [
      cte("lines", select({ from: lines, where: le(col("day"), date(asOf)) })),
      cte("orders", ordersOf(request)),
      cte("order_days", orderDays(request, small)),
    ],
    from: table("order_days"),
  });

/** The orders of `lines`: their day, net amount and, where asked for, what they earn. */
export function ordersOf({
  lineIsOrder,
  margin,
}: Pick<BaseRequest, "lineIsOrder" | "margin">): Query {
  const sold = not(col("refund"));
  if (lineIsOrder)
    return select({
      columns: {
        customer: col("customer"),
        day: col("day"),
        net: col("amount"),
        sold: bool(true),
        ...(margin ? { margin: col("margin") } : {}),
      },
      from: table("lines"),
      where: sold,
    });
  return select({
    columns: {
      customer: col("customer"),
      day: coalesce(aggregate("min", [col("day")], { filter: sold }), min(col("day"))),
      net: sum(col("amount")),
      sold: aggregate("bool_or", [sold]),
      ...(margin ? { margin: sum(col("margin")) } : {}),
    },
    from: table("lines"),
    where: isNotNull(col("order_id")),
    groupBy: [col("customer"), col("order_id")],
  });
}

export function unbookedRefunds({ lineIsOrder, margin }: BaseRequest): Query {
  return select({
    columns: ["customer", "day", "amount", ...(margin ? ["margin"] : [])],
    from: table("lines"),
    where: lineIsOrder ? col("refund") : and(col("refund"), isNull(col("order_id"))),
  });
}

/** What the columns of a window end in. */
export const suffix = (within: number | null): string => (within === null ? "" : `_${within}`);

export function lineTotals(request: BaseRequest, asOf: string): Query {
  return select({
    columns: [
      as("customer", col("customer")),
      as(linesColumn, countAll()),
      ...request.aggregates.map((a) => aggregateOf(a, since(col("day"), a.within, asOf), asOf)),
    ],
    from: table("lines"),
    groupBy: [col("customer")],
  });
}

/** The orders of each customer's days: distinct days are counted of few rows, and models of purchases read the same. */
export function orderDays({ margin, lineIsOrder, purchases }: BaseRequest, small = false): Query {
  // Margins are not bounded by amounts.
  const narrow = small && !margin;
  const money = (value: Scalar): Scalar => (narrow ? cast(value, decimal(18, 4)) : value);
  const count = (value: Scalar): Scalar => (narrow ? cast(value, "integer") : value);
  const kept = ge(col("net"), number("0"));
  const broughtIn = sum(col(margin ? "margin" : "net"), kept);
  return select({
    columns: [
      as("customer", col("customer")),
      as("day", col("day")),
      as("sold", count(countAll(col("sold")))),
      as("orders", count(countAll(gt(col("net"), number("0"))))),
      as("revenue", money(sum(col("net")))),
      ...(margin ? [as("earned", sum(col("margin")))] : []),
      ...(purchases && lineIsOrder
        ? [
            as("bought", count(countAll(kept))),
            as("brought", money(coalesce(broughtIn, number("0")))),
          ]
        : []),
    ],
    from: table("orders"),
    groupBy: [col("customer"), col("day")],
  });
}

export function orderTotals(
  days: Relation,
  windows: readonly (number | null)[],
  asOf: string,
  { margin }: BaseRequest,
): Query {
  const count = (what: string, window: Scalar | null): Scalar =>
    cast(coalesce(sum(col(what), window), number("0")), "bigint");
  const columns = windows.flatMap((within): readonly SelectColumn[] => {
    const window = since(col("day"), within, asOf);
    const counts = and(...[gt(col("orders"), number("0")), window].filter((f) => f !== null));
    return [
      as(`orders${suffix(within)}`, count("orders", window)),
      as(`first${suffix(within)}`, min(col("day"), counts)),
      as(`last${suffix(within)}`, max(col("day"), counts)),
      as(`days${suffix(within)}`, countAll(counts)),
      as(`revenue${suffix(within)}`, sum(col("revenue"), window)),
      ...(margin ? [as(`earned${suffix(within)}`, sum(col("earned"), window))] : []),
    ];
  });
  return select({
    columns: [as("customer", col("customer")), as("sales", count("sold", null)), ...columns],
    from: days,
    groupBy: [col("customer")],
  });
}

export function refundTotals(
  windows: readonly (number | null)[],
  asOf: string,
  { margin }: BaseRequest,
): Query {
  return select({
    columns: [
      as("customer", col("customer")),
      ...windows.flatMap((within) => {
        const window = since(col("day"), within, asOf);
        return [
          as(`refunds${suffix(within)}`, sum(col("amount"), window)),
          ...(margin ? [as(`lost${suffix(within)}`, sum(col("margin"), window))] : []),
        ];
      }),
    ],
    from: table("unbooked"),
    groupBy: [col("customer")],
  });
}

export const closedTable = (within: number | null): string => `closed${suffix(within)}`;

/** How many closed days there are behind each last order, up to D. @param days not after D */
export function closedSince(within: number | null, days: readonly string[]): Query {
  const last = col(`last${suffix(within)}`);
  const lasts = select({
    columns: [as("last", last)],
    from: table("order_totals"),
    where: isNotNull(last),
    groupBy: [last],
  });
  const closed = values(
    ["day"],
    days.map((day) => [date(day)]),
  );
  return select({
    columns: [as("last", col("last", "l")), as("n", countAll())],
    from: named(lasts, "l"),
    joins: [join("inner", named(closed, "c"), gt(col("day", "c"), col("last", "l")))],
    groupBy: [col("last", "l")],
  });
}
