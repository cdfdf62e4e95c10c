/**
 * What models of purchases look at, for each customer: purchase days, as of D and as of the middle of the data.
 *
 * A purchase day is one with an order that was not taken back: its net amount is above zero, or it was free. Several orders
 * of a day are one purchase (METHODS). What a refund takes away is known from the day on which it was made.
 */
import {
  aggregate,
  and,
  as,
  cast,
  coalesce,
  col,
  countAll,
  cte,
  date,
  daysBetween,
  decimal,
  eq,
  gt,
  int,
  isNotNull,
  join,
  le,
  max,
  min,
  named,
  not,
  number,
  or,
  select,
  sub,
  sum,
  table,
  type Cte,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";

const moneyType = decimal(38, 4);

/** Distinct purchase days − 1. */
export const repeatsColumn = "p_x";
/** Days from the first purchase to the last. */
export const lastColumn = "p_tx";
/** Days from the first purchase to D. */
export const ageColumn = "p_t";
/** What the purchases after the first day brought. */
export const repeatMoneyColumn = "p_repeat";
/** The same as of the middle of the data; NULL for who had not bought by then. */
export const calibrationColumns = {
  repeats: "p_x_c",
  last: "p_tx_c",
  age: "p_t_c",
  repeatMoney: "p_repeat_c",
  /** What purchases brought until then, and after. */
  before: "p_before",
  after: "p_after",
} as const;

export const purchaseColumns: readonly string[] = [
  repeatsColumn,
  lastColumn,
  ageColumn,
  repeatMoneyColumn,
  ...Object.values(calibrationColumns),
];

/** The day in the middle. @example middleOf("1997-01-01", "1998-06-30") // => "1997-09-30" */
export function middleOf(first: string, last: string): string {
  const day = 86_400_000;
  const [from, to] = [Date.parse(first) / day, Date.parse(last) / day];
  return new Date((from + Math.floor((to - from) / 2)) * day).toISOString().slice(0, 10);
}

/**
 * Tables behind tables `lines` and, where a line is an order, `order_days`; the last of them `purchases`: one row a customer who ever purchased.
 *
 * @param asOf D, ISO
 * @param split the last day of the first part, ISO
 * @param days what is there as `order_days`
 */
export function purchaseCtes(
  request: { readonly lineIsOrder: boolean; readonly margin: boolean },
  asOf: string,
  split: string,
  days: Relation,
): readonly Cte[] {
  const parts = [
    ["d", asOf],
    ["c", split],
  ] as const;
  return [
    ...parts.flatMap(([name, until]) => [
      cte(`purchase_days_${name}`, purchaseDays(request, until, days)),
      cte(`history_${name}`, historyOf(`purchase_days_${name}`)),
    ]),
    cte("purchases", purchases(asOf, split)),
  ];
}

type Request = Parameters<typeof purchaseCtes>[0];

function purchaseDays({ lineIsOrder, margin }: Request, until: string, days: Relation): Query {
  const known = le(col("day"), date(until));
  const brought = (value: Scalar): Scalar => cast(coalesce(value, number("0")), moneyType);
  // What a line brought does not change with what comes later.
  if (lineIsOrder)
    return select({
      columns: {
        customer: col("customer"),
        day: col("day"),
        brought: col("brought"),
      },
      from: days,
      where: and(known, gt(col("bought"), number("0"))),
    });
  const sold = not(col("refund"));
  const orders = select({
    columns: {
      customer: col("customer"),
      day: aggregate("min", [col("day")], { filter: sold }),
      brought: sum(col(margin ? "margin" : "amount")),
    },
    from: table("lines"),
    where: and(known, isNotNull(col("order_id"))),
    groupBy: [col("customer"), col("order_id")],
    having: and(
      aggregate("bool_or", [sold]),
      or(
        gt(sum(col("amount")), number("0")),
        and(eq(sum(col("amount")), number("0")), not(aggregate("bool_or", [col("refund")]))),
      ),
    ),
  });
  return select({
    columns: {
      customer: col("customer"),
      day: col("day"),
      brought: brought(sum(col("brought"))),
    },
    from: named(orders, "bought"),
    groupBy: [col("customer"), col("day")],
  });
}

function historyOf(days: string): Query {
  const firstBrought = aggregate("arg_min", [col("brought"), col("day")]);
  return select({
    columns: {
      customer: col("customer"),
      x: sub(countAll(), int(1)),
      first: min(col("day")),
      last: max(col("day")),
      total: cast(sum(col("brought")), moneyType),
      repeat: cast(sub(sum(col("brought")), firstBrought), moneyType),
    },
    from: table(days),
    groupBy: [col("customer")],
  });
}

function purchases(asOf: string, split: string): Query {
  const columns = (name: string, until: string): readonly (readonly [string, Scalar])[] => {
    const first = col("first", name);
    return [
      ["x", col("x", name)],
      ["tx", daysBetween(first, col("last", name))],
      ["t", daysBetween(first, date(until))],
      ["repeat", col("repeat", name)],
    ];
  };
  const before = coalesce(col("total", "c"), number("0"));
  return select({
    columns: [
      as("customer", col("customer", "d")),
      ...columns("d", asOf).map(([name, value]) => as(`p_${name}`, value)),
      ...columns("c", split).map(([name, value]) => as(`p_${name}_c`, value)),
      as(calibrationColumns.before, cast(before, moneyType)),
      as(calibrationColumns.after, cast(sub(col("total", "d"), before), moneyType)),
    ],
    from: named(table("history_d"), "d"),
    joins: [
      join("left", named(table("history_c"), "c"), eq(col("customer", "c"), col("customer", "d"))),
    ],
  });
}
