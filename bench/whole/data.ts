/**
 * Synthetic transactions: customers come, buy at their own rate and leave; a file a month, sorted by day, as a till writes them.
 * They are made once and kept in the machine's temporary folder.
 */
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";

export const asOf = "2026-11-18";
/** Days that the data cover. */
const span = 730;
/** Customers that are made at once: their transactions fit in memory. */
const atOnce = 500_000;
/** Bump when other data are made. */
const version = 1;

export type Size = { readonly customers: number; readonly transactions: number };

/** Folders of Parquet files: of all days but the last, and of the last. */
export type Days = { readonly before: string; readonly last: string };

/**
 * Files of transactions: `customer` of eight digits, `day`, `amount` and `channel`. Each customer buys at least once; there are
 * about as many transactions as asked, within a few percent.
 */
export async function keptDays(size: Size): Promise<Days> {
  const root = join(tmpdir(), "clientele-bench");
  const folder = join(root, `${size.customers}-${size.transactions}-v${version}`);
  if (!existsSync(folder)) {
    mkdirSync(root, { recursive: true });
    const aside = mkdtempSync(join(root, ".aside-"));
    const started = performance.now();
    try {
      await writeDays(aside, size);
      renameSync(aside, folder);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${folder} was made in ${seconds} s and stays`);
  }
  return { before: join(folder, "before"), last: join(folder, "last") };
}

/** Puts the files of a folder into another as well, without a copy of their bytes. */
export function addFiles(from: string, to: string): void {
  for (const name of readdirSync(from)) linkSync(join(from, name), join(to, name));
}

async function writeDays(folder: string, size: Size): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: "4GB",
    temp_directory: join(folder, "tmp"),
    preserve_insertion_order: "true",
  });
  const db = await instance.connect();
  const made = join(folder, "made");
  try {
    for (let from = 0; from < size.customers; from += atOnce)
      await db.run(
        `copy (${transactionsOf(from, Math.min(size.customers, from + atOnce), size)}) to '${made}'
          (format parquet, partition_by (month), append true)`,
      );
    for (const name of ["before", "last"]) mkdirSync(join(folder, name));
    for (const month of readdirSync(made)) await writeMonth(db, folder, month);
  } finally {
    db.closeSync();
    instance.closeSync();
    for (const name of ["made", "tmp"])
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** @param month a folder of what was made, such as `month=2026-11` */
async function writeMonth(db: DuckDBConnection, folder: string, month: string): Promise<void> {
  const name = `${month.slice("month=".length)}.parquet`;
  const write = (where: string, to: string): Promise<unknown> =>
    db.run(`copy (select customer, day, amount, channel from '${join(folder, "made", month)}/*.parquet'
      where ${where} order by day, place) to '${to}' (format parquet)`);
  await write(`day < date '${asOf}'`, join(folder, "before", name));
  if (asOf.startsWith(name.slice(0, 7)))
    await write(`day = date '${asOf}'`, join(folder, "last", `${asOf}.parquet`));
}

/** A share in (0, 1) of a whole number and a purpose below 8, the same whatever the threads. Two arguments of `hash` would depend on each other. */
const share = (of: string, purpose: number): string =>
  `((hash(cast((${of}) * 8 + ${purpose} as bigint)) >> 11) + 0.5) / 9007199254740992.0`;

function transactionsOf(from: number, to: number, { customers, transactions }: Size): string {
  // Each: a first day, and days until they leave (Pareto). Rates are exponential, so that the further orders of a stay of t
  // days are geometric with t / (t + alpha); given how many, they fall evenly.
  const alpha = 165 / Math.max(1e-9, transactions / customers - 1);
  return `
    with people as (
      select range as id, ${span - 1} * ${share("range", 1)} as first,
        100 * (pow(${share("range", 2)}, -1 / 0.8) - 1) as life
      from range(${from}, ${to})),
    stays as (select id, first, least(${span} - 1, first + life) as last from people),
    counts as (select id, first, last,
      1 + cast(floor(ln(${share("id", 3)}) / ln((last - first) / (last - first + ${alpha.toFixed(4)}))) as integer) as n
      from stays),
    orders as (select id, first, last, unnest(range(n)) as i from counts),
    dated as (select id, 1000 * id + i as place,
      date '${asOf}' - ${span - 2} + cast(floor(first + case when i = 0 then 0 else (last - first) * ${share("1000 * id + i", 5)} end) as integer) as day
      from orders)
    select lpad(cast(id as varchar), 8, '0') as customer, day,
      cast(5 + 200 * ${share("place", 6)} as decimal(10, 2)) as amount,
      case when ${share("place", 7)} < 0.4 then 'app' else 'store' end as channel,
      hash(place) as place, strftime(day, '%Y-%m') as month
    from dated`;
}
