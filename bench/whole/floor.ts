/** The same tables by hand: SQL in memory for what SQL does, typed arrays for clusters, BFGS for Pareto/NBD. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { kMeans } from "../../packages/core/src/domain/clusters/k-means.ts";
import { fitPurchaseModel } from "../../packages/core/src/stats/fit-purchase-model.ts";
import { hamerly, type Dimension } from "../../packages/core/src/stats/hamerly.ts";
import { paretonbd } from "../../packages/core/src/stats/paretonbd.ts";
import { random } from "../../packages/core/src/stats/random.ts";
import { asOf } from "./data.ts";
import { ruleOf } from "./project.ts";

const since = (days: number): string => `day > date '${asOf}' - ${days}`;
const windows = [30, 90, 180, 365];

/**
 * Statements by what they make. Transactions go once into buckets by customer, as anybody who runs again must keep them; all
 * that is computed then reads those.
 *
 * @param raw files of transactions
 * @param buckets a folder for them
 */
export const statements = (
  raw: string,
  buckets: string,
): Readonly<Record<string, readonly string[]>> => ({
  "buckets of transactions": [
    `copy (select *, hash(customer) % 16 as bucket from '${raw}') to '${buckets}' (format parquet, partition_by (bucket))`,
  ],
  ...computed(`${buckets}/*/*.parquet`),
});

const computed = (data: string): Readonly<Record<string, readonly string[]>> => ({
  metrics: [
    `create table days as select customer, day, count(*) as n, sum(amount) as spent
      from '${data}' where day <= date '${asOf}' group by customer, day`,
    `create table orders as select customer, sum(n) as frequency, sum(spent) as monetary, min(day) as first, max(day) as last,
      count(*) as days, max(day, 2)[2] as before, sum(spent) filter (${since(365)}) as year,
      sum(n) filter (${since(365)}) as n_year, sum(n) filter (${since(90)}) as n_90 from days group by customer`,
    `create table lines as select customer, ${windows
      .map(
        (w) =>
          `sum(amount) filter (${since(w)}) as spent_${w}, count(*) filter (${since(w)}) as lines_${w}`,
      )
      .join(", ")}, max(amount) as biggest, min(amount) as smallest, avg(amount) as middling,
      max(amount) filter (${since(90)}) as biggest_90, count(*) filter (channel = 'app') as app_lines,
      sum(amount) filter (channel = 'app') as app_spent,
      count(*) filter (channel = 'app' and ${since(180)}) as app_180
      from '${data}' where day <= date '${asOf}' group by customer`,
    `create table features as select *, date '${asOf}' - last as recency, monetary / frequency as monetary_mean,
      date '${asOf}' - first as tenure, (last - first) / nullif(days - 1, 0) as gap, last - before as previous_gap,
      app_180 / nullif(lines_180, 0) as app_share, spent_90 / nullif(spent_365, 0) as trend
      from orders join lines using (customer)`,
  ],
  "RFM, tiers, lifecycle": [
    `create table ranked as select customer, 1 + floor(5 * (rank() over (order by recency desc) - 1) / count(*) over ()) as r,
      1 + floor(5 * (rank() over (order by frequency) - 1) / count(*) over ()) as f,
      1 + floor(5 * (rank() over (order by monetary) - 1) / count(*) over ()) as m,
      sum(year) over (order by year desc range between unbounded preceding and current row) / sum(year) over () as share,
      recency / ((coalesce(last - first, 0) + 3 * sum(last - first) over () / sum(days - 1) over ()) / (days + 2)) as late
      from features`,
  ],
  rules: [
    `create table assigned as select *, ${Array.from({ length: 30 }, (_, i) => `(${ruleOf(i)}) as r${i}`).join(", ")},
      case when share < 0.8 then 'high' else 'low' end as tier, r * 10 + f as cell,
      case when recency > 365 then 'lost' when previous_gap > 180 and recency <= 90 then 'returned' when late > 3 then 'dormant'
        when late > 1.5 then 'at risk' when frequency = 1 then 'first' when n_year >= 4 then 'loyal' else 'active' end as stage
      from features join ranked using (customer)`,
    `select ${Array.from({ length: 30 }, (_, i) => `count(*) filter (r${i})`).join(", ")} from assigned`,
    "select stage, tier, cell, count(*) from assigned group by all",
  ],
});

export const writeTable = [
  "create table written.customers as select * from assigned join groups using (customer) join alive using (customer) order by customer",
  "checkpoint written",
];

const unit = 1e6;

/** Eight features of everybody, as a sample's clusters divide them; fills the table `groups`. */
export async function clusters(db: DuckDBConnection): Promise<void> {
  const features = [
    "recency",
    "ln(1 + frequency)",
    "ln(1 + monetary)",
    "tenure",
    "ln(1 + coalesce(spent_90, 0))",
    "ln(1 + coalesce(spent_365, 0))",
    "app_lines",
    "biggest",
  ];
  const scaled = features.map(
    (of, i) =>
      `cast(round(${unit} * ((${of}) - avg(${of}) over ()) / stddev_pop(${of}) over ()) as integer) as f${i}`,
  );
  const read = await db.runAndReadAll(`select ${scaled.join(", ")} from features`);
  const columns = read.getColumns();
  const [rows, width] = [columns[0]?.length ?? 0, features.length];
  const values = new Int32Array(rows * width);
  columns.forEach((column, f) => column.forEach((x, i) => (values[i * width + f] = Number(x))));
  const rowOf = (i: number): readonly number[] =>
    Array.from(values.subarray(i * width, (i + 1) * width), (x) => x / unit);
  const step = Math.max(1, Math.floor(rows / 20_000));
  const sample = Array.from({ length: Math.floor(rows / step) }, (_, i) => rowOf(i * step));
  const { centroids } = kMeans(sample, 8, { starts: 8, next: random(2) });
  const seeds = centroids.map((c) => c.map((x) => Math.round(x * unit)));
  const block = 131_072 * width;
  const blocks = Array.from({ length: Math.ceil(values.length / block) }, (_, i) =>
    values.subarray(i * block, (i + 1) * block),
  );
  const dimensions = Array.from({ length: width }, (): Dimension => ({ kind: "number", unit }));
  const { centres } = hamerly({ width, blocks }, dimensions, seeds, { still: 1000, most: 25 });
  const near = centres.map((centre, c) => ({
    c,
    far: centre.map((x, f) => `pow(f${f} - ${Math.round(x)}, 2)`).join(" + "),
  }));
  await db.run(`create table groups as select customer, list_position(d, list_min(d)) as cluster from (
    select customer, [${near.map(({ far }) => far).join(", ")}] as d from (select customer, ${scaled.join(", ")} from features))`);
}

/** Pareto/NBD of a sample of 50,000, and P(alive) of every history; fills the table `alive`. */
export async function purchases(db: DuckDBConnection): Promise<void> {
  const history = "days - 1 as x, last - first as tx, tenure as t";
  const sample = await db.runAndReadAll(
    `select ${history} from features order by md5(customer) limit 50000`,
  );
  const asHistory = ([x, tx, t]: readonly unknown[]) => ({
    x: Number(x),
    tx: Number(tx) / 7,
    T: Number(t) / 7,
    n: 1,
  });
  const { parameters } = fitPurchaseModel(paretonbd, sample.getRows().map(asHistory));
  const all = (await db.runAndReadAll(`select distinct ${history} from features`)).getRows();
  await db.run("create table by_history (x bigint, tx bigint, t bigint, p double)");
  const appender = await db.createAppender("by_history");
  const alive = paretonbd.apart?.alive(parameters);
  for (const row of all) {
    for (const value of row) appender.appendBigInt(BigInt(Number(value)));
    appender.appendDouble(alive?.(asHistory(row)).value ?? 0);
    appender.endRow();
  }
  appender.closeSync();
  await db.run(`create table alive as select customer, p from features
    left join by_history on x = days - 1 and tx = last - first and t = tenure`);
}
