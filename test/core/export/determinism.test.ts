import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { exportRun } from "../../../packages/core/src/compute/snapshot/export.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { openFiles } from "../tables/run-project.ts";

const project = {
  "clientele.yaml": `clientele: 1
name: Determinism
as_of: 2026-06-30
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: c, time: t, amount: a, margin: a * 0.3 }
metrics:
  p_alive: { model: bg_nbd }
  clv: { model: bg_nbd, horizon: 90 days }
`,
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

async function exported(threads: number, order: "as written" | "shuffled"): Promise<string> {
  const { customers, orders } = rows();
  const next = random(5);
  const mixed = (lines: readonly string[]): readonly string[] =>
    order === "as written"
      ? lines
      : lines
          .map((line) => ({ line, key: next() }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ line }) => line);
  const opened = await openFiles(
    {
      ...project,
      "c.csv": `id,shop\n${mixed(customers).join("\n")}\n`,
      "t.csv": `c,t,a\n${mixed(orders).join("\n")}\n`,
    },
    threads,
  );
  const { base, manifest } = await opened.run();
  expect(manifest.cards["groups"]?.card.verdict).not.toBe("refused");
  const to = join(opened.project.folder, "out.csv");
  await exportRun(opened.engine, base, { to, personal: false });
  return readFileSync(to, "utf8");
}

it("exports the same bytes with one thread and with two, and from files in another order", async () => {
  const one = await exported(1, "as written");
  expect(one.split("\n")).toHaveLength(1202);
  expect(await exported(2, "as written")).toBe(one);
  expect(await exported(2, "shuffled")).toBe(one);
}, 120_000);
