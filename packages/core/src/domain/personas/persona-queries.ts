/**
 * What personas count, as query nodes: a bounded number of sums, never rows of customers.
 *
 * Numbers are divided by the largest of them and summed as decimals, so that sums are exact whatever the order and never run
 * over. A test must not hang on the few customers who spend a fortune: it takes scores s = u / (|u| + mean |u|), which rise
 * with the number u and lie between −1 and 1.
 */
import {
  add,
  and,
  as,
  asc,
  call,
  cases,
  cast,
  col,
  count,
  countAll,
  decimal,
  desc,
  div,
  double,
  eq,
  ge,
  gt,
  inList,
  int,
  isNotNull,
  le,
  max,
  mul,
  ne,
  number,
  over,
  select,
  sum,
  text,
  tryCast,
  type Query,
  type Relation,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import type { Model } from "../../language/model/model.ts";
import { builtinColumn, joinedColumn } from "../columns.ts";
import type { RiskName } from "./persona.ts";

/** Twelve digits behind the point hold a number between −1 and 1; a product of two such is exact in 26 digits. */
const unit = decimal(13, 12);
const asUnit = (value: Scalar): Scalar => tryCast(value, unit);

const finite = (column: string): Scalar => {
  const value = cast(col(column), "double");
  return cases([[call("is_finite", value), value]]);
};

/** A number of the population: the largest |x|, and the mean of |x| / largest once it is known. */
export type Scale = { readonly column: string; readonly largest: number; readonly typical: number };

/** How many there are, and the largest number by size of each column. @returns one row: `n`, `largest_<i>` */
export const largestQuery = (
  customers: Relation,
  who: Scalar | null,
  columns: readonly string[],
): Query =>
  select({
    columns: [
      as("n", countAll()),
      ...columns.map((c, i) => as(`largest_${i}`, max(call("abs", finite(c))))),
    ],
    from: customers,
    where: who,
  });

const scaled = ({ column, largest }: Scale): Scalar => asUnit(div(finite(column), double(largest)));

/**
 * Counts and sums of numbers that were divided by the largest.
 *
 * @returns one row: `n_<i>`, `sum_<i>`, `squares_<i>`, `sizes_<i>` (Σ|u|), `other_<i>` (how many are not zero)
 */
export const momentsQuery = (
  customers: Relation,
  who: Scalar | null,
  scales: readonly Scale[],
): Query =>
  select({
    columns: scales.flatMap((_, i) => [
      ...momentColumns(unitAt(i), i),
      as(`sizes_${i}`, sum(call("abs", unitAt(i)))),
      as(`other_${i}`, countAll(ne(unitAt(i), int(0)))),
    ]),
    from: units(customers, who, scales),
  });

const momentColumns = (u: Scalar, i: number): readonly SelectColumn[] => [
  as(`n_${i}`, count(u)),
  as(`sum_${i}`, sum(u)),
  as(`squares_${i}`, sum(mul(u, u))),
];

const unitAt = (i: number): Scalar => col(`u_${i}`);
const scoreAt = (i: number): Scalar => col(`s_${i}`);

/** The numbers divided by their largest, each once: sums of them are then sums of columns. */
const units = (customers: Relation, who: Scalar | null, scales: readonly Scale[]): Query =>
  select({
    columns: [as("id", col("id")), ...scales.map((scale, i) => as(`u_${i}`, scaled(scale)))],
    from: customers,
    where: who,
  });

/** And their scores. */
const scored = (customers: Relation, who: Scalar | null, scales: readonly Scale[]): Query =>
  select({
    columns: [
      as("id", col("id")),
      ...scales.map((_, i) => as(`u_${i}`, unitAt(i))),
      ...scales.map(({ typical }, i) => {
        const u = cast(unitAt(i), "double");
        return as(`s_${i}`, asUnit(div(u, add(call("abs", u), double(typical)))));
      }),
    ],
    from: units(customers, who, scales),
  });

/** Sums of scores of everybody. @returns one row: `score_<i>`, `score2_<i>`, `score3_<i>` */
export const scoresQuery = (
  customers: Relation,
  who: Scalar | null,
  scales: readonly Scale[],
): Query =>
  select({
    columns: scales.flatMap((_, i) => {
      const s = scoreAt(i);
      const size = cast(s, "double"); // shortening a decimal costs 11 µs a row, a double 0.1
      return [
        as(`score_${i}`, sum(s)),
        as(`score2_${i}`, sum(mul(s, s))),
        as(`score3_${i}`, sum(mul(asUnit(mul(size, size)), s))),
      ];
    }),
    from: scored(customers, who, scales),
  });

/** What a group's numbers come to. @returns one row: `members`, and for each number `n_`, `sum_`, `squares_`, `score_<i>` */
export const groupQuery = (customers: Relation, who: Scalar, scales: readonly Scale[]): Query =>
  select({
    columns: [
      as("members", countAll()),
      ...scales.flatMap((_, i) => [
        ...momentColumns(unitAt(i), i),
        as(`score_${i}`, sum(scoreAt(i))),
      ]),
    ],
    from: scored(customers, who, scales),
  });

/** The value of a category as text. */
const category = (column: string): Scalar => cast(col(column), "varchar");

/** How many have each value, the most frequent first. @returns rows `value`, `n` */
export const categoriesQuery = (
  customers: Relation,
  who: Scalar | null,
  column: string,
  limit: number,
): Query =>
  select({
    columns: { value: category(column), n: countAll() },
    from: customers,
    where: and(...(who === null ? [] : [who]), isNotNull(col(column))),
    groupBy: [category(column)],
    orderBy: [desc(countAll()), asc(category(column))],
    limit,
  });

/** The same of these values only. */
export const categoriesAmong = (
  customers: Relation,
  who: Scalar,
  column: string,
  wanted: readonly string[],
): Query =>
  select({
    columns: { value: category(column), n: countAll() },
    from: customers,
    where: and(who, inList(category(column), wanted.map(text))),
    groupBy: [category(column)],
    orderBy: [asc(category(column))],
  });

/** How many have a value. @returns one row: `n_<i>` */
export const knownQuery = (
  customers: Relation,
  who: Scalar | null,
  columns: readonly string[],
): Query =>
  select({
    columns: columns.map((c, i) => as(`n_${i}`, count(col(c)))),
    from: customers,
    where: who,
  });

/** A risk that is counted: among whom it can be told, and who runs it. */
export type RiskRule = {
  readonly risk: RiskName;
  readonly value: string | null;
  readonly atMost: number | null;
  readonly known: Scalar;
  readonly runs: Scalar;
};

/** Overdue by more than two of their own intervals, one order only, unhappy answers: the lower six tenths of a scale. */
export function riskRules(model: Model): readonly RiskRule[] {
  const builtin = (name: "recency" | "inter_purchase_time" | "frequency"): Scalar =>
    cast(col(builtinColumn(name, null)), "double");
  const [recency, interval] = [builtin("recency"), builtin("inter_purchase_time")];
  const plain = { value: null, atMost: null };
  return [
    {
      ...plain,
      risk: "overdue",
      known: isNotNull(interval),
      runs: gt(recency, mul(double(2), interval)),
    },
    {
      ...plain,
      risk: "single_order",
      known: gt(builtin("frequency"), int(0)),
      runs: eq(builtin("frequency"), int(1)),
    },
    ...model.others.flatMap((other): readonly RiskRule[] => {
      if (other.kind !== "scores") return [];
      const score = cast(col(joinedColumn(other.name, other.score)), "double");
      const [low, high] = other.scale;
      const atMost = low + 0.6 * (high - low);
      const told = Number.isInteger(low) && Number.isInteger(high) ? Math.floor(atMost) : atMost;
      return [
        {
          risk: "unhappy",
          value: other.score,
          atMost: told,
          known: isNotNull(score),
          runs: le(score, double(atMost)),
        },
      ];
    }),
  ];
}

/** @returns one row: `known_<i>`, `runs_<i>` */
export const risksQuery = (
  customers: Relation,
  who: Scalar | null,
  rules: readonly RiskRule[],
): Query =>
  select({
    columns: rules.flatMap(({ known, runs }, i) => [
      as(`known_${i}`, countAll(known)),
      as(`runs_${i}`, countAll(and(known, runs))),
    ]),
    from: customers,
    where: who,
  });

/** Revenue above zero, of all and of the tenth who spend most (ties by id). @returns one row: `all_spent`, `top_spent` */
export function topTenthQuery(customers: Relation, who: Scalar): Query {
  const spent = col(builtinColumn("monetary", null));
  const ranked = select({
    columns: {
      spent,
      rank: over("row_number", [], { orderBy: [desc(spent), asc(col("id"))] }),
      n: over("count", [], {}),
    },
    from: customers,
    where: and(who, gt(spent, number("0"))),
  });
  const inTop = le(mul(col("rank"), int(10)), add(col("n"), int(9)));
  return select({
    columns: { all_spent: sum(col("spent")), top_spent: sum(col("spent"), inTop) },
    from: ranked,
    where: ge(col("n"), int(1)),
  });
}
