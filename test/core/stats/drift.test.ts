import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  metricDrift,
  segmentDrift,
  type ValuePair,
} from "../../../packages/core/src/domain/migration/drift.ts";
import type { Way } from "../../../packages/core/src/domain/migration/migration.ts";
import { jensenShannon, kolmogorovSmirnov } from "../../../packages/core/src/stats/distances.ts";
import { driftNull, sidesOf } from "../../../packages/core/src/stats/drift-null.ts";
import { psi } from "../../../packages/core/src/stats/psi.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { drawBinomial, drawGamma, drawNormal } from "../../../packages/core/src/stats/variates.ts";

describe("distances of two distributions", () => {
  // scipy 1.17.1: spatial.distance.jensenshannon(base=2), stats.ks_2samp of the values repeated
  it.each([
    [[10, 20, 30, 40], [40, 30, 20, 10], 0.3918681606471551, 0.4],
    [[5, 0, 15], [0, 10, 10], 0.6270214338169248, 0.25],
  ])("are those of scipy for %j and %j", (before, now, js, ks) => {
    expect(jensenShannon(before, now)).toBeCloseTo(js, 14);
    expect(kolmogorovSmirnov(before, now)).toBeCloseTo(ks, 14);
  });

  it("are those of scipy for the stability index", () => {
    // scipy 1.17.1: special.rel_entr both ways, of counts with half a member more
    expect(psi([10, 20, 30, 40], [40, 30, 20, 10])).toBeCloseTo(0.8719768526109903, 14);
  });

  it("lie between alike and nothing in common, whichever side is called before", () => {
    const counts = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(counts, (pairs) => {
        const [a, b] = [pairs.map(([x]) => x + 1), pairs.map(([, y]) => y)];
        if (b.every((n) => n === 0)) return;
        for (const distance of [jensenShannon, kolmogorovSmirnov]) {
          expect(distance(a, b)).toBeCloseTo(distance(b, a), 12);
          expect(distance(a, a)).toBeCloseTo(0, 7);
          expect(distance(a, b)).toBeLessThanOrEqual(1);
        }
      }),
    );
    expect(jensenShannon([1, 0], [0, 1])).toBe(1);
    expect(kolmogorovSmirnov([1, 0], [0, 1])).toBe(1);
    expect(() => kolmogorovSmirnov([1], [-1])).toThrow(RangeError);
  });
});

it("draws binomials with the shares of scipy", () => {
  // scipy 1.17.1, stats.binom.cdf
  const next = random(3);
  for (const [upTo, trials, chance, expected] of [
    [40, 100, 0.5, 0.02844397],
    [50, 100, 0.5, 0.53979462],
    [300, 1000, 0.3, 0.51559352],
  ] as const) {
    const draws = Array.from({ length: 20_000 }, () => drawBinomial(next, trials, chance));
    const share = draws.filter((n) => n <= upTo).length / draws.length;
    // Four standard errors of a share of 20,000 draws
    expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt(0.25 / 20_000));
  }
});

describe("what chance alone would give", () => {
  const way = (from: string | null, to: string | null, customers: number): Way => ({
    before: true,
    after: true,
    states: [from, from, from, to, to],
    customers,
    revenue: 0,
    grown: 0,
  });

  it("is exceeded by one population in twenty where before and now are alike", () => {
    const next = random(11);
    let exceeded = 0;
    for (let i = 0; i < 300; i += 1) {
      const sample = Array.from({ length: 200 }, (): ValuePair => {
        const own = drawNormal(next); // what stays of a customer
        return { before: own + drawNormal(next), now: own + drawNormal(next) };
      });
      const ks = metricDrift("m", sample)?.ks;
      if (ks !== undefined && ks !== null && ks.value > (ks.chance ?? 0)) exceeded += 1;
    }
    // 5 % of 300 are 15; within four standard deviations. Draws that broke customers apart would give none.
    expect(exceeded).toBeGreaterThan(1);
    expect(exceeded).toBeLessThan(31);
  });

  it("is exceeded where everybody moves the same way, and not where as many move back", () => {
    const oneWay = segmentDrift([way("a", "a", 900), way("a", "b", 100), way("b", "b", 1000)]);
    const bothWays = segmentDrift([
      way("a", "a", 900),
      way("a", "b", 100),
      way("b", "a", 98),
      way("b", "b", 902),
    ]);
    expect(oneWay?.psi.value).toBeGreaterThan(oneWay?.psi.chance ?? Infinity);
    expect(bothWays?.psi.value).toBeLessThan(bothWays?.psi.chance ?? 0);
  });

  it("is alike whether customers are drawn one by one or by counts", () => {
    const pairs = [
      { before: 0, now: 0, count: 9_000 },
      { before: 0, now: 1, count: 500 },
      { before: 1, now: 0, count: 500 },
      { before: null, now: 1, count: 9_999 },
    ];
    const share = (list: Float64Array): number =>
      (list[0] ?? 0) / ((list[0] ?? 0) + (list[1] ?? 0));
    const chance = (of: typeof pairs): number => {
      const [found] = driftNull(
        of,
        2,
        ({ before, now }) => [Math.abs(share(before) - share(now))],
        { draws: 400, seed: 5 },
      );
      return found ?? Number.NaN;
    };
    const [first, ...rest] = pairs;
    const more = [{ before: 0, now: 0, count: (first?.count ?? 0) + 2 }, ...rest];
    expect(chance(more) / chance(pairs)).toBeGreaterThan(0.8);
    expect(chance(more) / chance(pairs)).toBeLessThan(1.25);
    expect(sidesOf(pairs, 2)).toEqual({
      before: new Float64Array([9_500, 500]),
      now: new Float64Array([9_500, 10_499]),
    });
  });

  it("finds values that are not known any more, which Kolmogorov–Smirnov cannot", () => {
    const next = random(2);
    const sample = Array.from({ length: 400 }, (_, i): ValuePair => {
      const value = drawGamma(next, 2, 1);
      return { before: value, now: i % 4 === 0 ? null : value };
    });
    const found = metricDrift("m", sample);
    expect(found?.psi.value).toBeGreaterThan(found?.psi.chance ?? Infinity);
    expect(found?.ks?.value).toBeLessThan(found?.ks?.chance ?? 0);
    expect(metricDrift("m", [{ before: 1, now: undefined }])).toBeUndefined();
  });
});
