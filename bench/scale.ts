/**
 * A run and previews at scale, beside hand-written SQL for the same tables in the same process.
 *
 *     npm run pnpm -- exec node --conditions=source bench/scale.ts [customers] [transactions]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { connectHost, ownerOf } from "../packages/core/src/host/index.ts";

const customers = Number(process.argv[2] ?? 1_000_000);
const transactions = Number(process.argv[3] ?? 10_000_000);
const folder = mkdtempSync(join(tmpdir(), "clientele-scale-"));
const data = join(folder, "data/t.parquet");
const asOf = "2026-11-18";

const config = `clientele: 1
name: Scale
as_of: ${asOf}
sources:
  transactions: { from: data/t.parquet, customer: customer, time: day, amount: amount }
metrics:
  app_share: { value: count(transactions) filter (where channel = 'app') / count(transactions), within: 180 days }
`;
const rules = Array.from(
  { length: 30 },
  (_, i) => `  - { id: r${i}, when: recency < ${10 + i * 12} and monetary > ${i * 20} }`,
).join("\n");
const texts: Readonly<Record<string, string>> = {
  "clientele.yaml": config,
  "segmentations/rfm.yaml": "segmentation: rfm\nkind: rfm\n",
  "segmentations/value.yaml":
    "segmentation: value\nkind: tiers\nby: monetary\nwithin: 365 days\ntiers:\n  - { id: high, top: 80% of value }\n  - { id: low, rest: true }\n",
  "segmentations/rules.yaml": `segmentation: rules\nkind: rules\nassign: all\nsegments:\n${rules}\n`,
};

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(2);

try {
  mkdirSync(join(folder, "data"));
  mkdirSync(join(folder, "segmentations"));
  for (const [path, text] of Object.entries(texts)) writeFileSync(join(folder, path), text);
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"}; ${customers} customers, ${transactions} transactions`,
  );

  const instance = await DuckDBInstance.create(":memory:");
  const db = await instance.connect();
  await db.run(`copy (
    select lpad(cast(cast(floor(pow(random(), 2) * ${customers}) as bigint) as varchar), 8, '0') as customer,
      date '2024-11-18' + cast(floor(random() * 730) as integer) as day,
      cast(5 + random() * 200 as decimal(10, 2)) as amount,
      case when random() < 0.4 then 'app' else 'store' end as channel
    from range(${transactions})) to '${data}' (format parquet)`);
  const floorStarted = performance.now();
  await db.run(`create table f as select customer, max(day) as last, min(day) as first, count(*) filter (amount > 0) as n,
      count(distinct day) as days, sum(amount) as total,
      coalesce(sum(amount) filter (day > date '${asOf}' - 365), 0) as year,
      count(*) filter (channel = 'app' and day > date '${asOf}' - 180) as app,
      count(*) filter (day > date '${asOf}' - 180) as half
    from '${data}' where day <= date '${asOf}' group by customer`);
  await db.run(`create table s as select *, 1 + floor(5 * (rank() over (order by last) - 1) / count(*) over ()) as r,
      1 + floor(5 * (rank() over (order by n) - 1) / count(*) over ()) as fq,
      1 + floor(5 * (rank() over (order by total) - 1) / count(*) over ()) as m,
      sum(year) over (order by year desc range between unbounded preceding and current row) / sum(year) over () as share
    from f order by customer`);
  const floor = (performance.now() - floorStarted) / 1000;
  console.log(`hand-written SQL, no rules, in memory: ${floor.toFixed(2)} s`);
  db.closeSync();
  instance.closeSync();

  const host = connectHost({ log: (line) => console.error(line) });
  await host.call("open", { project: folder, allowRead: [] });
  for (const name of ["cold", "warm"]) {
    const started = performance.now();
    const answer = await host.call("run", { publish: { by: "bench", why: "" } });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    const took = (performance.now() - started) / 1000;
    console.log(`run, ${name}: ${took.toFixed(2)} s, ${(took / floor).toFixed(2)} × the floor`);
  }
  const previews: readonly (readonly [string, string, (text: string) => string])[] = [
    ["one of 30 rules", "rules", (t) => t.replace("recency < 10 ", "recency < 11 ")],
    ["threshold of a tier", "value", (t) => t.replace("80%", "70%")],
  ];
  for (const [name, file, edit] of previews) {
    const path = `segmentations/${file}.yaml`;
    const times: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const text = `${edit(texts[path] ?? "")}# ${n}\n`
        .replace("70%", `${70 - n}%`)
        .replace("< 11 ", `< ${11 + n} `);
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
    const median = times.toSorted((a, b) => a - b)[3] ?? 0;
    console.log(`preview, ${name}: median ${median.toFixed(0)} ms`);
  }
  const lookUp = performance.now();
  for (let n = 0; n < 100; n += 1)
    await host.call("explain", {
      viewer: ownerOf("cli:bench"),
      customer: String((n * 7919) % customers).padStart(8, "0"),
    });
  console.log(`look-up with reasons: ${(Number(seconds(lookUp)) * 10).toFixed(1)} ms each`);
  await host.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
