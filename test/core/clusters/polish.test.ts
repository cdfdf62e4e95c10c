import { expect, it } from "vitest";
import { sureText } from "../../../packages/core/src/compute/engine/cell.ts";
import { polished } from "../../../packages/core/src/compute/run/polish.ts";
import { assignments } from "../../../packages/core/src/domain/assignments.ts";
import { fitOf } from "../../../packages/core/src/domain/fits.ts";
import { clustersOf } from "../../../packages/core/src/domain/segmentation/kmeans.ts";
import { nodeKeys } from "../../../packages/core/src/language/model/keys.ts";
import { select, star } from "../../../packages/core/src/query/index.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { openFiles } from "../tables/run-project.ts";

it("polishes in memory to what the rounds of the engine come to, with numbers and categories", async () => {
  const next = random(3);
  const customers = ["id,shop"];
  const orders = ["c,t,a"];
  for (let i = 0; i < 900; i += 1) {
    const shop = ["north", "south", "east", ""][Math.floor(4 * next())] ?? "";
    customers.push(`k${i},${shop}`);
    for (let order = 0; order < 1 + 6 * next(); order += 1) {
      const day = `2026-0${1 + Math.floor(6 * next())}-1${Math.floor(9 * next())}`;
      orders.push(`k${i},${day},${(5 + 300 * next() ** 4).toFixed(2)}`);
    }
  }
  const { engine, run } = await openFiles({
    "c.csv": `${customers.join("\n")}\n`,
    "t.csv": `${orders.join("\n")}\n`,
    "clientele.yaml": `clientele: 1
name: Test
as_of: 2026-06-30
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
`,
    "segmentations/s.yaml": `segmentation: s
kind: kmeans
features: [recency, { metric: monetary, transform: log1p }, { category: shop, weight: 0.4 }]
k: 4
sample: 500
`,
  });
  const { base, manifest, customers: assigned } = await run();
  const fit = fitOf(base.model, "s", { asOf: manifest.asOf, keys: nodeKeys(base.model) });
  const saved = manifest.cards["s"];
  if (fit === undefined || saved === undefined) throw new Error("a fit");
  // Labels of the polish put everybody where the distances of the query do, learned or known.
  const present = new Set([...base.columns].filter((column) => column !== "s_s"));
  const without = select({ columns: [star(null, ["s_s"])], from: base.customers });
  const fitted = new Map([["s", { ...saved, table: null }]]);
  const none = new Set<string>();
  const query = assignments(without, base.model, manifest.asOf, undefined, present, none, fitted);
  const byDistance = await engine.rows(select({ columns: ["id", "s_s"], from: query }));
  const again = await run();
  expect(byDistance.length).toBe(900);
  for (const row of byDistance)
    for (const made of [assigned, again.customers])
      expect(made.get(sureText(row["id"]))?.["s_s"]).toBe(row["s_s"]);
  expect(again.manifest.cards["s"]).toEqual(saved);
  // From elsewhere, so that there are rounds to go.
  const found = clustersOf(saved.parameters);
  const clusters = found.clusters.map((cluster, i) => ({
    ...cluster,
    centre: cluster.centre.map((x) => (typeof x === "number" ? Math.round(x / 2) + i : x)),
  }));
  const learned = { card: saved.card, parameters: { ...found, clusters } };
  const inMemory = await polished(engine, fit, base.customers, learned, "test");
  const byEngine = await polished(engine, fit, base.customers, learned, "test", { cells: 0 });
  expect(inMemory).toEqual(byEngine);
  if (inMemory.learned.card.kind !== "clusters") throw new Error("clusters");
  expect(inMemory.learned.card.rounds).toBeGreaterThan(3);
  expect(inMemory.learned.card.customers).toBeLessThan(900);
});
