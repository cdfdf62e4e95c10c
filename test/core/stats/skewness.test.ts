import { expect, it } from "vitest";
import { bgnbd } from "../../../packages/core/src/stats/bgnbd.ts";
import {
  deltaShareInterval,
  parameterIntervals,
} from "../../../packages/core/src/stats/delta-interval.ts";
import { fitPurchaseModel } from "../../../packages/core/src/stats/fit-purchase-model.ts";
import { profileIntervals } from "../../../packages/core/src/stats/profile-intervals.ts";
import {
  reach,
  scaledCube,
  skewOf,
  thirdDerivatives,
} from "../../../packages/core/src/stats/skewness.ts";
import { publicDataThere, readCdnow } from "./cdnow.ts";

/** Less the log-likelihood of a count of ten by the logarithm of its mean: m − 10 ln m. */
const tenEvents = ([log = 0]: readonly number[]) => ({
  value: Math.exp(log) - 10 * log,
  gradient: [Math.exp(log) - 10],
});
/** How far a number is from what is right, as a share of that. */
const apart = (value: number, right: number): number => Math.abs(value / right - 1);
const top = [Math.log(10)];
const third = scaledCube(thirdDerivatives(tenEvents, top), -1);

it("has the third derivatives of x² y + y³", () => {
  const cube = thirdDerivatives(
    ([x = 0, y = 0]) => ({ value: x * x * y + y ** 3, gradient: [2 * x * y, x * x + 3 * y * y] }),
    [0.3, -2],
  );
  const expected = [
    [
      [0, 2],
      [2, 0],
    ],
    [
      [2, 0],
      [0, 6],
    ],
  ];
  cube.forEach((plane, i) =>
    plane.forEach((row, j) =>
      row.forEach((value, k) => expect(value).toBeCloseTo(expected[i]?.[j]?.[k] ?? 0, 6)),
    ),
  );
});

it("leans as the third derivative does where the standard error is the unit, whatever the unit of the quantity", () => {
  // −e^x has the third derivative −10 at ln 10, its variance is a tenth: −10 · 0.1^1.5.
  expect(skewOf([1], [[0.1]], third)).toBeCloseTo(-0.316_23, 4);
  expect(skewOf([7], [[0.1]], third)).toBeCloseTo(-0.316_23, 4);
});

it("reaches where the likelihood has fallen by z² / 2, and rises with z however it leans", () => {
  const beside = (z: number, skew: number): number => {
    const t = reach(z, skew);
    return Math.abs(t * t - (skew * t ** 3) / 3 - z * z);
  };
  for (const z of [-1.96, 1.96]) {
    expect(beside(z, 0)).toBeLessThan(1e-12);
    // To the third order: what is beside it falls by more than 2⁴ where z is halved.
    for (const skew of [-0.3, 0.3]) {
      expect(beside(z, skew)).toBeLessThan(0.08);
      expect(beside(z, skew) / beside(z / 2, skew)).toBeGreaterThan(16);
    }
  }
  for (const skew of [-4, -1, 1, 4])
    for (let z = -4; z < 4; z += 0.1) expect(reach(z + 0.1, skew)).toBeGreaterThan(reach(z, skew));
});

// scipy 1.17 brentq over 2 (10 ln (10 / m) − (10 − m)) = 3.841459: 5.010766 to 17.539345.
it("has the interval of the likelihood ratio of a count of ten", () => {
  const peak = { f: tenEvents, point: top, covariance: [[0.1]], third, count: 1 };
  const [exact] = profileIntervals(peak);
  // The ends are sought to half a hundredth of a standard error, .32 on the logarithm.
  expect(apart(Math.exp(exact?.low ?? 0), 5.010766)).toBeLessThan(0.002);
  expect(apart(Math.exp(exact?.high ?? 0), 17.539345)).toBeLessThan(0.002);
  const [near] = parameterIntervals([10], [[0.1]], third);
  // To the third order: two parts in a hundred.
  expect(apart(near?.low ?? 0, 5.010766)).toBeLessThan(0.02);
  expect(apart(near?.high ?? 0, 17.539345)).toBeLessThan(0.02);
  // A parabola on the logarithm is not near it: 5.38 to 18.59.
  const [straight] = parameterIntervals([10], [[0.1]], null);
  expect(straight?.low).toBeCloseTo(5.3806, 3);
  expect(straight?.high).toBeCloseTo(18.5854, 3);
});

it("says so where the likelihood does not fall far enough on a side", () => {
  const flat = ([x = 0]: readonly number[]) => ({
    value: Math.log1p(x * x) / 2,
    gradient: [x / (1 + x * x)],
  });
  const found = profileIntervals({
    f: ([x = 0]) => (x > 1 ? { value: Math.LN2 / 2, gradient: [0] } : flat([x])),
    point: [0],
    covariance: [[1]],
    third: [[[0]]],
    count: 1,
  });
  expect(found).toEqual([null]);
});

it.skipIf(!publicDataThere)("has the profile intervals of BG/NBD that scipy finds on CDNOW", () => {
  const histories = readCdnow().map((customer) => ({ ...customer, n: 1 }));
  const fit = fitPurchaseModel(bgnbd, histories, { intervals: true });
  // scipy 1.17, Nelder–Mead over the others, brentq on the parameter.
  const right = [
    [0.21926, 0.2686],
    [3.7239, 5.2117],
    [0.51536, 1.3188],
    [1.4296, 4.5669],
  ];
  right.forEach(([low = 0, high = 0], i) => {
    expect((fit.intervals?.[i]?.low ?? 0) / low).toBeCloseTo(1, 2);
    expect((fit.intervals?.[i]?.high ?? 0) / high).toBeCloseTo(1, 2);
  });
  expect(fitPurchaseModel(bgnbd, histories).intervals).toBeNull();
  // What leans is told of a customer too: P(alive) is not as by the covariance alone.
  const covariance = fit.covariance ?? [];
  const alive = (at: readonly number[]): number => {
    const [r = 0, alpha = 0, a = 0, b = 0] = at.map(Math.exp);
    return bgnbd.pAlive([r, alpha, a, b], { x: 2, tx: 30.43, T: 38.86 });
  };
  const point = fit.parameters.map(Math.log);
  const plain = deltaShareInterval(alive, point, covariance);
  const leaning = deltaShareInterval(alive, point, covariance, fit.third);
  expect(leaning.value).toBe(plain.value);
  expect(Math.abs(leaning.low - plain.low)).toBeGreaterThan(1e-4);
});
