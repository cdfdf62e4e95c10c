import { describe, expect, it } from "vitest";
import { bfgs } from "../../../packages/core/src/stats/bfgs.ts";
import { cholesky, invert } from "../../../packages/core/src/stats/cholesky.ts";
import { hessian } from "../../../packages/core/src/stats/hessian.ts";
import { hyp2f1 } from "../../../packages/core/src/stats/hyp2f1.ts";
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
