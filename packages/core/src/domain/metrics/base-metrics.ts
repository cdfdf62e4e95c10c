/**
 * The base columns of each customer: built-in metrics and aggregates of their transactions, as query nodes.
 *
 * Definitions: METHODS. D is the as-of date, a window of w days is (D − w, D]. An order counts when its net amount is above
 * zero; a refund is booked to its order where that is named, else to the day on which it was made.
 */
import {
  add,
  as,
  cases,
  cast,
  coalesce,
  col,
  cte,
  date,
  daysBetween,
  decimal,
  div,
  eq,
  gt,
  int,
  join,
  le,
  named,
  number,
  select,
  sub,
  table,
  type Query,
  type Relation,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import type { BuiltinName } from "../../language/model/typed.ts";
import { aggregateColumn, builtinColumn, idColumn } from "../columns.ts";
import { onUseJoins, onUseTables, onUseValue } from "./on-use-metrics.ts";
import { purchaseColumns, purchaseCtes } from "./purchase-history.ts";
import { allTime, linesColumn, ordersColumn, type BaseRequest } from "./base-columns.ts";
import {
  closedSince,
  closedTable,
  lineTotals,
  orderDays,
  ordersOf,
  orderTotals,
  refundTotals,
  suffix,
  unbookedRefunds,
} from "./order-tables.ts";

/** Money is summed in this type, so that the order of rows never shows. */
const moneyType = decimal(38, 4);

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
