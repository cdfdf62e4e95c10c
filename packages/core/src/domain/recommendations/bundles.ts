/** Bundles: two and three products that stand in the same order more often than their popularity explains. */
import {
  and,
  as,
  asc,
  cast,
  col,
  countAll,
  desc,
  div,
  double,
  eq,
  ge,
  gt,
  int,
  call,
  join,
  le,
  lt,
  mul,
  named,
  nil,
  over,
  select,
  sub,
  unionAll,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import type { RecommendationsModel } from "../../language/model/recommendations-model.ts";
import { belief } from "./together.ts";

/** Orders with more products make no bundles: they are stock, not a choice. */
const mostInBasket = 100;
/** Triples are looked for among the strongest pairs. */
const pairsOfTriples = 1000;
/** Bundles of each size that are kept. */
const mostBundles = 100;

/** Orders that make bundles: `customer, basket, item`. @param bought as `baskets` gives it */
export function smallBaskets(bought: Relation): Query {
  const size = over("count", [], { partitionBy: [col("customer"), col("basket")] });
  const sized = select({ columns: ["customer", "basket", "item", as("size", size)], from: bought });
  return select({
    columns: ["customer", "basket", "item"],
    from: sized,
    where: le(col("size"), int(mostInBasket)),
  });
}

/** In how many orders each product is: `item, orders`. */
export const basketCounts = (small: Relation): Query =>
  select({ columns: ["item", as("orders", countAll())], from: small, groupBy: [col("item")] });

const sameBasket = (a: string, b: string): Scalar =>
  and(eq(col("customer", a), col("customer", b)), eq(col("basket", a), col("basket", b)));
const asDouble = (value: Scalar): Scalar => cast(value, "double");

/**
 * Pairs in one order: `a, b, orders, expected, lift, confidence, gain`, `a` before `b` by its letters.
 *
 * `expected` is how many orders would hold both by chance, `lift` is orders / expected, `confidence` the share of the orders of
 * the rarer product that hold the other too, `gain` the orders beyond chance, believed as far as `orders` goes.
 *
 * @param baskets how many orders there are
 */
export function bundlePairs(
  small: Relation,
  counts: Relation,
  baskets: number,
  { minSupport, shrinkage }: Pick<RecommendationsModel, "minSupport" | "shrinkage">,
): Query {
  const n = countAll();
  const found = select({
    columns: [as("a", col("item", "x")), as("b", col("item", "y")), as("orders", n)],
    from: named(small, "x"),
    joins: [
      join(
        "inner",
        named(small, "y"),
        and(sameBasket("x", "y"), lt(col("item", "x"), col("item", "y"))),
      ),
    ],
    groupBy: [col("item", "x"), col("item", "y")],
    having: ge(n, int(minSupport)),
  });
  const [a, b] = [col("orders", "ca"), col("orders", "cb")];
  return measured(
    select({
      columns: [
        as("a", col("a", "f")),
        as("b", col("b", "f")),
        as("orders", col("orders", "f")),
        as("expected", div(mul(asDouble(a), asDouble(b)), double(baskets))),
        as("part", call("least", a, b)),
      ],
      from: named(found, "f"),
      joins: [
        join("inner", named(counts, "ca"), eq(col("item", "ca"), col("a", "f"))),
        join("inner", named(counts, "cb"), eq(col("item", "cb"), col("b", "f"))),
      ],
    }),
    ["a", "b"],
    shrinkage,
  );
}

function measured(found: Query, names: readonly string[], shrinkage: number): Query {
  const [orders, expected] = [col("orders"), col("expected")];
  return select({
    columns: [
      ...names,
      "orders",
      "expected",
      as("lift", div(orders, expected)),
      as("confidence", div(orders, col("part"))),
      as("gain", mul(sub(asDouble(orders), expected), belief(orders, shrinkage))),
    ],
    from: found,
    where: gt(asDouble(orders), expected),
  });
}

/** Among which pairs triples are looked for, as `bundlePairs` gives them. */
export const strongestPairs = (two: Relation): Query => strongest(two, ["a", "b"], pairsOfTriples);

/** The orders that hold both of a pair: `a, b, customer, basket`. Triples are found from them: most orders hold no such pair. */
export function ordersOfPairs(small: Relation, best: Relation): Query {
  return select({
    columns: [
      as("a", col("a", "p")),
      as("b", col("b", "p")),
      as("customer", col("customer", "x")),
      as("basket", col("basket", "x")),
    ],
    from: named(best, "p"),
    joins: [
      join("inner", named(small, "x"), eq(col("item", "x"), col("a", "p"))),
      join(
        "inner",
        named(small, "y"),
        and(sameBasket("y", "x"), eq(col("item", "y"), col("b", "p"))),
      ),
    ],
  });
}

/**
 * Three products whose pairs all are among the strongest: `a, b, c, …` as pairs.
 *
 * @param best as `strongestPairs` gives it
 * @param held as `ordersOfPairs` gives it
 */
export function bundleTriples(
  { small, counts, best, held }: Readonly<Record<"small" | "counts" | "best" | "held", Relation>>,
  baskets: number,
  { minSupport, shrinkage }: Pick<RecommendationsModel, "minSupport" | "shrinkage">,
): Query {
  const candidates = select({
    columns: [
      as("a", col("a", "p")),
      as("b", col("b", "p")),
      as("c", col("b", "q")),
      as("part", call("least", col("orders", "p"), col("orders", "q"), col("orders", "r"))),
    ],
    from: named(best, "p"),
    joins: [
      join(
        "inner",
        named(best, "q"),
        and(eq(col("a", "q"), col("a", "p")), gt(col("b", "q"), col("b", "p"))),
      ),
      join(
        "inner",
        named(best, "r"),
        and(eq(col("a", "r"), col("b", "p")), eq(col("b", "r"), col("b", "q"))),
      ),
    ],
  });
  const n = countAll();
  const found = select({
    columns: [
      as("a", col("a", "t")),
      as("b", col("b", "t")),
      as("c", col("c", "t")),
      as("part", col("part", "t")),
      as("orders", n),
    ],
    from: named(candidates, "t"),
    joins: [
      join(
        "inner",
        named(held, "h"),
        and(eq(col("a", "h"), col("a", "t")), eq(col("b", "h"), col("b", "t"))),
      ),
      join(
        "inner",
        named(small, "z"),
        and(sameBasket("z", "h"), eq(col("item", "z"), col("c", "t"))),
      ),
    ],
    groupBy: [col("a", "t"), col("b", "t"), col("c", "t"), col("part", "t")],
    having: ge(n, int(minSupport)),
  });
  const each = ["ca", "cb", "cc"].map((name) => asDouble(col("orders", name)));
  const [ca = int(0), cb = int(0), cc = int(0)] = each;
  const expected = div(div(mul(mul(ca, cb), cc), double(baskets)), double(baskets));
  return measured(
    select({
      columns: [
        ...["a", "b", "c", "orders", "part"].map((name) => as(name, col(name, "f"))),
        as("expected", expected),
      ],
      from: named(found, "f"),
      joins: [
        join("inner", named(counts, "ca"), eq(col("item", "ca"), col("a", "f"))),
        join("inner", named(counts, "cb"), eq(col("item", "cb"), col("b", "f"))),
        join("inner", named(counts, "cc"), eq(col("item", "cc"), col("c", "f"))),
      ],
    }),
    ["a", "b", "c"],
    shrinkage,
  );
}

/** The strongest, of equal ones the first by their letters. */
function strongest(found: Relation, names: readonly string[], most: number): Query {
  const place = over("row_number", [], {
    orderBy: [desc(col("gain")), desc(col("orders")), ...names.map((name) => asc(col(name)))],
  });
  const ranked = select({
    columns: [...names, "orders", "expected", "lift", "confidence", "gain", as("place", place)],
    from: found,
  });
  return select({ from: ranked, where: le(col("place"), int(most)) });
}

/** The bundles that are kept, of two and of three products: `a, b, c, orders, lift, confidence, gain, place`. */
export function bundles(two: Relation, three: Relation): Query {
  const columns = ["orders", "lift", "confidence", "gain"] as const;
  const all = unionAll(
    select({
      columns: ["a", "b", as("c", nil("varchar")), ...columns],
      from: strongest(two, ["a", "b"], mostBundles),
    }),
    select({
      columns: ["a", "b", "c", ...columns],
      from: strongest(three, ["a", "b", "c"], mostBundles),
    }),
  );
  const place = over("row_number", [], {
    orderBy: [
      desc(col("gain")),
      desc(col("orders")),
      asc(col("a")),
      asc(col("b")),
      asc(col("c"), "first"),
    ],
  });
  return select({ columns: ["a", "b", "c", ...columns, as("place", place)], from: all });
}
