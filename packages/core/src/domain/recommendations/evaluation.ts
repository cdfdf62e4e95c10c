/** How good recommendations are: those from before a day, tested on what customers bought after it, beside what is popular. */
import {
  and,
  as,
  asc,
  call,
  cases,
  cast,
  coalesce,
  col,
  concat,
  count,
  countAll,
  decimal,
  div,
  eq,
  ge,
  gt,
  int,
  join,
  named,
  number,
  select,
  sum,
  text,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import type { RecommendationsModel } from "../../language/model/recommendations-model.ts";
import { wasBought } from "./rows.ts";

/** Of a list of `show` products: shares in [0, 1]. */
export type Quality = {
  /** Customers who bought at least one of them. */
  readonly hitRate: number;
  /** The mean share of what a customer bought that was recommended. */
  readonly recall: number;
};

type QualityOfGroup = {
  /** How many products those customers had bought before, at least; the group ends where the next begins. */
  readonly from: number;
  readonly customers: number;
  readonly recommended: Quality;
  readonly popular: Quality;
};

export type RecommendationQuality = {
  /** The last day that recommendations knew, ISO. */
  readonly cut: string;
  /** Days after it. */
  readonly days: number;
  readonly show: number;
  readonly repeat: boolean;
  /** Customers with an earlier purchase who later bought something that could be recommended; a sample where there are many. */
  readonly customers: number;
  readonly recommended: Quality & { readonly coverage: number };
  readonly popular: Quality & { readonly coverage: number };
  /** Hit rate of recommendations less that of what is popular, with its 95 % interval (paired). */
  readonly gain: { readonly value: number; readonly low: number; readonly high: number };
  /** By how much they had bought before, those with little first. */
  readonly groups: readonly QualityOfGroup[];
};

/** The groups' first counts of products. */
const groupsFrom = [1, 6, 21, 101] as const;

/** At most so many customers are judged. */
const mostJudged = 5000;

/**
 * What customers bought later that could be recommended: `customer, item`.
 *
 * @param later as `baskets` gives it, of the days of the holdout
 * @param history of the days before
 */
export function targets(
  later: Relation,
  history: Relation,
  { repeat }: Pick<RecommendationsModel, "repeat">,
): Query {
  const before = select({ columns: ["customer", "item"], from: history, where: wasBought });
  const known = select({ columns: ["customer"], distinct: true, from: before });
  return select({
    columns: [as("customer", col("customer", "l")), as("item", col("item", "l"))],
    distinct: true,
    from: named(later, "l"),
    joins: [
      join("semi", named(known, "k"), eq(col("customer", "k"), col("customer", "l"))),
      ...(repeat
        ? []
        : [
            join(
              "anti",
              named(before, "b"),
              and(
                eq(col("customer", "b"), col("customer", "l")),
                eq(col("item", "b"), col("item", "l")),
              ),
            ),
          ]),
    ],
  });
}

/** Who is judged: `customer`, a sample by a keyed hash of the id. @param found as `targets` gives it */
export const judged = (found: Relation): Query =>
  select({
    columns: ["customer"],
    from: select({ columns: ["customer"], distinct: true, from: found }),
    orderBy: [
      asc(call("sample_key", concat(text("recommend:"), col("customer")))),
      asc(col("customer")),
    ],
    limit: mostJudged,
  });

const share = decimal(18, 6);

/** One row a group: `from_products, customers, …`, counts of hits and sums of recalls of both lists. */
export function outcomes(
  judgedOnes: Relation,
  found: Relation,
  history: Relation,
  recommended: Relation,
  popular: Relation,
): Query {
  const hits = (list: Relation): Query =>
    select({
      columns: [as("customer", col("customer", "t")), as("hits", countAll())],
      from: named(found, "t"),
      joins: [
        join(
          "inner",
          named(list, "r"),
          and(
            eq(col("customer", "r"), col("customer", "t")),
            eq(col("item", "r"), col("item", "t")),
          ),
        ),
      ],
      groupBy: [col("customer", "t")],
    });
  const counted = (rows: Relation, where: Scalar | null): Query =>
    select({
      columns: ["customer", as("n", countAll())],
      from: rows,
      where,
      groupBy: [col("customer")],
    });
  const of = (name: string): Scalar => eq(col("customer", name), col("customer", "j"));
  const each = select({
    columns: [
      as("products", col("n", "h")),
      as("targets", col("n", "t")),
      as("hits", coalesce(col("hits", "r"), int(0))),
      as("popular_hits", coalesce(col("hits", "p"), int(0))),
    ],
    from: named(judgedOnes, "j"),
    joins: [
      join("inner", named(counted(history, wasBought), "h"), of("h")),
      join("inner", named(counted(found, null), "t"), of("t")),
      join("left", named(hits(recommended), "r"), of("r")),
      join("left", named(hits(popular), "p"), of("p")),
    ],
  });
  const [hit, popularHit] = [gt(col("hits"), int(0)), gt(col("popular_hits"), int(0))];
  const group = cases(
    groupsFrom.toReversed().map((from) => [ge(col("products"), int(from)), int(from)] as const),
    int(0),
  );
  const recall = (column: string): Scalar =>
    coalesce(sum(cast(div(col(column), col("targets")), share)), number("0"));
  return select({
    columns: {
      from_products: group,
      customers: countAll(),
      hits: countAll(hit),
      popular_hits: countAll(popularHit),
      only: countAll(and(hit, eq(col("popular_hits"), int(0)))),
      only_popular: countAll(and(popularHit, eq(col("hits"), int(0)))),
      recall: recall("hits"),
      popular_recall: recall("popular_hits"),
    },
    from: each,
    groupBy: [group],
    orderBy: [asc(group)],
  });
}

/** How many different products a list names. */
export const covered = (list: Relation): Query =>
  select({ columns: { n: count(col("item"), { distinct: true }) }, from: list });
