/** Synthetic transactions: customers come, buy at their own rate and leave; sorted by day, as a till writes them. */
import type { DuckDBConnection } from "@duckdb/node-api";

export const asOf = "2026-11-18";
/** Days that the data cover. */
const span = 730;

/** A share in (0, 1) of a whole number and a purpose below 8, the same whatever the threads. Two arguments of `hash` would depend on each other. */
const share = (of: string, purpose: number): string =>
  `((hash(cast((${of}) * 8 + ${purpose} as bigint)) >> 11) + 0.5) / 9007199254740992.0`;

/**
 * Writes a Parquet file of transactions: `customer` of eight digits, `day`, `amount` and `channel`.
 *
 * @param customers how many; each buys at least once
 * @param transactions about so many, within a few percent
 */
export async function writeTransactions(
  db: DuckDBConnection,
  path: string,
  { customers, transactions }: { readonly customers: number; readonly transactions: number },
): Promise<void> {
  // Each: a first day, and days until they leave (Pareto). Rates are exponential, so that the further orders of a stay of t
  // days are geometric with t / (t + alpha); given how many, they fall evenly.
  const alpha = 165 / Math.max(1e-9, transactions / customers - 1);
  await db.run(`copy (
    with people as (
      select range as id, ${span - 1} * ${share("range", 1)} as first,
        100 * (pow(${share("range", 2)}, -1 / 0.8) - 1) as life
      from range(${customers})),
    stays as (select id, first, least(${span} - 1, first + life) as last from people),
    counts as (select id, first, last,
      1 + cast(floor(ln(${share("id", 3)}) / ln((last - first) / (last - first + ${alpha.toFixed(4)}))) as integer) as n
      from stays),
    orders as (select id, first, last, unnest(range(n)) as i from counts)
    select lpad(cast(id as varchar), 8, '0') as customer,
      date '${asOf}' - ${span - 2} + cast(floor(first + case when i = 0 then 0 else (last - first) * ${share("1000 * id + i", 5)} end) as integer) as day,
      cast(5 + 200 * ${share("1000 * id + i", 6)} as decimal(10, 2)) as amount,
      case when ${share("1000 * id + i", 7)} < 0.4 then 'app' else 'store' end as channel
    from orders order by day) to '${path}' (format parquet)`);
}
