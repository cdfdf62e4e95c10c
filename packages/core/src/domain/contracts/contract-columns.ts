/** What models of contracts look at, for each customer: when the first contract began and ended, and since when one runs. */
import {
  aggregate,
  and,
  as,
  cases,
  cast,
  coalesce,
  col,
  cte,
  date,
  daysBetween,
  eq,
  ge,
  gt,
  int,
  isNull,
  le,
  max,
  min,
  or,
  over,
  running,
  select,
  table,
  asc,
  type Query,
  type Relation,
} from "../../query/index.ts";
import { idColumn } from "../columns.ts";

/** Names the columns of a source of spans. */
export const contractColumns = (source: string) =>
  ({
    /** The first day of the customer's first contract. */
    first: `d_${source}.first`,
    /** The day on which that ended; NULL where it runs on D. */
    ended: `d_${source}.ended`,
    /** The first day of the contract that runs on D; NULL where none does. */
    since: `d_${source}.since`,
  }) as const;

export const contractColumnsOf = (sources: readonly string[]): readonly string[] =>
  sources.flatMap((source) => Object.values(contractColumns(source)));

const never = "9999-12-31";

/**
 * One row a customer with the columns of a source. Spans of a customer that overlap, or of which the next begins on the day
 * on which one ends or on the day after, are one contract.
 *
 * @param rows the source's rows, or those of one bucket
 * @param asOf D, ISO: what begins or ends later is not known
 * @returns columns `id`, `d_…`; customers without a span are absent
 */
export function contracts(rows: Relation, source: string, asOf: string): Query {
  const names = contractColumns(source);
  const inOrder = {
    partitionBy: [col("customer")],
    orderBy: [asc(col("day")), asc(col("until"))],
  };
  const known = select({
    columns: {
      customer: col("customer"),
      day: col("day"),
      until: cases([[le(col("end_day"), date(asOf)), col("end_day")]], date(never)),
    },
    from: rows,
    where: and(
      le(col("day"), date(asOf)),
      or(isNull(col("end_day")), ge(col("end_day"), col("day"))),
    ),
  });
  const begun = select({
    columns: {
      customer: col("customer"),
      day: col("day"),
      until: col("until"),
      fresh: cases(
        [[le(coalesce(daysBetween(col("before"), col("day")), int(2)), int(1)), int(0)]],
        int(1),
      ),
    },
    from: table("behind"),
  });
  const isFirst = eq(col("contract"), int(1));
  const runs = gt(col("until"), date(asOf));
  return select({
    with: [
      cte("known", known),
      cte(
        "reaching",
        select({
          columns: {
            customer: col("customer"),
            day: col("day"),
            until: col("until"),
            reached: over("max", [col("until")], { ...inOrder, frame: running }),
          },
          from: table("known"),
        }),
      ),
      cte(
        "behind",
        select({
          columns: {
            customer: col("customer"),
            day: col("day"),
            until: col("until"),
            before: over("lag", [col("reached")], inOrder),
          },
          from: table("reaching"),
        }),
      ),
      cte("begun", begun),
      cte(
        "numbered",
        select({
          columns: {
            customer: col("customer"),
            day: col("day"),
            until: col("until"),
            contract: cast(over("sum", [col("fresh")], { ...inOrder, frame: running }), "bigint"),
          },
          from: table("begun"),
        }),
      ),
      cte(
        "contracts",
        select({
          columns: {
            customer: col("customer"),
            contract: col("contract"),
            day: min(col("day")),
            until: max(col("until")),
          },
          from: table("numbered"),
          groupBy: [col("customer"), col("contract")],
        }),
      ),
    ],
    columns: [
      as(idColumn, col("customer")),
      as(names.first, min(col("day"))),
      as(
        names.ended,
        aggregate("max", [col("until")], { filter: and(isFirst, le(col("until"), date(asOf))) }),
      ),
      as(names.since, aggregate("max", [col("day")], { filter: runs })),
    ],
    from: table("contracts"),
    groupBy: [col("customer")],
  });
}
