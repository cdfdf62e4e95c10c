import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "../../../packages/core/src/stats/benjamini-hochberg.ts";
import { chiSquared, chiSquaredAbove } from "../../../packages/core/src/stats/chi-squared.ts";
import { fisherExact } from "../../../packages/core/src/stats/fisher-exact.ts";
import { gammaAbove, gammaBelow } from "../../../packages/core/src/stats/incomplete-gamma.ts";
import { normalAbove } from "../../../packages/core/src/stats/normal-above.ts";
import { permutationTest } from "../../../packages/core/src/stats/permutation-test.ts";
import { standardisedDifference } from "../../../packages/core/src/stats/standardised-difference.ts";

describe("distributions", () => {
  // scipy 1.17.1, special.gammaincc
  it.each([
    [0.5, 1.920729, 0.050000024472662934],
    [2.5, 0.3, 0.9880032427940937],
    [100, 120, 0.027863739890520652],
    [0.01, 5, 1.1753519412750834e-5],
    [50, 20, 0.9999999875410739],
    // Large shapes, where a series of 10,000 terms stops before its end: it gave .8641 and .6587.
    [1e8, 99_990_000, 0.8413447464718561],
    [1e8, 1e8, 0.49998670192398587],
    [4e8, 400_039_200, 0.025000662833851245],
  ])("gamma of shape %d above %d", (shape, x, expected) => {
    expect(gammaAbove(shape, x) / expected).toBeCloseTo(1, 11);
  });

  // scipy 1.17.1, special.gammainc; 1 less what is above has no digits of the small ones.
  it.each([
    [50, 20, 1.2458926079719434e-8],
    [5000, 4300, 1.258802017778274e-25],
    [25_000, 24690.096789303498, 0.02464656181162867],
    [1e8, 1e8, 0.5000132980760141],
  ])("gamma of shape %d below %d", (shape, x, expected) => {
    expect(gammaBelow(shape, x) / expected).toBeCloseTo(1, 9);
  });

  // scipy 1.17.1, stats.norm.sf; the last digits of printed tables (Abramowitz, Stegun 26.1) agree
  it.each([
    [0, 0.5],
    [1, 0.15865525393145707],
    [1.959963984540054, 0.025],
    [3, 0.0013498980316300933],
    [6, 9.865876450376946e-10],
    [-2, 0.9772498680518208],
  ])("normal above %d", (z, expected) => {
    expect(normalAbove(z) / expected).toBeCloseTo(1, 11);
  });

  // The 5 % column of the table of χ² (Abramowitz, Stegun 26.8)
  it.each([
    [3.841459, 1],
    [18.307038, 10],
    [124.342113, 100],
  ])("χ² above %d with %d degrees of freedom", (x, degrees) => {
    expect(chiSquaredAbove(x, degrees)).toBeCloseTo(0.05, 7);
  });

  it("refuses what no distribution has", () => {
    expect(() => gammaAbove(0, 1)).toThrow(RangeError);
    expect(() => gammaAbove(1, -1)).toThrow(RangeError);
  });
});

describe("tests of tables", () => {
  // scipy 1.17.1, stats.chi2_contingency(correction=False), contingency.association
  it("χ² and Cramér's V as scipy gives them", () => {
    const two = chiSquared([
      [12, 5],
      [3, 14],
    ]);
    expect(two).toMatchObject({ degrees: 1, leastExpected: 7.5 });
    expect([two.statistic, two.p, two.cramersV]).toEqual([
      expect.closeTo(9.663157894736843, 10),
      expect.closeTo(0.0018800017694650532, 12),
      expect.closeTo(0.5331139899831832, 12),
    ]);
    const three = chiSquared([
      [30, 14, 6],
      [22, 33, 40],
      [5, 9, 61],
    ]);
    expect([three.statistic, three.p / 4.743398297114387e-15, three.cramersV]).toEqual([
      expect.closeTo(73.21854644810091, 9),
      expect.closeTo(1, 9),
      expect.closeTo(0.4079286547694922, 12),
    ]);
  });

  it("leaves out empty rows and columns, and finds nothing in one row", () => {
    expect(
      chiSquared([
        [1, 2, 0],
        [3, 4, 0],
        [0, 0, 0],
      ]),
    ).toEqual(
      chiSquared([
        [1, 2],
        [3, 4],
      ]),
    );
    expect(chiSquared([[1, 2]])).toMatchObject({ p: 1, cramersV: 0 });
  });

  // scipy 1.17.1, stats.fisher_exact; the first is Fisher's lady tasting tea
  it.each([
    [
      [
        [3, 1],
        [1, 3],
      ],
      0.48571428571428565,
    ],
    [
      [
        [8, 2],
        [1, 5],
      ],
      0.034965034965034975,
    ],
    [
      [
        [0, 10],
        [7, 900],
      ],
      1,
    ],
    [
      [
        [40, 60],
        [300, 9000],
      ],
      4.3759813004352415e-32,
    ],
  ] as const)("Fisher's exact test of %j", (table, p) => {
    expect(fisherExact(table) / p).toBeCloseTo(1, 9);
  });
});

// scipy 1.17.1, stats.false_discovery_control
it("adjusts p-values as Benjamini and Hochberg do", () => {
  const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.8]);
  [0.025, 0.05, 0.05, 0.025, 0.8].forEach((q, i) => expect(adjusted[i]).toBeCloseTo(q, 12));
});

it("calls nothing significant that is not, whatever the order of p-values", () => {
  const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(ps, (list) => {
      const adjusted = benjaminiHochberg(list);
      list.forEach((p, i) => expect(adjusted[i]).toBeGreaterThanOrEqual(p));
      const turned = benjaminiHochberg(list.toReversed()).toReversed();
      list.forEach((_, i) => expect(turned[i]).toBeCloseTo(adjusted[i] ?? -1, 12));
    }),
  );
});

const scoresOf = (list: readonly number[]) => ({
  n: list.length,
  sum: list.reduce((s, x) => s + x, 0),
  squares: list.reduce((s, x) => s + x * x, 0),
  cubes: list.reduce((s, x) => s + x ** 3, 0),
});

describe("the permutation test", () => {
  // Ranks with ties of 60 exponential draws (numpy, seed 1): scipy's mannwhitneyu(method="asymptotic", use_continuity=False)
  const ranks = [
    40, 17, 59, 20, 7, 49.5, 22, 25.5, 2.5, 31.5, 37.5, 12, 48, 12, 31.5, 7, 35, 22, 28.5, 56, 40,
    35, 57, 52, 43, 17, 46, 12, 60, 12, 55, 51, 17, 49.5, 2.5, 46, 43, 7, 40, 58, 31.5, 25.5, 25.5,
    43, 22, 17, 37.5, 46, 31.5, 54, 7, 17, 7, 2.5, 25.5, 35, 53, 28.5, 12, 2.5,
  ];
  it("is the Mann–Whitney test where scores are ranks", () => {
    const total = ranks.slice(0, 20).reduce((s, x) => s + x, 0);
    // The ties make the ranks a little skewed, which the normal approximation leaves out.
    expect(permutationTest(scoresOf(ranks), 20, total) / 0.465191).toBeCloseTo(1, 2);
  });

  it("comes near the share of all groups for skewed scores, where a normal one would be far off", () => {
    const scores = [0, 0, 0, 0, 1, 2, 3, 5, 8, 13, 0, 1];
    const all: number[] = [];
    scores.forEach((a, i) =>
      scores
        .slice(i + 1)
        .forEach((b, j) => scores.slice(i + j + 2).forEach((c) => all.push(a + b + c))),
    );
    for (const total of [26, 23, 18]) {
      const exact = (2 * all.filter((sum) => sum >= total).length) / all.length;
      const ours = permutationTest(scoresOf(scores), 3, total);
      expect(ours / exact).toBeGreaterThan(0.5);
      expect(ours / exact).toBeLessThan(2.1);
    }
  });

  it("is right for a large group whose total is hardly skewed", () => {
    // 400,000 of a million have a trait. scipy 1.17.1, stats.hypergeom(10**6, 400_000, 400_000), 461 below its mean, mid-p;
    // with the series cut short it was .0489: a difference where there is none.
    const trait = { n: 1e6, sum: 4e5, squares: 4e5, cubes: 4e5 };
    expect(permutationTest(trait, 4e5, 159_539)).toBeCloseTo(0.0547438, 5);
  });

  it("finds nothing where scores do not vary, and refuses a group of all", () => {
    expect(permutationTest(scoresOf([1, 1, 1, 1]), 2, 2)).toBe(1);
    expect(() => permutationTest(scoresOf([1, 2]), 2, 3)).toThrow(RangeError);
  });
});

it("standardises a difference by the mean of both variances, with its interval", () => {
  // By hand: means 3 and 2, variances 1 and 1; error √(6/9 + 1/12)
  const found = standardisedDifference(
    { n: 3, sum: 9, squares: 29 },
    { n: 3, sum: 6, squares: 14 },
  );
  expect(found?.smd).toBeCloseTo(1, 12);
  expect(found?.interval[0]).toBeCloseTo(1 - 1.959963985 * Math.sqrt(6 / 9 + 1 / 12), 12);
  expect(
    standardisedDifference({ n: 2, sum: 2, squares: 2 }, { n: 2, sum: 4, squares: 8 }),
  ).toBeNull();
  // 2,000 times one number, summed one by one: what is left around the mean is rounding, no variance.
  const tenths = (n: number): { n: number; sum: number; squares: number } =>
    Array.from({ length: n }, () => 0.1).reduce(
      (all, x) => ({ n, sum: all.sum + x, squares: all.squares + x * x }),
      { n, sum: 0, squares: 0 },
    );
  expect(standardisedDifference(tenths(2000), { n: 2, sum: 2, squares: 2 })).toBeNull();
});
