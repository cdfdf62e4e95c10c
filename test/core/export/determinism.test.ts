import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sureText } from "../../../packages/core/src/compute/engine/cell.ts";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import { run } from "../../../packages/core/src/compute/run/run.ts";
import { openBase } from "../../../packages/core/src/compute/snapshot/open-base.ts";
import { exportRun } from "../../../packages/core/src/compute/snapshot/export.ts";
import { select } from "../../../packages/core/src/query/index.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { openFiles } from "../tables/run-project.ts";

const project = {
  "clientele.yaml": `clientele: 1
name: Determinism
as_of: 2026-06-30
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t*.csv, customer: c, time: t, amount: a, margin: a * 0.3 }
metrics:
  p_alive: { model: bg_nbd }
  clv: { model: bg_nbd, horizon: 90 days }
  lately: { value: sum(transactions.amount), within: 45 days }
`,
  "segmentations/stages.yaml": "segmentation: stages\nkind: lifecycle\n",
  "segmentations/groups.yaml": `segmentation: groups
kind: kmeans
features: [recency, { metric: monetary, transform: log1p }, { category: shop, weight: 0.5 }]
sample: 500
k: { from: 2, to: 4 }
`,
  "segmentations/value.yaml": `segmentation: value
kind: tiers
by: monetary
tiers: [{ id: high, top: 20% of value }, { id: low, rest: true }]
`,
  "segmentations/rfm.yaml": "segmentation: rfm\nkind: rfm\n",
  "segmentations/targets.yaml": `segmentation: targets
kind: score
groups:
  - id: worth
    criteria:
      - { id: spend, by: monetary, rank: high }
      - { id: alive, by: p_alive, scale: [0, 1] }
segments: [{ id: core, top: 25% of customers }, { id: later, rest: true }]
`,
};

/** 1,200 customers; some alike in everything, so that there are ties. */
function rows(): { readonly customers: readonly string[]; readonly orders: readonly string[] } {
  const next = random(11);
  const customers: string[] = [];
  const orders: string[] = [];
  for (let i = 0; i < 1200; i += 1) {
    const id = `k${String(i).padStart(4, "0")}`;
    customers.push(`${id},${["north", "south", "east"][Math.floor(3 * next())] ?? ""}`);
    const count = i % 4 === 0 ? 1 : 1 + Math.floor(7 * next() ** 2);
    for (let order = 0; order < count; order += 1) {
      const month = i % 4 === 0 ? 1 : 1 + Math.floor(6 * next());
      const day = i % 4 === 0 ? 7 : 10 + Math.floor(18 * next());
      const amount = i % 4 === 0 ? 20 : 5 + 300 * next() ** 3;
      orders.push(`${id},2026-0${month}-${String(day).padStart(2, "0")},${amount.toFixed(2)}`);
    }
  }
  return { customers, orders };
}

async function exported(
  threads: number,
  order: "as written" | "shuffled" | "June after the rest",
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { customers, orders } = rows();
  const next = random(5);
  const mixed = (lines: readonly string[]): readonly string[] =>
    order !== "shuffled"
      ? lines
      : lines
          .map((line) => ({ line, key: next() }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ line }) => line);
  const isLater = (line: string): boolean => line.includes(",2026-06-");
  const later = order === "June after the rest" ? orders.filter(isLater) : [];
  const first = later.length === 0 ? mixed(orders) : orders.filter((line) => !isLater(line));
  const opened = await openFiles(
    {
      ...project,
      "c.csv": `id,shop\n${mixed(customers).join("\n")}\n`,
      "t.csv": `c,t,a\n${first.join("\n")}\n`,
    },
    threads,
  );
  if (later.length > 0) {
    await opened.run();
    opened.write({ "t-june.csv": `c,t,a\n${later.join("\n")}\n` });
  }
  const { engine } = opened;
  const lean = openProject(opened.project.folder, { environment });
  const result = await run(engine, lean, { now: new Date("2026-07-01T12:00:00Z") });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const base = await openBase(engine, lean, result.value.summary.run, false);
  if (!base.ok) throw new Error(JSON.stringify(base.errors));
  expect(base.value.manifest.cards["groups"]?.card.verdict).not.toBe("refused");
  const found = await engine.rows(select({ columns: ["id"], from: base.value.customers }));
  const ids = found.map((row) => sureText(row["id"]));
  expect(ids).toEqual(ids.toSorted());
  const to = join(lean.folder, "out.csv");
  await exportRun(engine, base.value, { to, personal: false });
  return readFileSync(to, "utf8");
}

it("exports the same bytes with one thread and with two, from files in another order, after a run of fewer, and a few at a time", async () => {
  const one = await exported(1, "as written");
  expect(one.split("\n")).toHaveLength(1202);
  expect(await exported(2, "as written")).toBe(one);
  expect(await exported(2, "shuffled")).toBe(one);
  expect(await exported(2, "June after the rest")).toBe(one);
  // As little memory as sorts a third of them.
  expect(await exported(2, "as written", { CLIENTELE_MEMORY: "1MB" })).toBe(one);
}, 120_000);
