import type { Minimum, MinimiserOptions } from "./bfgs.ts";

type Vertex = { readonly point: readonly number[]; readonly value: number };

/**
 * Minimises a function without its gradient by the simplex of Nelder & Mead (1965), with the usual coefficients
 * 1, 2, ½, ½. Slower and less sharp than `bfgs`; for where no gradient is at hand or none can be trusted.
 *
 * @param start where the value is finite
 * @param options `maxIterations` 200 times the dimensions unless told; `tolerance` of the values over the simplex
 * @example nelderMead(([x = 0]) => (x - 3) ** 2, [0]).point // => [3] to about 1e-6
 */
export function nelderMead(
  f: (point: readonly number[]) => number,
  start: readonly number[],
  { maxIterations = 200 * start.length, tolerance = 1e-12, signal }: MinimiserOptions = {},
): Minimum {
  let evaluations = 0;
  const at = (point: readonly number[]): Vertex => {
    signal?.throwIfAborted();
    evaluations++;
    const value = f(point);
    return { point, value: Number.isNaN(value) ? Infinity : value };
  };
  const order = (vertices: readonly Vertex[]): readonly Vertex[] =>
    vertices.toSorted((one, other) => one.value - other.value);
  let simplex = order([
    at(start),
    ...start.map((_, i) => at(start.map((value, j) => (i === j ? value + 0.5 : value)))),
  ]);
  const stop = (best: Vertex, converged: boolean): Minimum => ({ ...best, evaluations, converged });
  for (let iteration = 0; ; iteration++) {
    const best = simplex[0];
    const worst = simplex.at(-1);
    const second = simplex.at(-2);
    if (best === undefined || worst === undefined || second === undefined)
      throw new RangeError("a search without coordinates");
    const wide = worst.point.some((value, i) => Math.abs(value - (best.point[i] ?? 0)) > 1e-7);
    if (!wide || worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance))
      return stop(best, true);
    if (iteration >= maxIterations) return stop(best, false);
    const others = simplex.slice(0, -1);
    const centre = start.map(
      (_, i) => others.reduce((sum, { point }) => sum + (point[i] ?? 0), 0) / others.length,
    );
    const along = (by: number): Vertex =>
      at(centre.map((value, i) => value + by * (value - (worst.point[i] ?? 0))));
    const mirrored = along(1);
    const chosen =
      mirrored.value < best.value
        ? order([mirrored, along(2)])[0]
        : mirrored.value < second.value
          ? mirrored
          : along(mirrored.value < worst.value ? 0.5 : -0.5);
    if (
      chosen !== undefined &&
      chosen.value < Math.min(worst.value, mirrored.value + Number.EPSILON)
    )
      simplex = order([...others, chosen]);
    else
      simplex = order([
        best,
        ...simplex
          .slice(1)
          .map(({ point }) => at(point.map((value, i) => (value + (best.point[i] ?? 0)) / 2))),
      ]);
  }
}
