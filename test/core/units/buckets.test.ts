import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildFeatures, featuresInput } from "../../../packages/core/src/compute/run/features.ts";
import { customersInput, prepare } from "../../../packages/core/src/compute/run/prepare.ts";
import { sourceRows } from "../../../packages/core/src/compute/run/source-rows.ts";
import type { Lines } from "../../../packages/core/src/compute/ingest/ingest.ts";
import { asc, call, col, eq, int, select, table } from "../../../packages/core/src/query/index.ts";
import { config, open, rules } from "./data.ts";

const now = new Date("2026-11-21T12:00:00Z");
const metrics = `  visits: { from: data/visits.csv, customer: id, time: day }
metrics:
  web: { value: count(transactions) filter (where channel = 'web') }
  calls: { value: count(visits) filter (where page = 'x') }
`;

/** Rows as ingest keeps those of large files: in buckets by customer. */
const inBuckets = (lines: Lines, buckets: number): Lines => ({
  ...lines,
  buckets,
  read: (of) =>
    of === undefined
      ? lines.read()
      : select({
          from: lines.read(),
          where: eq(call("bucket", col("customer"), int(buckets)), int(of)),
        }),
});

it("is the same however many buckets the lines lie in, and one household may have most of them", async () => {
  const customers = Array.from(
    { length: 60 },
    (_, i) => `${i},${i === 0 ? "" : i % 3},${i < 50 ? "big" : ""},X`,
  );
  const lines = Array.from(
    { length: 400 },
    (_, i) => `${i % 55},${i % 90},2026-${10 + (i % 2)}-1${i % 8},${i}`,
  );
  const project = await open(
    customers,
    [],
    {
      s: rules("s", "household", "web > 1 and calls > 1 and monetary > 1 and city = 'X'"),
      r: rules("r", "root", "web > 1 and frequency > 1"),
    },
    config.replace(/metrics:\n.*\n/, metrics),
  );
  project.write({
    "data/t.csv": `customer,order_no,day,amount,channel\n${lines.map((l, i) => `${l},${i % 3 === 0 ? "web" : "shop"}`).join("\n")}\n`,
    "data/visits.csv": `id,day,page\n${lines.map((_, i) => `${i % 58},2026-11-01,${i % 2 === 0 ? "x" : "y"}`).join("\n")}\n`,
  });
  const { engine } = project;
  const prepared = await prepare(engine, project.project);
  const { model } = prepared;
  if (model === undefined) throw new Error(JSON.stringify(prepared.problems));
  const rows = await sourceRows(engine, project.project, prepared, model, now, {});
  if (!rows.ok) throw new Error(JSON.stringify(rows.errors));
  const scratch: string[] = [];
  const features = async (buckets: number) => {
    const { transactions, others } = rows.value;
    const input = featuresInput(project.project, model, {
      ...rows.value,
      transactions: inBuckets(transactions, buckets),
      others: others.map((other) => ({ ...other, rows: inBuckets(other.rows, buckets) })),
      customers: customersInput(prepared, model),
      asOf: "2026-11-18",
    });
    const root = join(project.project.folder, ".clientele/tmp");
    mkdirSync(root, { recursive: true });
    const made = await buildFeatures(engine, "made", {
      ...input,
      scratch: () => {
        scratch.push(mkdtempSync(join(root, "s-")));
        return scratch.at(-1) ?? "";
      },
    });
    expect(made.ok).toBe(true);
    return engine.rows(select({ from: table("made"), orderBy: [asc(col("id"))] }));
  };
  const one = await features(1);
  expect(new Set(one.map((row) => row["u_household.n"])).size).toBe(2);
  expect(one.filter((row) => Number(row["u_household.b_monetary"]) > 0)).not.toEqual([]);
  expect(await features(7)).toEqual(one);
  expect(scratch).toHaveLength(1);
  expect(scratch.filter((folder) => existsSync(folder))).toEqual([]);
});
