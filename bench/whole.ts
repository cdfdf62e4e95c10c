/**
 * The whole sentence at once: 25 metrics, 30 rules, RFM, tiers, lifecycle, k-means and Pareto/NBD, cold and with a day of new
 * data, beside the sum of the same by hand in the same run.
 *
 *     npm run pnpm -- exec node --conditions=source bench/whole.ts [customers] [transactions]
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { connectHost, type Host } from "../packages/core/src/host/client.ts";
import { addFiles, keptDays } from "./whole/data.ts";
import { clusters, purchases, statements, writeTable } from "./whole/floor.ts";
import { ofChild, ours, peakOf, said, timed, type Took } from "./whole/measured.ts";
import { projectTexts } from "./whole/project.ts";

const customers = Number(process.argv[2] ?? 1_000_000);
const transactions = Number(process.argv[3] ?? 10_000_000);

async function floorOf(db: DuckDBConnection, folder: string): Promise<Took> {
  const parts: (readonly [string, () => Promise<unknown>])[] = Object.entries(
    statements(join(folder, "data/*.parquet"), join(folder, "buckets")),
  ).map(([name, texts]) => [
    name,
    async () => {
      for (const text of texts) await db.run(text);
    },
  ]);
  parts.push(["k-means", () => clusters(db)], ["Pareto/NBD", () => purchases(db)]);
  parts.push([
    "table, sorted, in a file",
    async () => {
      await db.run(`attach '${join(folder, "floor.duckdb")}' as written`);
      for (const text of writeTable) await db.run(text);
      await db.run("detach written");
    },
  ]);
  let [wall, cpu] = [0, 0];
  for (const [name, work] of parts) {
    const took = await timed(ours, work);
    [wall, cpu] = [wall + took.wall, cpu + took.cpu];
    console.log(`by hand, ${name}: ${said(took)}`);
  }
  console.log(`by hand, together: ${said({ wall, cpu })}`);
  return { wall, cpu };
}

async function ran(host: Host): Promise<void> {
  const answer = await host.call("run", { publish: { by: "bench", why: "" } });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  for (const { code } of answer.value.problems) if (code !== "rfm-ties") console.log(`  ${code}`);
}

const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-whole-"));
try {
  for (const [path, text] of Object.entries(projectTexts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, "data"));
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"}; ${customers} customers, ${transactions} transactions`,
  );
  const days = await keptDays({ customers, transactions });
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const db = await instance.connect();
  const add = (from: string): void => addFiles(from, join(folder, "data"));
  add(days.before);
  const floor = await floorOf(db, folder);
  db.closeSync();
  instance.closeSync();

  const host = connectHost({ log: (line) => console.error(line) });
  await host.call("open", { project: folder, allowRead: [] });
  const cold = await timed(
    () => ofChild(host),
    () => ran(host),
  );
  const times = (took: Took, of: Took): string =>
    `${(took.wall / of.wall).toFixed(2)} × the time, ${(took.cpu / of.cpu).toFixed(2)} × the processor time`;
  console.log(`run, cold: ${said(cold)}; ${times(cold, floor)} by hand; peak ${peakOf(host)}`);
  add(days.last);
  const warm = await timed(
    () => ofChild(host),
    () => ran(host),
  );
  console.log(`run, a day of new data: ${said(warm)}; ${times(warm, cold)} of the cold run`);
  await host.close();
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
