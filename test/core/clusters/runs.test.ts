import { describe, expect, it } from "vitest";
import { publish } from "../../../packages/core/src/compute/snapshot/publish.ts";
import { ari } from "../../../packages/core/src/stats/ari.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { openFiles } from "../tables/run-project.ts";

const config = `clientele: 1
name: Test
as_of: 2026-06-30
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
`;
const segmentation = (...lines: readonly string[]): string =>
  `segmentation: s\nkind: kmeans\n${lines.map((line) => `${line}\n`).join("")}`;

/** 300 customers in three groups: many small orders, few large ones, one long ago; a shop for each group, with some noise. */
function planted(shift = 0) {
  const next = random(5);
  const customers = ["id,shop"];
  const transactions = ["c,t,a"];
  for (let i = 0; i < 300; i += 1) {
    const group = i % 3;
    const id = `k${String(i).padStart(3, "0")}`;
    customers.push(`${id},${next() < 0.9 ? ["north", "south", "east"][group] : "north"}`);
    const orders = [12, 4, 1][group] ?? 1;
    for (let order = 0; order < orders; order += 1) {
      const day = group === 2 ? 1 + Math.floor(next() * 28) : 1 + Math.floor(next() * 28);
      const month = group === 2 ? "2025-07" : order === 0 ? "2026-06" : "2026-03";
      const amount = ([5, 200, 30][group] ?? 1) * (1 + next()) + shift;
      transactions.push(`${id},${month}-${String(day).padStart(2, "0")},${amount.toFixed(2)}`);
    }
  }
  customers.push("nobody,north");
  return { "c.csv": `${customers.join("\n")}\n`, "t.csv": `${transactions.join("\n")}\n` };
}

const groupOf = (id: string): number => Number(id.slice(1)) % 3;
const features = "features: [recency, { metric: frequency, transform: log1p }, monetary]";

type Customers = ReadonlyMap<string, { readonly [column: string]: unknown }>;

function textAt(customers: Customers, id: string, column: string): string {
  const value = customers.get(id)?.[column];
  return typeof value === "string" ? value : "";
}

function agreement(customers: Customers): number {
  const ids = [...customers.keys()].filter((id) => id !== "nobody");
  return ari(
    ids.map(groupOf),
    ids.map((id) => textAt(customers, id, "s_s")),
  );
}

describe("a run with kind: kmeans", () => {
  it("finds planted groups and how many there are, names them, and leaves out who lacks a value", async () => {
    const opened = await openFiles({
      ...planted(),
      "clientele.yaml": config,
      "segmentations/s.yaml": segmentation(features),
    });
    const { customers, manifest, base } = await opened.run();
    expect(agreement(customers)).toBe(1);
    expect(customers.get("nobody")?.["s_s"]).toBeNull();
    const { card } = manifest.cards["s"] ?? {};
    expect(card).toMatchObject({
      kind: "clusters",
      k: 3,
      reason: "best",
      verdict: "good",
      customers: 300,
    });
    expect(manifest.summary.segmentations["s"]?.segments).toMatchObject({
      c1: { customers: 100 },
      c2: { customers: 100 },
      c3: { customers: 100 },
    });
    const titles = base.model.segmentations[0]?.segments.map((x) => JSON.stringify(x.title)) ?? [];
    expect(titles).toHaveLength(3);
    expect(titles.join()).toMatch(/High recency.*最近购买天数高/);
    // Positions and distances are for the way, not for the snapshot.
    expect([...base.columns].filter((c) => c.startsWith("x_"))).toEqual([]);
    expect(await opened.preview()).toEqual({ "s.c1": 100, "s.c2": 100, "s.c3": 100 });
  });

  it("gives those who lack a value the typical one where it is asked for", async () => {
    const opened = await openFiles({
      ...planted(),
      "clientele.yaml": config,
      "segmentations/s.yaml": segmentation(features, "k: 3", "missing: typical"),
    });
    const { customers } = await opened.run();
    expect(customers.get("nobody")?.["s_s"]).toMatch(/^c\d$/);
  });

  it("keeps the ids of clusters through another sample and other data, by the published run", async () => {
    const texts = {
      "clientele.yaml": config,
      "segmentations/s.yaml": segmentation(features, "k: 3"),
    };
    const opened = await openFiles({ ...planted(), ...texts });
    const first = await opened.run();
    const idOf = (ran: typeof first, customer: string) => ran.customers.get(customer)?.["s_s"];
    const names = ["k000", "k001", "k002"].map((id) => idOf(first, id));
    // The group of few orders shrinks, and another seed draws other starts.
    const { "t.csv": lines } = planted(3);
    const shrunk = lines.split("\n").filter((line) => !/^k0\d[147],/.test(line));
    opened.write({
      "t.csv": shrunk.join("\n"),
      "segmentations/s.yaml": segmentation(features, "k: 3", "seed: 99"),
    });
    publish(opened.project, { run: first.manifest.id, by: "me", why: "test", now: new Date(0) });
    const second = await opened.run();
    expect(["k000", "k200", "k002"].map((id) => idOf(second, id))).toEqual([
      names[0],
      idOf(first, "k200"),
      names[2],
    ]);
    expect(second.manifest.cards["s"]?.key).not.toBe(first.manifest.cards["s"]?.key);
  });

  it("tells groups apart by a category that no number shows", async () => {
    const opened = await openFiles({
      ...planted(),
      "clientele.yaml": config,
      "segmentations/s.yaml": segmentation(
        "features: [{ category: shop, weight: 9 }, { metric: tenure, weight: 0.01 }]",
        "k: 3",
      ),
    });
    const { customers, base } = await opened.run();
    const ids = [...customers.keys()].filter((id) => id !== "nobody");
    const shops = ids.map((id) => textAt(customers, id, "a_shop"));
    expect(
      ari(
        shops,
        ids.map((id) => textAt(customers, id, "s_s")),
      ),
    ).toBe(1);
    const titles = base.model.segmentations[0]?.segments.map((x) => JSON.stringify(x.title)) ?? [];
    expect(titles.join()).toMatch(/[Ss]hop south/);
  });

  it("says that there are too few customers, and assigns nobody", async () => {
    const few = planted()["t.csv"].split("\n").slice(0, 25).join("\n");
    const opened = await openFiles({
      ...planted(),
      "t.csv": few,
      "clientele.yaml": config,
      "segmentations/s.yaml": segmentation(features),
    });
    const problems = await opened.problems();
    expect(problems.map((p) => [p.code, p.severity])).toContainEqual([
      "clusters-too-few",
      "warning",
    ]);
    const { customers } = await opened.run();
    expect([...customers.values()].every((row) => row["s_s"] === null)).toBe(true);
  });

  it("counts only those who take part, and lets rules go by clusters", async () => {
    const opened = await openFiles({
      ...planted(),
      "clientele.yaml": config,
      "segmentations/s.yaml": segmentation(features, "k: 2", "among: recency < 100"),
      "segmentations/r.yaml":
        "segmentation: r\nkind: rules\nsegments:\n  - { id: first, when: s = 'c1' }\n  - { id: others, else: true }\n",
    });
    const { customers, manifest } = await opened.run();
    const assigned = [...customers].filter(([, row]) => row["s_s"] !== null);
    expect(assigned.map(([id]) => groupOf(id)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1)),
    );
    expect(manifest.summary.segmentations["r"]?.segments["first"]?.customers).toBe(
      manifest.summary.segmentations["s"]?.segments["c1"]?.customers,
    );
  });
});
