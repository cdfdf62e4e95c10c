/** Which products go together: pairs by the customers who bought both. */
import {
  and,
  as,
  asc,
  cast,
  coalesce,
  col,
  countAll,
  decimal,
  desc,
  div,
  double,
  add,
  call,
  eq,
  ge,
  int,
  join,
  le,
  mul,
  named,
  ne,
  over,
  select,
  sum,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import type { RecommendationsModel } from "../../language/model/recommendations-model.ts";
import { wasBought } from "./rows.ts";

/** The products of a customer that make pairs and speak for others: the latest ones. Wholesalers with thousands say little. */
export const mostInHistory = 200;
/** Pairs that are kept of each product: the nearest. */
const mostNear = 100;

/** Sums of scores are of decimals, so that no order of rows shows. */
export const scoreType = decimal(18, 6);

/**
 * Every product that was bought: `item, label, customers, orders, place`; `place` counts from 1, the one that most customers
 * bought first, of equal ones the first by its letters.
 */
export function products(history: Relation, labels: Relation): Query {
  const counts = select({
    columns: [
      "item",
      as("customers", countAll()),
      as("orders", cast(sum(col("orders")), "bigint")),
    ],
    from: history,
    where: wasBought,
    groupBy: [col("item")],
  });
  const place = over("row_number", [], {
    orderBy: [desc(col("customers", "n")), asc(col("item", "n"))],
  });
  return select({
    columns: [
      as("item", col("item", "n")),
      as("label", coalesce(col("label", "l"), col("item", "n"))),
      as("customers", col("customers", "n")),
      as("orders", col("orders", "n")),
      as("place", place),
    ],
    from: named(counts, "n"),
    joins: [join("left", named(labels, "l"), eq(col("item", "l"), col("item", "n")))],
  });
}

/** n / (n + shrinkage): how much a count of n is believed. */
export const belief = (n: Scalar, shrinkage: number): Scalar =>
  div(n, add(cast(n, "double"), double(shrinkage)));

/**
 * For each product those that the same customers bought: `item, other, both, lift, near`.
 *
 * `both` counts customers, `lift` is both · N / (n_item · n_other), and `near` how much a purchase of `item` speaks for
 * `other`: both / √(n_item · n_other), believed as far as `both` goes.
 *
 * @param history as `histories` gives it
 * @param items as `products` gives it
 * @param customers N, those who bought anything
 */
export function pairs(
  history: Relation,
  items: Relation,
  customers: number,
  { minSupport, shrinkage }: Pick<RecommendationsModel, "minSupport" | "shrinkage">,
): Query {
  const recent = select({
    columns: ["customer", "item"],
    from: history,
    where: and(wasBought, le(col("place"), int(mostInHistory))),
  });
  const both = countAll();
  const counts = select({
    columns: [as("item", col("item", "a")), as("other", col("item", "b")), as("both", both)],
    from: named(recent, "a"),
    joins: [
      join(
        "inner",
        named(recent, "b"),
        and(eq(col("customer", "a"), col("customer", "b")), ne(col("item", "a"), col("item", "b"))),
      ),
    ],
    groupBy: [col("item", "a"), col("item", "b")],
    having: ge(both, int(minSupport)),
  });
  const n = col("both", "p");
  const product = mul(cast(col("customers", "i"), "double"), cast(col("customers", "o"), "double"));
  const near = mul(div(n, call("sqrt", product)), belief(n, shrinkage));
  const scored = select({
    columns: [
      as("item", col("item", "p")),
      as("other", col("other", "p")),
      as("both", n),
      as("lift", div(mul(cast(n, "double"), double(customers)), product)),
      as("near", cast(near, scoreType)),
    ],
    from: named(counts, "p"),
    joins: [
      join("inner", named(items, "i"), eq(col("item", "i"), col("item", "p"))),
      join("inner", named(items, "o"), eq(col("item", "o"), col("other", "p"))),
    ],
  });
  const place = over("row_number", [], {
    partitionBy: [col("item")],
    orderBy: [desc(col("near")), desc(col("both")), asc(col("other"))],
  });
  const ranked = select({
    columns: ["item", "other", "both", "lift", "near", as("place", place)],
    from: scored,
  });
  return select({
    columns: ["item", "other", "both", "lift", "near"],
    from: ranked,
    where: le(col("place"), int(mostNear)),
  });
}
