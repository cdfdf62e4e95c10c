/**
 * Built-in metrics that are computed only where something names them: refunds, the window before, retention, repurchase.
 * Definitions: METHODS. Tables of their own, joined by customer, so that nobody else pays for them.
 */
import {
  add,
  aggregate,
  and,
  as,
  call,
  cases,
  cast,
  coalesce,
  col,
  countAll,
  cte,
  date,
  decimal,
  div,
  eq,
  ge,
  gt,
  int,
  join,
  le,
  min,
  named,
  neg,
  not,
  number,
  select,
  sub,
  sum,
  table,
  type Cte,
  type Join,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import type { BuiltinName, OnUseName } from "../../language/model/typed.ts";

const moneyType = decimal(38, 4);

type Request = {
  readonly windows: readonly { readonly name: BuiltinName; readonly within: number }[];
};

const windowsOf = ({ windows }: Request, names: readonly OnUseName[]): readonly number[] => [
  ...new Set(windows.filter((w) => names.some((name) => name === w.name)).map((w) => w.within)),
];

const refundNames = ["refunds", "refund_rate"] as const;
const beforeNames = [
  "frequency_before",
  "monetary_before",
  "frequency_change",
  "monetary_change",
  "retained",
] as const;
const repeatNames = ["repurchased"] as const;

/** The windows of metrics that look at the window before theirs too. */
export const twiceAsFarBack = (request: Request): readonly number[] =>
  windowsOf(request, [...beforeNames, ...repeatNames]);

/** The day of `asOf` − days. */
const back = (asOf: string, days: number): Scalar => call("add_days", date(asOf), int(-days));
const within = (asOf: string, days: number): Scalar => gt(col("day"), back(asOf, days));
/** (D − 2w, D − w]. */
const isBefore = (day: Scalar, asOf: string, days: number): Scalar =>
  and(gt(day, back(asOf, 2 * days)), le(day, back(asOf, days)));

/** The tables that are needed, over `lines`, `orders` and `unbooked`. */
export function onUseTables(request: Request, asOf: string): readonly Cte[] {
  const [refunds, before, repeats] = [
    windowsOf(request, refundNames),
    windowsOf(request, beforeNames),
    windowsOf(request, repeatNames),
  ];
  return [
    ...(refunds.length === 0 ? [] : [cte("refunded", refunded(refunds, asOf))]),
    ...(before.length === 0
      ? []
      : [
          cte("orders_before", ordersBefore(before, asOf)),
          cte("refunds_before", refundsBefore(before, asOf)),
        ]),
    ...(repeats.length === 0
      ? []
      : [cte("first_orders", firstOrders()), cte("repeats", repeatOrders(repeats))]),
  ];
}

/** @param same the condition that a table, by its alias, is about the customer */
export function onUseJoins(request: Request, same: (alias: string) => Scalar): readonly Join[] {
  const beside = (name: string, alias: string): Join =>
    join("left", named(table(name), alias), same(alias));
  return [
    ...(windowsOf(request, refundNames).length === 0 ? [] : [beside("refunded", "rf")]),
    ...(windowsOf(request, beforeNames).length === 0
      ? []
      : [beside("orders_before", "ob"), beside("refunds_before", "rb")]),
    ...(windowsOf(request, repeatNames).length === 0 ? [] : [beside("repeats", "rp")]),
  ];
}

const refunded = (windows: readonly number[], asOf: string): Query =>
  select({
    columns: [
      as("customer", col("customer")),
      ...windows.flatMap((days) => [
        as(`refunds_${days}`, sum(col("amount"), and(col("refund"), within(asOf, days)))),
        as(`sales_${days}`, sum(col("amount"), and(not(col("refund")), within(asOf, days)))),
      ]),
    ],
    from: table("lines"),
    groupBy: [col("customer")],
  });

const ordersBefore = (windows: readonly number[], asOf: string): Query =>
  select({
    columns: [
      as("customer", col("customer")),
      ...windows.flatMap((days) => {
        const seen = isBefore(col("day"), asOf, days);
        return [
          as(`orders_${days}`, countAll(and(gt(col("net"), number("0")), seen))),
          as(`revenue_${days}`, sum(col("net"), seen)),
        ];
      }),
    ],
    from: table("orders"),
    groupBy: [col("customer")],
  });

const refundsBefore = (windows: readonly number[], asOf: string): Query =>
  select({
    columns: [
      as("customer", col("customer")),
      ...windows.map((days) =>
        as(`refunds_${days}`, sum(col("amount"), isBefore(col("day"), asOf, days))),
      ),
    ],
    from: table("unbooked"),
    groupBy: [col("customer")],
  });

const firstOrders = (): Query =>
  select({
    columns: { customer: col("customer"), first: min(col("day")) },
    from: table("orders"),
    where: gt(col("net"), number("0")),
    groupBy: [col("customer")],
  });

/** How many orders there are from the first one on, up to so many days after it. */
const repeatOrders = (windows: readonly number[]): Query =>
  select({
    columns: [
      as("customer", col("customer", "f")),
      ...windows.map((days) =>
        as(
          `n_${days}`,
          aggregate("count", [], {
            filter: and(
              gt(col("net", "t"), number("0")),
              le(col("day", "t"), call("add_days", col("first", "f"), int(days))),
            ),
          }),
        ),
      ),
    ],
    from: named(table("first_orders"), "f"),
    joins: [
      join("inner", named(table("orders"), "t"), eq(col("customer", "t"), col("customer", "f"))),
    ],
    groupBy: [col("customer", "f")],
  });

/** What the window itself holds. */
type InWindow = {
  /** The first order of all time. */
  readonly first: Scalar;
  readonly orders: Scalar;
  readonly days: Scalar;
  readonly monetary: Scalar;
};

export function onUseValue(
  name: OnUseName,
  days: number,
  asOf: string,
  inWindow: InWindow,
): Scalar {
  const zero = number("0");
  const ordersThen = coalesce(col(`orders_${days}`, "ob"), zero);
  const then = cast(
    add(coalesce(col(`revenue_${days}`, "ob"), zero), coalesce(col(`refunds_${days}`, "rb"), zero)),
    moneyType,
  );
  const refunds = cast(neg(coalesce(col(`refunds_${days}`, "rf"), zero)), moneyType);
  const sales = col(`sales_${days}`, "rf");
  switch (name) {
    case "purchase_days":
      return inWindow.days;
    case "stickiness":
      return div(inWindow.days, int(days));
    case "refunds":
      return refunds;
    case "refund_rate":
      return cases([[gt(sales, zero), div(refunds, sales)]]);
    case "frequency_before":
      return ordersThen;
    case "monetary_before":
      return then;
    case "frequency_change":
      return sub(inWindow.orders, ordersThen);
    case "monetary_change":
      return cast(sub(inWindow.monetary, then), moneyType);
    case "retained":
      return cases([[gt(ordersThen, zero), gt(inWindow.orders, zero)]]);
    case "repurchased":
      return cases([[isBefore(inWindow.first, asOf, days), ge(col(`n_${days}`, "rp"), int(2))]]);
  }
}

/** Counts and sums, which are zero for a customer without a row. */
export const isOnUseCount = (column: string): boolean =>
  /^b_(purchase_days|stickiness|refunds|(frequency|monetary)_(before|change))_\d+$/.test(column);
