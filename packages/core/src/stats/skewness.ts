/** How far a log-likelihood leans to one side of its peak, and the interval that comes of it. */
import type { Differentiable } from "./bfgs.ts";
import type { Matrix } from "./cholesky.ts";

/** Third derivatives: `cube[i][j][k]` along coordinates i, j, and k; the order of these does not matter. */
export type Cube = readonly Matrix[];

/**
 * The third derivatives, by central differences of the analytic gradient: 1 + 2n + n(n − 1) evaluations of n coordinates.
 *
 * @param step of each coordinate; 0.01 suits logarithms of parameters
 * @example thirdDerivatives(([x = 0]) => ({ value: x ** 3, gradient: [3 * x ** 2] }), [1]) // => [[[6]]]
 */
export function thirdDerivatives(f: Differentiable, point: readonly number[], step = 0.01): Cube {
  const slopes = (...moves: readonly (readonly [coordinate: number, by: number])[]) =>
    f(point.map((value, i) => moves.reduce((sum, [at, by]) => (at === i ? sum + by : sum), value)))
      .gradient;
  const here = slopes();
  const bend = (up: readonly number[], down: readonly number[]): readonly number[] =>
    here.map((slope, k) => ((up[k] ?? 0) - 2 * slope + (down[k] ?? 0)) / step ** 2);
  const own = point.map((_, i) => bend(slopes([i, step]), slopes([i, -step])));
  const cube = point.map(() => point.map((): readonly number[] => []));
  point.forEach((_, i) => {
    const [plane, row] = [cube[i], own[i]];
    if (plane === undefined || row === undefined) return;
    plane[i] = row;
    for (let j = 0; j < i; j += 1) {
      const both = bend(slopes([i, step], [j, step]), slopes([i, -step], [j, -step]));
      const mixed = both.map((b, k) => (b - (row[k] ?? 0) - (own[j]?.[k] ?? 0)) / 2);
      plane[j] = mixed;
      const other = cube[j];
      if (other !== undefined) other[i] = mixed;
    }
  });
  return cube;
}

/**
 * All of a cube, times a factor.
 *
 * @example scaledCube([[[2]]], -3) // => [[[-6]]]
 */
export const scaledCube = (cube: Cube, factor: number): Cube =>
  cube.map((plane) => plane.map((row) => row.map((value) => value * factor)));

/**
 * How the log-likelihood leans along the way on which a quantity changes most for what it costs in likelihood (Stein's
 * least favourable family: DiCiccio & Efron 1996, "Bootstrap confidence intervals", Statistical Science 11, section 4):
 * its third derivative there, a standard error of the quantity being the unit.
 *
 * @param slopes of the quantity along each parameter
 * @param covariance of the parameters, the inverse of the negative Hessian of the log-likelihood
 * @param third its third derivatives
 * @returns 0 where the log-likelihood is a parabola; above 0 where it falls more slowly towards greater values
 * @example skewOf([1], [[1]], [[[0.5]]]) // => 0.5
 */
export const skewOf = (slopes: readonly number[], covariance: Matrix, third: Cube): number =>
  skewsOf(covariance, third)(slopes);

/** `skewOf` the slopes of very many quantities: what they share as flat lists of numbers. */
export function skewsOf(covariance: Matrix, third: Cube): (slopes: readonly number[]) => number {
  const size = covariance.length;
  const square = Float64Array.from(covariance.flat());
  const cube = Float64Array.from(third.flat(2));
  const along = new Float64Array(size);
  return (slopes) => {
    let variance = 0;
    for (let i = 0, at = 0; i < size; i += 1) {
      let sum = 0;
      for (let j = 0; j < size; j += 1, at += 1) sum += (square[at] ?? 0) * (slopes[j] ?? 0);
      along[i] = sum;
      variance += sum * (slopes[i] ?? 0);
    }
    if (!(variance > 0)) return 0;
    let sum = 0;
    for (let i = 0, at = 0; i < size; i += 1)
      for (let j = 0; j < size; j += 1)
        for (let k = 0; k < size; k += 1, at += 1)
          sum += (cube[at] ?? 0) * (along[i] ?? 0) * (along[j] ?? 0) * (along[k] ?? 0);
    return sum / variance ** 1.5;
  };
}

/**
 * Where the log-likelihood has fallen by z² / 2, in standard errors from its peak: t with t² / 2 − skew · t³ / 6 = z² / 2,
 * to the third order in z. It is the interval of the likelihood ratio (Wilks 1938) along the way of `skewOf`.
 *
 * @param z of the normal distribution, below 0 for the lower end: ±1.96 for 95 %
 * @param skew as of `skewOf`
 * @returns z where `skew` is 0; rises with z whatever `skew`
 * @example reach(1.96, 0.5) // => 2.411
 */
export const reach = (z: number, skew: number): number =>
  z * (1 + (skew * z) / 6 + (5 * skew * skew * z * z) / 72);
