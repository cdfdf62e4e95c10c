import { expect, it } from "vitest";
import { quantile } from "../../../packages/core/src/stats/quantile.ts";
import { robustScaling, standardScaling } from "../../../packages/core/src/stats/scaling.ts";
import {
  fitYeoJohnson,
  yeoJohnson,
  yeoJohnsonLogLikelihood,
} from "../../../packages/core/src/stats/yeo-johnson.ts";

const skewed = [0, 1, 2, 5, 10, 50, 100, 3, 4, 7];
const mixed = [-3, -1, 0, 2, 5, 9, -0.5, 30];

it("meets scipy.stats.yeojohnson 1.17: λ, log-likelihood and values", () => {
  expect(fitYeoJohnson(skewed)).toBeCloseTo(-0.23621123710660571, 6);
  expect(yeoJohnsonLogLikelihood(skewed, -0.23621123710660571)).toBeCloseTo(-21.9581002161156, 10);
  expect(fitYeoJohnson(mixed)).toBeCloseTo(0.36721335583858505, 6);
  expect(yeoJohnsonLogLikelihood(mixed, 0.36721335583858505)).toBeCloseTo(-13.658015098331271, 10);
  const expected = {
    0: [-7.499999999999999, -1.5, 0, 1.0986122886681098, 1.791759469228055],
    0.5: [-4.666666666666665, -1.21895141649746, 0, 1.4641016151377548, 2.898979485566356],
    1: [-3, -1, 0, 2, 5],
    2: [-1.3862943611198906, -Math.LN2, 0, 4, 17.5],
    2.5: [-1, -0.585786437626905, 0, 5.83538290724796, 34.87265229607775],
  };
  for (const [lambda, values] of Object.entries(expected))
    [-3, -1, 0, 2, 5].forEach((x, i) =>
      expect(yeoJohnson(x, Number(lambda))).toBeCloseTo(values[i] ?? NaN, 12),
    );
});

it("leaves values alone that are all alike", () => {
  expect(fitYeoJohnson([4, 4, 4])).toBe(1);
  expect(standardScaling([0.1, 0.1, 0.1])).toEqual({ centre: expect.closeTo(0.1), spread: 1 });
  expect(robustScaling([1, 2, 2, 2, 9]).spread).toBe(1);
});

it("takes type-7 quantiles as R does", () => {
  // quantile(c(3, 6, 7, 8, 8, 10, 13, 15, 16, 20), c(0, .25, .5, .75, .9, 1))
  const sorted = [3, 6, 7, 8, 8, 10, 13, 15, 16, 20];
  const at = [0, 0.25, 0.5, 0.75, 0.9, 1].map((p) => quantile(sorted, p));
  [3, 7.25, 9, 14.5, 16.4, 20].forEach((x, i) => expect(at[i]).toBeCloseTo(x, 12));
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});

it("scales as scikit-learn's StandardScaler and RobustScaler", () => {
  // StandardScaler: mean 4, variance 14/3·… of [1, 4, 7]: 6; RobustScaler of [1, 2, 3, 4, 100]: centre 3, scale 2.
  expect(standardScaling([1, 4, 7])).toEqual({ centre: 4, spread: Math.sqrt(6) });
  expect(robustScaling([1, 2, 3, 4, 100])).toEqual({ centre: 3, spread: 2 });
});
