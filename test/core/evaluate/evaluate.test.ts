import { describe, expect, it } from "vitest";
import { evaluateSegmentation } from "../../../packages/core/src/compute/evaluate/evaluate.ts";
import { reconcile } from "../../../packages/core/src/compute/evaluate/reconcile.ts";
import { findGaps, type GapRow } from "../../../packages/core/src/domain/evaluate/find-gaps.ts";
import { similarityOf } from "../../../packages/core/src/domain/evaluate/similarity.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { build, withRule } from "../language/project.ts";
import { openFiles } from "../tables/run-project.ts";

const features = [
  { name: "tenure", kind: "number" },
  { name: "city", kind: "text" },
] as const;

/** 2,000 customers; those of Wuxi with a tenure below 100 spend four times as much, unless their spend is shuffled. */
function customers(shuffled: boolean, seed: number): readonly GapRow[] {
  const next = random(seed);
  const rows = Array.from({ length: 2000 }, () => {
    const tenure = Math.floor(next() * 500);
    const city = ["Wuxi", "Suzhou", "Hefei", "Nanjing"][Math.floor(next() * 4)] ?? "";
    const rich = city === "Wuxi" && tenure < 100;
    return { target: (rich ? 4 : 1) * -Math.log(1 - next()) * 100, values: [tenure, city] };
  });
  if (!shuffled) return rows;
  const targets = rows.map((row) => [next(), row.target] as const).toSorted(([a], [b]) => a - b);
  return rows.map((row, i) => ({ ...row, target: targets[i]?.[1] ?? 0 }));
}

describe("groups that no rule covers", () => {
  it("are found where they were planted, as a rule that can be pasted", () => {
    const [gap] = findGaps(features, customers(false, 1));
    expect(gap?.when).toMatch(/city = 'Wuxi' and tenure < |tenure < \d+ and city = 'Wuxi'/);
    expect(gap?.lift).toBeGreaterThan(2);
    expect(gap?.q).toBeLessThan(0.01);
    const quoted = (gap?.when ?? "").replace("city", "c.city");
    expect(quoted).not.toBe("");
    expect(
      build(withRule((gap?.when ?? "").replace("city = 'Wuxi'", "recency > 1"))).problems,
    ).toEqual([]);
  });

  it("are not proposed where spend has nothing to do with anything", () => {
    const found = Array.from({ length: 40 }, (_, seed) =>
      findGaps(features, customers(true, seed)),
    );
    expect(found.flat()).toEqual([]);
  });

  it("are told once where one lies within the other: the one that the other half speaks for", () => {
    // A tenth spends six times as much, and all of the lower half twice as much.
    for (const seed of [1, 2, 3, 4, 5]) {
      const next = random(seed);
      const rows = Array.from({ length: 2000 }, (): GapRow => {
        const tenure = Math.floor(next() * 500);
        const city = ["Wuxi", "Suzhou"][Math.floor(next() * 2)] ?? "";
        const rich = tenure < 50 ? 6 : tenure < 250 ? 2 : 1;
        return { target: rich * -Math.log(1 - next()) * 100, values: [tenure, city] };
      });
      const cuts = findGaps(features, rows).flatMap(({ when }) =>
        Number(/tenure < (\d+)/.exec(when)?.[1]),
      );
      expect(cuts).toHaveLength(1);
    }
  });

  it("need enough customers", () => {
    expect(findGaps(features, customers(false, 1).slice(0, 60))).toEqual([]);
  });
});

it("tells segments that differ from those that do not", () => {
  const next = random(3);
  const rows = Array.from({ length: 400 }, (_, i) => [
    i % 2 === 0 ? 10 + next() : 1000 + 100 * next(),
    next(),
  ]);
  const apart = similarityOf(
    rows.map((_, i) => (i % 2 === 0 ? "low" : "high")),
    ["spend", "noise"],
    rows,
  );
  expect(apart.metrics[0]).toMatchObject({
    metric: "spend",
    furthest: { high: "high", low: "low" },
  });
  expect(apart.metrics[0]?.between).toBeGreaterThan(0.95);
  expect(apart.metrics[1]?.between).toBeLessThan(0.05);
  const mixed = similarityOf(
    rows.map((_, i) => (i % 4 < 2 ? "a" : "b")),
    ["spend", "noise"],
    rows,
  );
  expect(Math.abs(mixed.silhouette ?? 1)).toBeLessThan(0.05);
  expect(apart.silhouette ?? 0).toBeGreaterThan((mixed.silhouette ?? 0) + 0.3);
});

it("compares segments by what is known of them, and calls no rounding a difference", () => {
  // Of customers without an order nothing is known of the first metric; the second is one value in each segment.
  const [few, many] = [Math.expm1(1), Math.expm1(2)];
  const rows = [few, many, few, many].map((x) => [x, 0.1] as const);
  const unknown = Array.from({ length: 4 }, () => [null, 0.3] as const);
  const labels = ["a", "a", "b", "b", "none", "none", "none", "none"];
  const found = similarityOf(labels, ["days", "share"], [...rows, ...unknown]).metrics;
  // a and b are alike. With the mean of all in the place of what is unknown, "none" would be one of the furthest apart.
  expect(found.find((m) => m.metric === "days")).toEqual({
    metric: "days",
    between: 0,
    furthest: null,
  });
  expect(found.find((m) => m.metric === "share")).toMatchObject({ furthest: null });
  const nothing = similarityOf(["a", "b"], ["days"], [[null], [null]]).metrics;
  expect(nothing).toEqual([{ metric: "days", between: 0, furthest: null }]);
  expect(similarityOf([], ["days"], []).metrics).toEqual(nothing);
  // By hand, of the logarithms that are known: means 6 and 2, variances 1, 24 of 28 of the squares between.
  const half = similarityOf(
    ["a", "a", "a", "b", "b", "b", "b"],
    ["days"],
    [5, 6, 7, 1, 2, 3, null].map((x) => [x === null ? null : Math.expm1(x)]),
  ).metrics[0];
  expect(half?.between).toBeCloseTo(24 / 28, 12);
  expect(half?.furthest?.smd).toBeCloseTo(4, 12);
});

const config = `clientele: 1
name: Test
as_of: 2026-06-30
sources:
  transactions: { from: t.csv, customer: c, time: t, amount: a }
`;
const data = (() => {
  const next = random(9);
  const lines = Array.from({ length: 400 }, (_, i) => {
    const day = String(1 + (i % 28)).padStart(2, "0");
    return `k${i},2026-0${1 + (i % 6)}-${day},${(-Math.log(1 - next()) * 100 + 1).toFixed(2)}`;
  });
  return `c,t,a\n${lines.join("\n")}\n`;
})();

describe("a snapshot", () => {
  it("says how sure tiers are, that rules are as they are, and how far two agree", async () => {
    const opened = await openFiles({
      "clientele.yaml": config,
      "t.csv": data,
      "segmentations/v.yaml":
        "segmentation: v\nkind: tiers\nby: monetary\ntiers: [{ id: high, top: 50% of value }, { id: low, rest: true }]\n",
      "segmentations/w.yaml":
        "segmentation: w\nkind: rules\nsegments: [{ id: big, when: v = 'high' }, { id: small, else: true }]\n",
      "segmentations/c.yaml":
        "segmentation: c\nkind: kmeans\nfeatures: [recency, monetary]\nk: 2\n",
    });
    const { base } = await opened.run();
    const quality = async (name: string) => {
      const segmentation = base.model.segmentations.find((s) => s.name === name);
      if (segmentation === undefined) throw new Error(name);
      return evaluateSegmentation(opened.engine, base, segmentation);
    };
    const tiers = await quality("v");
    expect(tiers.flips).toBeGreaterThan(0);
    expect(tiers.flips).toBeLessThan(0.2);
    for (const segment of tiers.segments) expect(segment.stability).toBeGreaterThan(0.7);
    expect(tiers.metrics[0]?.metric).toMatch(/^monetary/);
    expect(await quality("v")).toEqual(tiers);
    const rules = await quality("w");
    expect([rules.flips, rules.segments[0]?.stability]).toEqual([null, null]);
    expect((await quality("c")).flips).toBeLessThan(0.3);
    const same = await reconcile(opened.engine, base, "v", "w");
    expect(same).toMatchObject({ ari: 1, disagree: 0, customers: 400 });
    expect(same.pairs).toEqual([
      { a: "high", b: "big" },
      { a: "low", b: "small" },
    ]);
    const other = await reconcile(opened.engine, base, "v", "c");
    expect(other.ari).toBeLessThan(1);
    const counted = other.cells.reduce((sum, c) => sum + c.customers, 0);
    expect(counted).toBe(400);
    expect(other.rule).toContain(`"v" is not null and "c" is not null and not (`);
  });
});
