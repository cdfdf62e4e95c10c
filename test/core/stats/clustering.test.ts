import fc from "fast-check";
import { expect, it } from "vitest";
import { kMeans } from "../../../packages/core/src/domain/clusters/k-means.ts";
import { ari, ariOfTable } from "../../../packages/core/src/stats/ari.ts";
import { drawWith, drawWithout } from "../../../packages/core/src/stats/draw.ts";
import { gower } from "../../../packages/core/src/stats/gower.ts";
import { hungarian } from "../../../packages/core/src/stats/hungarian.ts";
import { kMeansSeeds } from "../../../packages/core/src/stats/k-means-seeds.ts";
import {
  kPrototypes,
  mixedDistance,
  prototypeSeeds,
} from "../../../packages/core/src/stats/k-prototypes.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import {
  sampledSilhouette,
  silhouette,
  silhouettes,
} from "../../../packages/core/src/stats/silhouette.ts";
import { iris, species } from "./iris.ts";

const cluster = (k: number) => kMeans(iris, k, { starts: 10, next: random(1) });

it("meets scikit-learn on iris with k = 3: inertia 78.851, silhouette .553, ARI with the species .730", () => {
  const found = cluster(3);
  expect(found.inertia).toBeCloseTo(78.851, 3);
  expect(silhouette(iris, found.labels)).toBeCloseTo(0.5528, 4);
  expect(ari(found.labels, species)).toBeCloseTo(0.7302, 4);
});

it("meets scikit-learn on iris with k = 2: silhouette .681", () => {
  expect(silhouette(iris, cluster(2).labels)).toBeCloseTo(0.681, 3);
});

it("meets the published ARI of scikit-learn's documentation", () => {
  expect(ari([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(0.5714, 4);
  expect(ari([0, 0, 1, 1], [1, 1, 0, 0])).toBe(1);
  expect(ari([0, 0, 0, 0], [0, 1, 2, 3])).toBe(0);
  expect(ari([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12);
});

it("gives the same ARI whatever the labels are called, and 1 for a partition and itself", () => {
  const labels = fc.array(fc.nat(3), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(labels, labels, (a, b) => {
      const [x, y] = [a.slice(0, b.length), b.slice(0, a.length)];
      expect(ari(x, y)).toBeCloseTo(
        ari(
          y.map((label) => `c${(label + 1) % 4}`),
          x,
        ),
        12,
      );
      expect(ari(x, x)).toBe(1);
    }),
  );
});

it("takes an ARI from a cross table alone", () => {
  const cells = [
    { a: "0", b: "0", count: 2 },
    { a: "1", b: "1", count: 1 },
    { a: "1", b: "2", count: 1 },
  ];
  expect(ariOfTable(cells)).toBe(ari([0, 0, 1, 1], [0, 0, 1, 2]));
});

it("assigns rows to columns as cheaply as the best of all permutations", () => {
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([n, m]) =>
      fc.array(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: m, maxLength: m }), {
        minLength: n,
        maxLength: n,
      }),
    );
  const costOf = (cost: readonly (readonly number[])[], columns: readonly number[]): number =>
    columns.reduce((sum, column, i) => sum + (column < 0 ? 0 : (cost[i]?.[column] ?? 0)), 0);
  const best = (
    cost: readonly (readonly number[])[],
    row: number,
    free: readonly number[],
  ): number => {
    if (row === cost.length) return 0;
    const spare = cost.length - row > free.length ? [best(cost, row + 1, free)] : [];
    return Math.min(
      ...spare,
      ...free.map(
        (j) =>
          (cost[row]?.[j] ?? 0) +
          best(
            cost,
            row + 1,
            free.filter((other) => other !== j),
          ),
      ),
    );
  };
  fc.assert(
    fc.property(matrix, (cost) => {
      const found = hungarian(cost);
      const taken = found.filter((column) => column >= 0);
      const columns = cost[0]?.length ?? 0;
      expect(new Set(taken).size).toBe(taken.length);
      expect(taken.length).toBe(Math.min(cost.length, columns));
      const all = Array.from({ length: columns }, (_, i) => i);
      expect(costOf(cost, found)).toBe(best(cost, 0, all));
    }),
  );
});

it("starts k-means from points that lie apart", () => {
  const points = [[0], [0], [0], [100], [100], [1000]];
  const starts = Array.from({ length: 50 }, (_, seed) => kMeansSeeds(points, 3, random(seed)));
  expect(starts.filter((s) => new Set(s.map(([x]) => x)).size === 3)).toHaveLength(50);
  expect(kMeansSeeds([[1], [1]], 3, random(1))).toEqual([[1], [1], [1]]);
});

it("gives the same numbers for a seed, spread evenly over [0, 1), and others for another", () => {
  const draw = (seed: number): readonly number[] => {
    const next = random(seed);
    return Array.from({ length: 10_000 }, next);
  };
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5)[0]).not.toBe(draw(6)[0]);
  expect(draw(5)[0]).not.toBe(draw(5 + 2 ** 32)[0]);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const x of draw(5)) tenths[Math.floor(x * 10)] = (tenths[Math.floor(x * 10)] ?? 0) + 1;
  // χ² with 9 degrees of freedom is above 27.9 once in a thousand.
  expect(tenths.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9);
});

it("samples the silhouette within a hundredth of all pairs", () => {
  const labels = cluster(3).labels;
  const sampled = sampledSilhouette(iris, labels, 120, random(3)) ?? 0;
  expect(Math.abs(sampled - silhouette(iris, labels))).toBeLessThan(0.02);
  expect(sampledSilhouette(iris, labels, 1000, random(3))).toBe(silhouette(iris, labels));
  expect(() =>
    silhouette(
      iris,
      iris.map(() => 0),
    ),
  ).toThrow(RangeError);
});

it("scores each point by its own and the nearest other cluster", () => {
  // a = 1, b = 10.5 of the first; a point alone in its cluster has 0.
  expect(silhouettes([[0], [1], [10], [11]], [0, 0, 1, 1])[0]).toBeCloseTo(9.5 / 10.5, 12);
  expect(silhouettes([[0], [1], [9]], [0, 0, 1])[2]).toBe(0);
});

it("draws each position once without putting back, and as often as asked with it", () => {
  const next = random(2);
  expect(drawWithout(5, 5, next)).toEqual([0, 1, 2, 3, 4]);
  const three = drawWithout(100, 30, next);
  expect(new Set(three).size).toBe(30);
  expect(drawWith(3, 10, next)).toHaveLength(10);
});

it("weighs numbers by their range and categories by sameness, and leaves out what is missing", () => {
  const features = [
    { kind: "number", range: 10, weight: 1 },
    { kind: "category", weight: 3 },
  ] as const;
  expect(gower(features, [0, "a"], [5, "b"])).toBe((0.5 + 3) / 4);
  expect(gower(features, [0, null], [5, "b"])).toBe(0.5);
  expect(gower(features, [null, null], [5, "b"])).toBeNull();
});

it("finds groups that differ in a category alone, which k-means of the numbers cannot see", () => {
  const things = Array.from({ length: 40 }, (_, i) => ({
    numbers: [(i % 10) / 10],
    categories: [i < 20 ? 0 : 1],
  }));
  const found = kPrototypes(things, prototypeSeeds(things, 2, [5], random(1)), [5]);
  expect(
    ari(
      found.labels,
      things.map((t) => t.categories[0] ?? 0),
    ),
  ).toBe(1);
  // Σ (i/10 − 0.45)² over ten is 0.825, four times.
  expect(found.cost).toBeCloseTo(3.3, 10);
  expect(
    mixedDistance({ numbers: [1], categories: [0] }, { numbers: [3], categories: [1] }, [0.5]),
  ).toBe(4.5);
});
