import type { Differentiable } from "./bfgs.ts";
import type { Matrix } from "./cholesky.ts";

/**
 * The matrix of second derivatives, by central differences of the analytic gradient, made symmetric.
 *
 * @param step of each coordinate; 1e-4 suits logarithms of parameters
 * @example hessian(([x = 0]) => ({ value: x ** 2, gradient: [2 * x] }), [1]) // => [[2]]
 */
export function hessian(f: Differentiable, point: readonly number[], step = 1e-4): Matrix {
  const rows = point.map((_, i) => {
    const moved = (by: number): readonly number[] =>
      f(point.map((value, j) => (i === j ? value + by : value))).gradient;
    const [up, down] = [moved(step), moved(-step)];
    return up.map((slope, j) => (slope - (down[j] ?? 0)) / (2 * step));
  });
  return rows.map((row, i) => row.map((value, j) => (value + (rows[j]?.[i] ?? 0)) / 2));
}
