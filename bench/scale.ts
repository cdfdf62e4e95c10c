/**
 * A run, previews and look-ups at scale, beside hand-written SQL for some of the same tables, bucket by bucket. The data are made
 * once and kept in the machine's temporary folder; the project stands there until the bench ends.
 *
 * With `whole` the project is that of `whole.ts`, k-means and Pareto/NBD among it; what is done by hand stays the same.
 *
 *     npm run pnpm -- exec node --conditions=source bench/scale.ts [customers] [transactions] [whole]
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { connectHost, ownerOf } from "../packages/core/src/host/index.ts";
import { addFiles, asOf, keptDays } from "./whole/data.ts";
import { ofChild, ours, peakOf, said, timed } from "./whole/measured.ts";
import { projectTexts } from "./whole/project.ts";

const customers = Number(process.argv[2] ?? 1_000_000);
const transactions = Number(process.argv[3] ?? 10_000_000);
const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-scale-"));

const config = `clientele: 1
name: Scale
as_of: ${asOf}
sources:
  transactions: { from: data/*.parquet, customer: customer, time: day, amount: amount }
metrics:
  app_share: { value: count(transactions) filter (where channel = 'app') / count(transactions), within: 180 days }
`;
const rules = Array.from(
  { length: 30 },
  (_, i) => `  - { id: r${i}, when: recency < ${10 + i * 12} and monetary > ${i * 20} }`,
).join("\n");
const small: Readonly<Record<string, string>> = {
  "clientele.yaml": config,
  "segmentations/rfm.yaml": "segmentation: rfm\nkind: rfm\n",
  "segmentations/value.yaml":
    "segmentation: value\nkind: tiers\nby: monetary\nwithin: 365 days\ntiers:\n  - { id: high, top: 80% of value }\n  - { id: low, rest: true }\n",
  "segmentations/rules.yaml": `segmentation: rules\nkind: rules\nassign: all\nsegments:\n${rules}\n`,
};

const texts = process.argv[4] === "whole" ? projectTexts : small;

const buckets = 16;

/** Transactions into buckets, nine metrics of each bucket, ranks and shares of all. */
async function byHand(db: DuckDBConnection): Promise<void> {
  await db.run(`copy (select *, hash(customer) % ${buckets} as bucket from '${folder}/data/*.parquet')
    to '${folder}/buckets' (format parquet, partition_by (bucket))`);
  for (let bucket = 0; bucket < buckets; bucket += 1)
    await db.run(`${bucket === 0 ? "create table f as" : "insert into f"}
      select customer, max(day) as last, min(day) as first, sum(n) as n, count(*) as days, sum(total) as total,
        coalesce(sum(total) filter (day > date '${asOf}' - 365), 0) as year, sum(app) as app, sum(half) as half
      from (select customer, day, count(*) filter (amount > 0) as n, sum(amount) as total,
          count(*) filter (channel = 'app' and day > date '${asOf}' - 180) as app,
          count(*) filter (day > date '${asOf}' - 180) as half
        from '${folder}/buckets/bucket=${bucket}/*.parquet' where day <= date '${asOf}' group by customer, day)
      group by customer`);
  await db.run(`create table s as select *, 1 + floor(5 * (rank() over (order by last) - 1) / count(*) over ()) as r,
      1 + floor(5 * (rank() over (order by n) - 1) / count(*) over ()) as fq,
      1 + floor(5 * (rank() over (order by total) - 1) / count(*) over ()) as m,
      sum(year) over (order by year desc range between unbounded preceding and current row) / sum(year) over () as share
    from f order by customer`);
}

/** The middle and the highest but one in a hundred, in milliseconds. */
function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

try {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, "data"));
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"}; ${customers} customers, ${transactions} transactions`,
  );
  const days = await keptDays({ customers, transactions });
  const add = (from: string): void => addFiles(from, join(folder, "data"));
  add(days.before);
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: "4GB",
    temp_directory: join(folder, "tmp"),
  });
  const db = await instance.connect();
  const floor = await timed(ours, () => byHand(db));
  console.log(`by hand, no rules, in memory: ${said(floor)}`);
  db.closeSync();
  instance.closeSync();
  rmSync(join(folder, "buckets"), { recursive: true, force: true });

  const host = connectHost({ log: (line) => console.error(line) });
  await host.call("open", { project: folder, allowRead: [] });
  const ran = async (): Promise<void> => {
    const answer = await host.call("run", { publish: { by: "bench", why: "" } });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  };
  for (const name of ["cold", "a day of new data"]) {
    const took = await timed(() => ofChild(host), ran);
    console.log(`run, ${name}: ${said(took)}; peak ${peakOf(host)}`);
    if (name === "cold") add(days.last);
  }
  const previews: readonly (readonly [string, string, (text: string, n: number) => string])[] = [
    ["one of 30 rules", "rules", (t, n) => t.replace("recency < 10 ", `recency < ${11 + n} `)],
    ["threshold of a tier", "value", (t, n) => t.replace("80%", `${70 - n}%`)],
  ];
  for (const [name, file, edit] of previews) {
    const path = `segmentations/${file}.yaml`;
    const times: number[] = [];
    for (let n = 0; n < 15; n += 1) {
      const text = edit(texts[path] ?? "", n);
      const started = performance.now();
      const answer = await host.call("preview", {
        panel: "b",
        overlay: { [path]: text },
        segmentations: [file],
      });
      if (!answer.ok || answer.value.segmentations.length === 0)
        throw new Error(JSON.stringify(answer));
      times.push(performance.now() - started);
    }
    console.log(
      `preview, ${name}: ${spread(times.slice(1))}; the first ${times[0]?.toFixed(0)} ms`,
    );
  }
  const lookUps: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const customer = String((n * 7919) % customers).padStart(8, "0");
    const started = performance.now();
    await host.call("explain", { viewer: ownerOf("cli:bench"), customer });
    lookUps.push(performance.now() - started);
  }
  console.log(`look-up with reasons: ${spread(lookUps)}`);
  await host.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
