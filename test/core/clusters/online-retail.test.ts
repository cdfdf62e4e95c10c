import { describe, expect, it } from "vitest";
import { kMeans } from "../../../packages/core/src/domain/clusters/k-means.ts";
import { learnClusters } from "../../../packages/core/src/domain/clusters/learn-clusters.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { standardScaling } from "../../../packages/core/src/stats/scaling.ts";
import { silhouette } from "../../../packages/core/src/stats/silhouette.ts";
import { onlineRetailRfm, onlineRetailThere } from "./online-retail.ts";

/** Four clusters of standardised columns: their sizes and silhouette. */
function fourClusters(rows: readonly (readonly number[])[]) {
  const scales = [0, 1, 2].map((i) => standardScaling(rows.map((row) => row[i] ?? 0)));
  const points = rows.map((row) =>
    row.map((x, i) => (x - (scales[i]?.centre ?? 0)) / (scales[i]?.spread ?? 1)),
  );
  const { labels, inertia } = kMeans(points, 4, { starts: 60, next: random(1) });
  return { points, labels, inertia };
}

const sizesOf = (labels: readonly number[]): readonly number[] =>
  [0, 1, 2, 3].map((k) => labels.filter((label) => label === k).length).toSorted((a, b) => a - b);

describe.skipIf(!onlineRetailThere)("clusters of Online Retail", () => {
  const rows = onlineRetailThere ? onlineRetailRfm() : [];

  // METHODS, fact 5, computed with R: 13/211/1061/3053 at .616, and .337 of logarithms.
  it("of raw values are outliers with a fine silhouette, of logarithms balanced with a modest one", () => {
    expect(rows).toHaveLength(4338);
    const raw = fourClusters(rows);
    // Between the second and the last cluster the sum is flat: 204 to 211 customers differ by a millionth of it. 211 and 3053
    // are where numpy's Lloyd stands at 4092.453 once centres move by less than scikit-learn's tolerance of 1e-4; without it
    // the same start goes on to 210 and 3054, 4092.431. Ours ends no higher than the least of 60 starts, 4092.419.
    expect(sizesOf(raw.labels)).toEqual([13, 204, 1061, 3060]);
    expect(raw.inertia).toBeCloseTo(4092.4189, 4);
    expect(silhouette(raw.points, raw.labels)).toBeCloseTo(0.616, 3);
    const logs = fourClusters(rows.map((row) => row.map((x) => Math.log1p(x))));
    // .3364 at the least sum; the next one, 707/813/1191/1627, has .3369.
    expect(silhouette(logs.points, logs.labels)).toBeCloseTo(0.3364, 4);
    expect(sizesOf(logs.labels)[0]).toBeGreaterThan(4338 / 10);
  });

  const learn = (transform: "none" | "log1p", k: { from: number; to: number }) =>
    learnClusters({
      features: ["recency", "frequency", "monetary"].map((name) => ({
        kind: "number",
        name,
        title: name,
        transform,
        scale: "standard",
        weight: 1,
      })),
      settings: { k, atLeast: 0.03, seed: 1, sample: 20_000, missing: "unassigned" },
      ids: ["c1", "c2", "c3", "c4", "c5"],
      titles: new Map(),
      rows,
      prior: null,
    });

  it("passes over the k with the best silhouette where its clusters are a handful of customers", () => {
    const raw = learn("none", { from: 2, to: 5 });
    if (raw.kind !== "clusters") throw new Error("enough customers");
    const best = raw.candidates.toSorted((a, b) => (b.silhouette ?? 0) - (a.silhouette ?? 0))[0];
    expect(best?.smallest).toBeLessThan(0.03);
    expect(raw.choice.k).not.toBe(best?.k);
    const logs = learn("log1p", { from: 2, to: 5 });
    if (logs.kind !== "clusters") throw new Error("enough customers");
    expect(logs.choice.reason).toBe("best");
    expect(logs.candidates.map((c) => c.k)).toEqual([2, 3, 4, 5]);
    for (const c of logs.candidates) expect(c.stability).toBeGreaterThan(0);
  });
});
