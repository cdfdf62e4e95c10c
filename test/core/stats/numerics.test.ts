import { describe, expect, it } from "vitest";
import { auc } from "../../../packages/core/src/stats/auc.ts";
import { bfgs } from "../../../packages/core/src/stats/bfgs.ts";
import { cholesky, invert } from "../../../packages/core/src/stats/cholesky.ts";
import { deltaShareInterval } from "../../../packages/core/src/stats/delta-interval.ts";
import { gaussLegendre, integrate } from "../../../packages/core/src/stats/gauss-legendre.ts";
import { hessian } from "../../../packages/core/src/stats/hessian.ts";
import { hyp2f1 } from "../../../packages/core/src/stats/hyp2f1.ts";
import { digamma, lgamma } from "../../../packages/core/src/stats/lgamma.ts";
import { nelderMead } from "../../../packages/core/src/stats/nelder-mead.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import {
  drawBeta,
  drawExponential,
  drawGamma,
  drawNormal,
  type Random,
} from "../../../packages/core/src/stats/variates.ts";
import { hyp2f1Values } from "./hyp2f1-values.ts";

it.each(hyp2f1Values)("₂F₁(%f, %f; %f; %f) is %f", (a, b, c, z, value) => {
  expect(Math.abs(hyp2f1(a, b, c, z) / value - 1)).toBeLessThan(1e-12);
});

it("refuses ₂F₁ where the series does not converge", () => {
  expect(() => hyp2f1(1, 1, 2, 1)).toThrow(RangeError);
});

describe("bfgs", () => {
  // Rosenbrock 1960: the minimum of this curved valley is 0 at (1, 1).
  const valley = ([x = 0, y = 0]: readonly number[]) => ({
    value: 100 * (y - x * x) ** 2 + (1 - x) ** 2,
    gradient: [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)],
  });

  it("finds the bottom of Rosenbrock's valley", () => {
    const { point, converged, evaluations } = bfgs(valley, [-1.2, 1]);
    expect(converged).toBe(true);
    expect(point[0]).toBeCloseTo(1, 7);
    expect(point[1]).toBeCloseTo(1, 7);
    expect(evaluations).toBeLessThan(100);
  });

  it("says that it has not arrived when it may not go on", () => {
    expect(bfgs(valley, [-1.2, 1], { maxIterations: 5 }).converged).toBe(false);
  });

  it("keeps out of where the function is not a number", () => {
    const wall = ([x = 0]: readonly number[]) => ({
      value: x > 0 ? x - Math.log(x) : Number.NaN,
      gradient: [1 - 1 / x],
    });
    expect(bfgs(wall, [5]).point[0]).toBeCloseTo(1, 7);
  });
});

it("inverts what is positive definite and nothing else", () => {
  // Hilbert's matrix of order 3; its inverse is whole.
  const hilbert = [1, 2, 3].map((i) => [1, 2, 3].map((j) => 1 / (i + j - 1)));
  expect(invert(hilbert)?.map((row) => row.map((value) => Math.round(value)))).toEqual([
    [9, -36, 30],
    [-36, 192, -180],
    [30, -180, 180],
  ]);
  expect(
    cholesky([
      [1, 2],
      [2, 1],
    ]),
  ).toBeNull();
  expect(invert([[Number.NaN]])).toBeNull();
});

it("takes second derivatives from gradients", () => {
  const f = ([x = 0, y = 0]: readonly number[]) => ({
    value: x ** 3 * y,
    gradient: [3 * x * x * y, x ** 3],
  });
  const [[xx = 0, xy = 0] = [], [, yy = 0] = []] = hessian(f, [2, 5]);
  expect([xx, xy, yy].map((value) => Number(value.toFixed(6)))).toEqual([60, 12, 0]);
});

// scipy.special.gammaln and digamma.
it.each([
  [0.001, 6.907178885383853, -1000.5755719318103],
  [0.1, 2.252712651734206, -10.423754940411076],
  [1.5, -0.12078223763524526, 0.03648997397857652],
  [5, 3.1780538303479458, 1.5061176684318003],
  [9.99, 12.779315214350195, 2.250700372831201],
  [123.4, 469.3360974421906, 4.8113737751162775],
  [1e6, 12815504.569147611, 13.81551005796419],
])("ln Γ and ψ of %f", (x, log, slope) => {
  expect(Math.abs(lgamma(x) - log)).toBeLessThan(1e-13 * Math.max(1, Math.abs(log)));
  expect(Math.abs(digamma(x) - slope)).toBeLessThan(1e-14 * Math.max(1, Math.abs(slope)));
});

it("integrates polynomials of degree 2n − 1 exactly", () => {
  expect(integrate((u) => u ** 19, 1, gaussLegendre(10))).toBeCloseTo(1 / 20, 14);
  expect(integrate(Math.exp, 3, gaussLegendre(12))).toBeCloseTo(Math.E ** 3 - 1, 12);
});

describe("nelderMead", () => {
  it("finds the bottom of Rosenbrock's valley without a gradient", () => {
    const { point, converged } = nelderMead(
      ([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
      [-1.2, 1],
    );
    expect(converged).toBe(true);
    expect(point[0]).toBeCloseTo(1, 5);
    expect(point[1]).toBeCloseTo(1, 5);
  });

  it("stops where it is told to", () => {
    expect(nelderMead(([x = 0]) => x * x, [100], { maxIterations: 3 }).converged).toBe(false);
  });
});

describe("auc", () => {
  it("counts ties half", () => {
    // Of 2 × 3 pairs: 4 right, 1 tied, 1 wrong.
    const cases = [
      { score: 3, happened: true },
      { score: 2, happened: true },
      { score: 2.5, happened: false },
      { score: 2, happened: false },
      { score: 1, happened: false },
    ];
    expect(auc(cases)).toBeCloseTo(4.5 / 6, 12);
  });

  it("is nothing where all or none bought again", () => {
    expect(auc([{ score: 1, happened: true }])).toBeNull();
    expect(auc([])).toBeNull();
  });
});

describe("seeded draws", () => {
  const moments = (draw: (next: Random) => number, n = 40_000) => {
    const next = random(11);
    const values = Array.from({ length: n }, () => draw(next));
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n };
  };

  // Mean and variance of each distribution; five standard errors of a mean of 40,000 draws.
  it.each<[string, (next: Random) => number, number, number]>([
    ["uniform", (next) => next(), 0.5, 1 / 12],
    ["normal", drawNormal, 0, 1],
    ["exponential", (next) => drawExponential(next, 2), 0.5, 0.25],
    ["gamma 0.3", (next) => drawGamma(next, 0.3, 2), 0.15, 0.075],
    ["gamma 4", (next) => drawGamma(next, 4, 2), 2, 1],
    ["beta", (next) => drawBeta(next, 0.8, 2.4), 0.25, 0.1875 / 4.2],
  ])("%s has its mean and its variance", (_, draw, mean, variance) => {
    const found = moments(draw);
    expect(Math.abs(found.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / 40_000));
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.1);
  });
});

it("keeps the interval of a share between 0 and 1, and gives a certain one no width", () => {
  const logistic = ([x = 0]: readonly number[]): number => 1 / (1 + Math.exp(-x));
  const { value, low, high } = deltaShareInterval(logistic, [3], [[4]]);
  expect(value).toBeCloseTo(0.952574, 6);
  // On the scale of the logit the interval is 3 ± 1.96 · 2.
  expect(low).toBeCloseTo(logistic([3 - 1.959964 * 2]), 6);
  expect(high).toBeCloseTo(logistic([3 + 1.959964 * 2]), 6);
  expect(deltaShareInterval(() => 1, [3], [[4]])).toEqual({ value: 1, low: 1, high: 1 });
});
