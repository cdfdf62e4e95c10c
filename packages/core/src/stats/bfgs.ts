/** What a minimiser may be told. */
export type MinimiserOptions = {
  /** At most so many iterations; 200 unless told. */
  readonly maxIterations?: number;
  /** Largest slope at which a point counts as a minimum; 1e-8 unless told. */
  readonly tolerance?: number;
  /** The inverse Hessian at the start, where it is known; it spares the steps that learn it. */
  readonly inverse?: readonly (readonly number[])[];
  /** Asked before each evaluation; throws when nobody wants the answer any more (an `AbortSignal` does). */
  readonly signal?: { throwIfAborted(): void };
};

/** Where a minimiser stopped. `converged` is false where it ran out of iterations. */
export type Minimum = {
  readonly point: readonly number[];
  readonly value: number;
  readonly evaluations: number;
  readonly converged: boolean;
};

/** A function's value and its gradient at a point; a value of Infinity or NaN keeps the search out of there. */
export type Differentiable = (point: readonly number[]) => {
  readonly value: number;
  readonly gradient: readonly number[];
};

type Step = {
  readonly point: readonly number[];
  readonly value: number;
  gradient: readonly number[];
};

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
const steepest = (gradient: readonly number[]): number =>
  gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);

/** The inverse Hessian after a step s with change of gradient y (Nocedal & Wright 2006, eq. 6.17). */
function updated(
  inverse: readonly (readonly number[])[],
  s: readonly number[],
  y: readonly number[],
): readonly (readonly number[])[] {
  const sy = dot(s, y);
  const Hy = inverse.map((row) => dot(row, y));
  const factor = (1 + dot(y, Hy) / sy) / sy;
  return inverse.map((row, i) =>
    row.map(
      (h, j) =>
        h +
        factor * (s[i] ?? 0) * (s[j] ?? 0) -
        ((Hy[i] ?? 0) * (s[j] ?? 0) + (s[i] ?? 0) * (Hy[j] ?? 0)) / sy,
    ),
  );
}

const identity = (size: number, scale: number): readonly (readonly number[])[] =>
  Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => (i === j ? scale : 0)),
  );

/**
 * Minimises a differentiable function by BFGS with a backtracking line search (Nocedal & Wright 2006, algorithm 6.1;
 * steps that break the curvature condition leave the inverse Hessian as it is).
 *
 * @param start where the value is finite
 * @returns the lowest point found
 * @example bfgs(([x = 0]) => ({ value: (x - 3) ** 2, gradient: [2 * (x - 3)] }), [0]).point // => [3]
 */
export function bfgs(
  f: Differentiable,
  start: readonly number[],
  { maxIterations = 200, tolerance = 1e-8, inverse: known, signal }: MinimiserOptions = {},
): Minimum {
  let evaluations = 0;
  const at = (point: readonly number[]): Step => {
    signal?.throwIfAborted();
    evaluations++;
    return { point, ...f(point) };
  };
  let here = at(start);
  let inverse = known ?? identity(start.length, 1);
  let scaled = known !== undefined;
  const stop = (converged: boolean): Minimum => ({
    point: here.point,
    value: here.value,
    evaluations,
    converged,
  });
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (steepest(here.gradient) <= tolerance) return stop(true);
    let direction = inverse.map((row) => -dot(row, here.gradient));
    let slope = dot(direction, here.gradient);
    if (!(slope < 0)) {
      inverse = identity(start.length, 1);
      direction = here.gradient.map((g) => -g);
      slope = dot(direction, here.gradient);
    }
    // No more than a factor e² in a parameter given by its logarithm.
    let length = Math.min(1, 2 / steepest(direction));
    let there = here;
    for (let tries = 0; ; tries++) {
      const from = here.point;
      const reach = length;
      there = at(direction.map((d, i) => (from[i] ?? 0) + reach * d));
      if (there.value <= here.value + 1e-4 * length * slope) break;
      if (tries === 40) return stop(steepest(here.gradient) <= 1e3 * tolerance);
      const parabola =
        (-slope * length * length) / (2 * (there.value - here.value - slope * length));
      length = parabola > 0.1 * length && parabola < 0.5 * length ? parabola : length * 0.3;
    }
    const s = there.point.map((value, i) => value - (here.point[i] ?? 0));
    const y = there.gradient.map((value, i) => value - (here.gradient[i] ?? 0));
    const sy = dot(s, y);
    const still = Math.abs(here.value - there.value) <= 1e-15 * Math.abs(there.value);
    here = there;
    if (sy > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y))) {
      if (!scaled) inverse = identity(start.length, sy / dot(y, y));
      scaled = true;
      inverse = updated(inverse, s, y);
    }
    if (still && steepest(here.gradient) <= 1e3 * tolerance) return stop(true);
  }
  return stop(false);
}
