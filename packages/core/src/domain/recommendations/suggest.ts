/** What customers might buy next: what their own products speak for, then what most people buy. */
import {
  add,
  aggregate,
  and,
  as,
  asc,
  cases,
  cast,
  col,
  crossJoin,
  decimal,
  desc,
  div,
  eq,
  gt,
  int,
  join,
  le,
  max,
  mul,
  named,
  nil,
  number,
  over,
  select,
  sum,
  unionAll,
  type Join,
  type Order,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import type { RecommendationsModel } from "../../language/model/recommendations-model.ts";
import { mostInHistory, scoreType } from "./together.ts";
import { wasBought } from "./rows.ts";

/** The tables that recommendations are made of. */
export type RecommendationTables = {
  /** As `histories` gives it. */
  readonly history: Relation;
  /** As `products` gives it. */
  readonly items: Relation;
  /** As `pairs` gives it. */
  readonly pairs: Relation;
};

/** The weight of the product at a place of a history falls to a half at this place. */
const halfPlace = 20;
const weightType = decimal(9, 6);

/** How much a product of the history speaks: less the longer ago, and less where it was only looked at. */
function weight({ browsing }: RecommendationsModel): Scalar {
  const half = int(halfPlace);
  const recent = cast(div(half, add(half, col("place"))), weightType);
  if (browsing === null) return recent;
  const share = cases([[wasBought, number("1")]], number(String(browsing.weight)));
  return cast(mul(recent, share), weightType);
}

/** The popular products that are tried for each customer, who may have bought most of them. */
const mostPopular = 1000;

/**
 * Recommendations: `customer, item, score, because, place`; `because` is the product of the customer that speaks most for it,
 * NULL where only popularity does. `place` counts from 1 and orders wholly: by score, then popularity.
 *
 * @param customers `customer`: for whom
 * @param personal those of them whose own history may be used; others get what is popular
 */
export function suggestions(
  customers: Relation,
  personal: Relation,
  { history, items, pairs }: RecommendationTables,
  model: RecommendationsModel,
): Query {
  const own = select({
    columns: [
      as("customer", col("customer", "h")),
      as("item", col("item", "h")),
      as("orders", col("orders", "h")),
      as("weight", weight(model)),
    ],
    from: named(history, "h"),
    joins: [join("semi", named(personal, "c"), eq(col("customer", "c"), col("customer", "h")))],
    where: le(col("place"), int(mostInHistory)),
  });
  const spoken = select({
    columns: [
      as("customer", col("customer", "o")),
      as("item", col("other", "p")),
      as("score", mul(col("weight", "o"), col("near", "p"))),
      as("because", col("item", "o")),
    ],
    from: named(own, "o"),
    joins: [join("inner", named(pairs, "p"), eq(col("item", "p"), col("item", "o")))],
  });
  // A product speaks for itself: where it was only looked at, or where it may be bought again.
  const times = cases([[gt(col("orders", "o"), int(1)), col("orders", "o")]], int(1));
  const itself = select({
    columns: [
      as("customer", col("customer", "o")),
      as("item", col("item", "o")),
      as("score", mul(col("weight", "o"), cast(times, scoreType))),
      as("because", col("item", "o")),
    ],
    from: named(own, "o"),
    where: model.repeat ? null : eq(col("orders", "o"), int(0)),
  });
  const evidence = unionAll(spoken, itself);
  const strongest = over("row_number", [], {
    partitionBy: [col("customer"), col("item")],
    orderBy: [desc(col("score")), asc(col("because"))],
  });
  const told = select({
    columns: ["customer", "item", "score", "because", as("n", strongest)],
    from: evidence,
  });
  const scored = select({
    columns: [
      "customer",
      "item",
      as("score", cast(sum(col("score")), totalType)),
      as("because", aggregate("max", [col("because")], { filter: eq(col("n"), int(1)) })),
    ],
    from: told,
    groupBy: [col("customer"), col("item")],
  });
  const all = unionAll(scored, popular(customers, items));
  const best = select({
    columns: [
      as("customer", col("customer", "s")),
      as("item", col("item", "s")),
      as("score", max(col("score", "s"))),
      as("because", max(col("because", "s"))),
      as("popularity", max(col("place", "i"))),
    ],
    from: named(all, "s"),
    joins: [
      join("inner", named(items, "i"), eq(col("item", "i"), col("item", "s"))),
      ...(model.repeat ? [] : [notBought(history)]),
    ],
    groupBy: [col("customer", "s"), col("item", "s")],
  });
  return firstOf(best, [desc(col("score")), asc(col("popularity"))], model.show);
}

const totalType = decimal(38, 12);

/** What most people buy, for each of these customers. */
const popular = (customers: Relation, items: Relation): Query =>
  select({
    columns: [
      as("customer", col("customer", "c")),
      as("item", col("item", "i")),
      as("score", cast(int(0), totalType)),
      as("because", nil("varchar")),
    ],
    from: named(customers, "c"),
    joins: [
      crossJoin(named(select({ from: items, where: le(col("place"), int(mostPopular)) }), "i")),
    ],
  });

/** Leaves out what the customer of a row `s` bought. */
const notBought = (history: Relation): Join =>
  join(
    "anti",
    named(select({ columns: ["customer", "item"], from: history, where: wasBought }), "b"),
    and(eq(col("customer", "b"), col("customer", "s")), eq(col("item", "b"), col("item", "s"))),
  );

/** What most people buy and the customer did not: the list without a person in it, and the baseline of tests. */
export function popularOnes(
  customers: Relation,
  { history, items }: RecommendationTables,
  model: RecommendationsModel,
): Query {
  const left = select({
    columns: [
      as("customer", col("customer", "s")),
      as("item", col("item", "s")),
      as("score", col("score", "s")),
      as("because", col("because", "s")),
      as("popularity", col("place", "i")),
    ],
    from: named(popular(customers, items), "s"),
    joins: [
      join("inner", named(items, "i"), eq(col("item", "i"), col("item", "s"))),
      ...(model.repeat ? [] : [notBought(history)]),
    ],
  });
  return firstOf(left, [asc(col("popularity"))], model.show);
}

function firstOf(found: Query, order: readonly Order[], show: number): Query {
  const place = over("row_number", [], {
    partitionBy: [col("customer")],
    orderBy: [...order, asc(col("item"))],
  });
  const columns = ["customer", "item", "score", "because"] as const;
  const ranked = select({ columns: [...columns, as("place", place)], from: found });
  return select({
    columns: [...columns, "place"],
    from: ranked,
    where: le(col("place"), int(show)),
  });
}
