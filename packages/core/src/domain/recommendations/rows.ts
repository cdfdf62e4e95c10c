/** What recommendations look at: who bought or looked at what, each product once an order. D is the as-of date. */
import {
  and,
  as,
  asc,
  call,
  cast,
  coalesce,
  col,
  countAll,
  date,
  desc,
  eq,
  gt,
  int,
  isNotNull,
  le,
  max,
  not,
  over,
  select,
  sum,
  text,
  unionAll,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import type { RecommendationsModel } from "../../language/model/recommendations-model.ts";
import type { NameRef, Typed } from "../../language/model/typed.ts";
import { lineSourceColumn, since } from "../metrics/row-aggregates.ts";
import { toScalar } from "../to-scalar.ts";

const rowNames =
  (asOf: string) =>
  (ref: NameRef): Scalar => {
    if (ref.kind === "as-of") return date(asOf);
    if (ref.kind === "column") return col(lineSourceColumn(ref.column));
    if (ref.kind === "line") return col(ref.column === "order" ? "order_id" : ref.column);
    throw new RangeError(`a row has no ${ref.kind}`);
  };

/** A product's name in a row: trimmed text, NULL where empty. */
const nameIn = (value: Typed, asOf: string): Scalar =>
  call("nullif", call("trim", cast(toScalar(value, rowNames(asOf)), "varchar")), text(""));

/** Rows of the window that count, with the product as `item`. */
function counted(
  rows: Relation,
  of: { readonly item: Typed; readonly where: Typed | null },
  { within, asOf }: Window,
  also: readonly Scalar[],
): Parameters<typeof select>[0] {
  const window = since(col("day"), within, asOf);
  const where = of.where === null ? [] : [toScalar(of.where, rowNames(asOf))];
  const parts = [le(col("day"), date(asOf)), ...(window === null ? [] : [window]), ...where];
  return { from: rows, where: and(isNotNull(nameIn(of.item, asOf)), ...parts, ...also) };
}

type Window = Pick<RecommendationsModel, "within"> & { readonly asOf: string };

/**
 * Products by order: `customer, basket, item, day`. Rows that are refunds do not count; without order ids a day is an order.
 *
 * @param rows transactions, or those of one bucket
 * @param asOf D, ISO
 */
export const baskets = (rows: Relation, model: RecommendationsModel, asOf: string): Query => {
  const basket = coalesce(col("order_id"), cast(col("day"), "varchar"));
  const item = nameIn(model.item, asOf);
  return select({
    columns: [
      as("customer", col("customer")),
      as("basket", basket),
      as("item", item),
      as("day", max(col("day"))),
    ],
    ...counted(rows, model, { ...model, asOf }, [not(col("refund"))]),
    groupBy: [col("customer"), basket, item],
  });
};

/** What was looked at: `customer, item, day`. @param rows of the source that `browsing` names, or those of one bucket */
export const looks = (
  rows: Relation,
  { within }: RecommendationsModel,
  browsing: NonNullable<RecommendationsModel["browsing"]>,
  asOf: string,
): Query => {
  const item = nameIn(browsing.item, asOf);
  return select({
    columns: [as("customer", col("customer")), as("item", item), as("day", max(col("day")))],
    ...counted(rows, browsing, { within, asOf }, []),
    groupBy: [col("customer"), item],
  });
};

/** What products are called: `item, label`, the label of most rows, of several the first by its letters. */
export const labels = (rows: Relation, model: RecommendationsModel, asOf: string): Query => {
  const item = nameIn(model.item, asOf);
  const label = model.label === null ? item : nameIn(model.label, asOf);
  const counts = select({
    columns: [as("item", item), as("label", label), as("rows", countAll())],
    ...counted(rows, model, { ...model, asOf }, [not(col("refund")), isNotNull(label)]),
    groupBy: [item, label],
  });
  const place = over("row_number", [], {
    partitionBy: [col("item")],
    orderBy: [desc(col("rows")), asc(col("label"))],
  });
  const ranked = select({ columns: ["item", "label", as("place", place)], from: counts });
  return select({ columns: ["item", "label"], from: ranked, where: eq(col("place"), int(1)) });
};

/**
 * What each customer bought or looked at: `customer, item, orders, last_day, place`. `orders` is 0 where it was only looked
 * at; `place` counts from 1, the latest first.
 *
 * @param bought as `baskets` gives it
 * @param looked as `looks` gives it; `null` without browsing
 */
export function histories(bought: Relation, looked: Relation | null): Query {
  const purchases = select({
    columns: ["customer", "item", "day", as("orders", int(1))],
    from: bought,
  });
  const all =
    looked === null
      ? purchases
      : unionAll(
          purchases,
          select({ columns: ["customer", "item", "day", as("orders", int(0))], from: looked }),
        );
  const grouped = select({
    columns: [
      "customer",
      "item",
      as("orders", cast(sum(col("orders")), "bigint")),
      as("last_day", max(col("day"))),
    ],
    from: all,
    groupBy: [col("customer"), col("item")],
  });
  const place = over("row_number", [], {
    partitionBy: [col("customer")],
    orderBy: [desc(col("last_day")), desc(col("orders")), asc(col("item"))],
  });
  return select({
    columns: ["customer", "item", "orders", "last_day", as("place", place)],
    from: grouped,
  });
}

/** What was bought, not only looked at. */
export const wasBought: Scalar = gt(col("orders"), int(0));
