/**
 * The base columns of each customer: built-in metrics and aggregates of their transactions, as query nodes.
 *
 * Definitions: METHODS. D is the as-of date, a window of w days is (D − w, D]. An order counts when its net amount is above
 * zero; a refund is booked to its order where that is named, else to the day on which it was made.
 */
import {
  add,
  aggregate,
  and,
  as,
  bool,
  cases,
  cast,
  coalesce,
  col,
  countAll,
  cte,
  date,
  daysBetween,
  decimal,
  div,
  eq,
  ge,
  gt,
  int,
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
  sub,
  sum,
  table,
  values,
  type Query,
  type Relation,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import type { Place } from "../../problem.ts";
import type { AggregateModel, BuiltinName } from "../../language/model/typed.ts";
import { alwaysBuiltins } from "../../language/model/builtins.ts";
import {
  aggregateColumn,
  builtinColumn,
  firstOfUnitColumn,
  idColumn,
  isPointsColumn,
  ofUnit,
  unitColumn,
  unitSizeColumn,
} from "../columns.ts";
import { contractColumnsOf } from "../contracts/contract-columns.ts";
import { joinedColumns } from "./latest-row.ts";
import { isOnUseCount, onUseJoins, onUseTables, onUseValue } from "./on-use-metrics.ts";
import { pointsColumns, type PointsRequest } from "../loyalty/points.ts";
import { allRhythmColumns, isRhythmCount } from "./rhythm-columns.ts";
import { purchaseColumns, purchaseCtes } from "./purchase-history.ts";
import { aggregateOf, since, type RowsRequest } from "./row-aggregates.ts";

/** Money is summed in this type, so that the order of rows never shows. */
const moneyType = decimal(38, 4);

/** How many lines and how many orders a customer has, whatever their amounts: for totals. */
export const linesColumn = "n_lines";
export const ordersColumn = "n_orders";

/** A unit of several customers, and the base columns that are needed of it. */
export type UnitRequest = {
  readonly name: string;
  /** As those of a customer are called. */
  readonly columns: readonly string[];
  /** The first segmentation of the unit, for problems about its members. */
  readonly place: Place | null;
};

export type BaseRequest = {
  /** Windows in days besides all time. */
  readonly windows: readonly { readonly name: BuiltinName; readonly within: number }[];
  /** Of transactions. */
  readonly aggregates: readonly AggregateModel[];
  /** What is needed of other sources. */
  readonly others: readonly RowsRequest[];
  /** Units that customers are members of, with what is needed of each. */
  readonly units: readonly UnitRequest[];
  /** Each line is an order of its own. */
  readonly lineIsOrder: boolean;
  /** Whether lines can be refunds; default they can. */
  readonly refunds?: boolean;
  /** Lines say what they earn. */
  readonly margin: boolean;
  /** Days in which lifecycles count orders; `null` where nothing looks at rhythms. */
  readonly rhythm: readonly number[] | null;
  /** What models of purchases look at. */
  readonly purchases: boolean;
  /** Sources of spans that models of contracts look at. */
  readonly contracts: readonly string[];
  /** Points of the loyalty programme; `null` without one. */
  readonly points: PointsRequest | null;
};

const allTime = ({ margin }: BaseRequest): readonly BuiltinName[] =>
  alwaysBuiltins(margin).map((b) => b.name);

/**
 * One row a customer with all base columns.
 *
 * @param lines the customer's lines, or those of one bucket
 * @param request what is needed; built-in metrics over all time always are
 * @param asOf D, ISO
 * @param closed days that do not count in recency, ISO, each once
 * @param split the last day of the first part of the data, ISO, where `request.purchases`
 * @param days `orderDaysOf` these lines, where that is there already
 * @returns columns `id`, `b_…`, `g_…`; customers without a line are absent
 */
export function baseMetrics(
  lines: Relation,
  request: BaseRequest,
  asOf: string,
  closed: readonly string[] = [],
  split: string = asOf,
  days?: Relation,
): Query {
  const closedDays = closed.filter((day) => day <= asOf);
  const windows: readonly (number | null)[] = [
    null,
    ...new Set(request.windows.map((w) => w.within)),
  ];
  const byCustomer = (name: string) => eq(col("customer", name), col("customer", "lines"));
  const orderDaysTable = days ?? table("order_days");
  const canRefund = request.refunds !== false;
  return select({
    with: [
      cte("lines", select({ from: lines, where: le(col("day"), date(asOf)) })),
      cte("orders", ordersOf(request)),
      cte("unbooked", unbookedRefunds(request)),
      ...(days === undefined ? [cte("order_days", orderDays(request))] : []),
      cte("line_totals", lineTotals(request, asOf)),
      cte("order_totals", orderTotals(orderDaysTable, windows, asOf, request)),
      ...(canRefund ? [cte("refund_totals", refundTotals(windows, asOf, request))] : []),
      ...onUseTables(request, asOf),
      ...(closedDays.length === 0
        ? []
        : windows.map((within) => cte(closedTable(within), closedSince(within, closedDays)))),
      ...(request.purchases ? purchaseCtes(request, asOf, split, orderDaysTable) : []),
    ],
    columns: [
      as(idColumn, col("customer", "lines")),
      as(linesColumn, col(linesColumn, "lines")),
      as(ordersColumn, coalesce(col("sales", "o"), number("0"))),
      ...windows.flatMap((within) => builtinsIn(within, request, asOf, closedDays.length > 0)),
      ...request.aggregates.map((a) =>
        as(aggregateColumn(a.id), col(aggregateColumn(a.id), "lines")),
      ),
      ...(request.purchases ? purchaseColumns.map((c) => as(c, col(c, "purchases"))) : []),
    ],
    from: named(table("line_totals"), "lines"),
    joins: [
      join("left", named(table("order_totals"), "o"), byCustomer("o")),
      ...(canRefund ? [join("left", named(table("refund_totals"), "r"), byCustomer("r"))] : []),
      ...onUseJoins(request, byCustomer),
      ...(closedDays.length === 0
        ? []
        : windows.map((within) => {
            const behind = closedTable(within);
            const last = eq(col("last", behind), col(`last${suffix(within)}`, "o"));
            return join("left", table(behind), last);
          })),
      ...(request.purchases ? [join("left", table("purchases"), byCustomer("purchases"))] : []),
    ],
  });
}

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

function unbookedRefunds({ lineIsOrder, margin }: BaseRequest): Query {
  return select({
    columns: ["customer", "day", "amount", ...(margin ? ["margin"] : [])],
    from: table("lines"),
    where: lineIsOrder ? col("refund") : and(col("refund"), isNull(col("order_id"))),
  });
}

const suffix = (within: number | null): string => (within === null ? "" : `_${within}`);

function lineTotals(request: BaseRequest, asOf: string): Query {
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
function orderDays({ margin, lineIsOrder, purchases }: BaseRequest, small = false): Query {
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

function orderTotals(
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

function refundTotals(
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

const closedTable = (within: number | null): string => `closed${suffix(within)}`;

/** How many closed days there are behind each last order, up to D. @param days not after D */
function closedSince(within: number | null, days: readonly string[]): Query {
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

function builtinsIn(
  within: number | null,
  request: BaseRequest,
  asOf: string,
  closes: boolean,
): readonly SelectColumn[] {
  const wanted =
    within === null
      ? allTime(request)
      : request.windows.filter((w) => w.within === within).map((w) => w.name);
  return wanted.map((name) =>
    as(
      builtinColumn(name, within),
      builtinValue(name, within, asOf, { closes, canRefund: request.refunds !== false }),
    ),
  );
}

function builtinValue(
  name: BuiltinName,
  within: number | null,
  asOf: string,
  { closes, canRefund }: { readonly closes: boolean; readonly canRefund: boolean },
): Scalar {
  const o = (column: string): Scalar => col(`${column}${suffix(within)}`, "o");
  const zero = number("0");
  const net = (sold: string, refunded: string): Scalar => {
    const brought = coalesce(o(sold), zero);
    if (!canRefund) return cast(brought, moneyType);
    return cast(add(brought, coalesce(col(`${refunded}${suffix(within)}`, "r"), zero)), moneyType);
  };
  const monetary = net("revenue", "refunds");
  switch (name) {
    case "recency":
      return closes
        ? sub(daysBetween(o("last"), date(asOf)), coalesce(col("n", closedTable(within)), int(0)))
        : daysBetween(o("last"), date(asOf));
    case "frequency":
      return coalesce(o("orders"), zero);
    case "monetary":
      return monetary;
    case "monetary_mean":
      return div(monetary, o("orders"));
    case "tenure":
      return daysBetween(o("first"), date(asOf));
    case "inter_purchase_time":
      return cases([
        [gt(o("days"), int(1)), div(daysBetween(o("first"), o("last")), sub(o("days"), int(1)))],
      ]);
    case "first_order":
      return o("first");
    case "last_order":
      return o("last");
    case "margin":
      return net("earned", "lost");
    case "rhythm":
      throw new RangeError("a rhythm rests on the gaps of everybody");
    default:
      if (within === null) throw new RangeError(`${name} looks back over a window`);
      return onUseValue(name, within, asOf, {
        first: col("first", "o"),
        orders: coalesce(o("orders"), zero),
        days: coalesce(o("days"), zero),
        monetary,
      });
  }
}

/** What a base column is for a customer without a row: counts and sums are zero, the rest unknown. */
export function withoutRows(column: string, request: BaseRequest): Scalar | null {
  if (/^(b_(frequency|monetary|margin)(_\d+)?|n_lines|n_orders)$/.test(column)) return number("0");
  if (isOnUseCount(column) || isPointsColumn(column)) return number("0");
  if (isRhythmCount(column)) return number("0");
  const counted = aggregatesOf(request).find((a) => aggregateColumn(a.id) === column);
  return counted !== undefined && (counted.function === "count" || counted.function === "sum")
    ? number("0")
    : null;
}

/** The base columns of a request, in a stable order. */
export function baseColumns(request: BaseRequest): readonly string[] {
  return [
    linesColumn,
    ordersColumn,
    ...allTime(request).map((name) => builtinColumn(name, null)),
    ...request.windows.map((w) => builtinColumn(w.name, w.within)),
    ...aggregatesOf(request).map((a) => aggregateColumn(a.id)),
    ...request.others.flatMap(joinedColumns),
    ...(request.rhythm === null ? [] : allRhythmColumns(request.rhythm)),
    ...(request.purchases ? purchaseColumns : []),
    ...contractColumnsOf(request.contracts),
    ...(request.points === null ? [] : pointsColumns(request.points)),
  ];
}

/** The columns that say which units a customer is in, and what is known of those. */
export const unitColumns = ({ units }: Pick<BaseRequest, "units">): readonly string[] =>
  units.flatMap(({ name, columns }) => [
    unitColumn(name),
    firstOfUnitColumn(name),
    unitSizeColumn(name),
    ...columns.map((column) => ofUnit(name, column)),
  ]);

const aggregatesOf = ({ aggregates, others }: BaseRequest): readonly AggregateModel[] => [
  ...aggregates,
  ...others.flatMap((other) => other.aggregates),
];
