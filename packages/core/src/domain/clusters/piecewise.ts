/**
 * A function tabulated at knots and joined by straight lines. Engines differ in the last bit of `ln` and `exp`, but not in
 * comparing, subtracting, multiplying and adding doubles: so what is calculated here and in SQL is the same to the last bit.
 */
import { add, cases, double, lt, mul, sub, type Scalar } from "../../query/index.ts";

export type Piecewise = {
  /** Ascending; the first piece holds below the second knot, the last one above the last but one. */
  readonly knots: readonly number[];
  /** The value at each knot but the last. */
  readonly values: readonly number[];
  /** How much it rises for one, from each knot but the last. */
  readonly slopes: readonly number[];
};

/**
 * A rising function of numbers as straight lines between knots that lie evenly in ln(1 + |x|): `count` of them between `low` and
 * `high`, and one for each doubling beyond, so that later and larger values are not far off.
 *
 * With 128 knots between 0 and 10⁹, ln(1 + x) is met within 0.004.
 *
 * @param f rising, finite
 * @param low the least value of a sample
 * @param high its greatest
 */
export function tabulate(
  f: (x: number) => number,
  low: number,
  high: number,
  count = 128,
): Piecewise {
  const [from, to] = [even(low), even(high)];
  const inside = Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
  const beyond = Array.from({ length: 24 }, (_, i) => (i + 1) * Math.LN2);
  const places = [...beyond.map((d) => from - d), ...inside, ...beyond.map((d) => to + d)];
  const knots = [...new Set(places.map((u) => Number(uneven(u).toPrecision(9))))].toSorted(
    (a, b) => a - b,
  );
  const at = knots.map((x) => Number(f(x).toPrecision(12)));
  const values = at.slice(0, -1);
  const slopes = values.map((value, i) => {
    const [x, nextX = NaN, next = NaN] = [knots[i] ?? NaN, knots[i + 1], at[i + 1]];
    return Number(((next - value) / (nextX - x)).toPrecision(12));
  });
  return { knots, values, slopes };
}

const even = (x: number): number => Math.sign(x) * Math.log1p(Math.abs(x));
const uneven = (u: number): number => Math.sign(u) * Math.expm1(Math.abs(u));

/** @example piecewiseValue({ knots: [0, 1, 2], values: [0, 1], slopes: [1, 3] }, 1.5) // => 2.5 */
export function piecewiseValue({ knots, values, slopes }: Piecewise, x: number): number {
  let [low, high] = [0, values.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x < (knots[middle] ?? NaN)) high = middle;
    else low = middle;
  }
  return (values[low] ?? NaN) + (x - (knots[low] ?? NaN)) * (slopes[low] ?? NaN);
}

/**
 * `piecewiseValue` of very many numbers: its lists as typed arrays.
 *
 * @example piecewiseOfMany({ knots: [0, 1, 2], values: [0, 1], slopes: [1, 3] })(1.5) // => 2.5
 */
export function piecewiseOfMany({ knots, values, slopes }: Piecewise): (x: number) => number {
  const at = Float64Array.from(knots);
  const height = Float64Array.from(values);
  const rise = Float64Array.from(slopes);
  return (x) => {
    let low = 0;
    let high = height.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (x < (at[middle] ?? NaN)) high = middle;
      else low = middle;
    }
    return (height[low] ?? NaN) + (x - (at[low] ?? NaN)) * (rise[low] ?? NaN);
  };
}

/**
 * Where the function takes a value: for telling positions in the user's units again.
 *
 * @example piecewiseInverse({ knots: [0, 1, 2], values: [0, 1], slopes: [1, 3] }, 2.5) // => 1.5
 */
export function piecewiseInverse({ knots, values, slopes }: Piecewise, y: number): number {
  let piece = 0;
  while (piece + 1 < values.length && y >= (values[piece + 1] ?? NaN)) piece += 1;
  const slope = slopes[piece] ?? 1;
  return (knots[piece] ?? NaN) + (slope === 0 ? 0 : (y - (values[piece] ?? NaN)) / slope);
}

/** The same function of a double in a query: a tree of comparisons, seven deep for 128 pieces. */
export function piecewiseScalar({ knots, values, slopes }: Piecewise, x: Scalar): Scalar {
  const between = (low: number, high: number): Scalar => {
    if (high - low === 1) {
      const rise = mul(sub(x, double(knots[low] ?? NaN)), double(slopes[low] ?? NaN));
      return add(double(values[low] ?? NaN), rise);
    }
    const middle = (low + high) >> 1;
    return cases(
      [[lt(x, double(knots[middle] ?? NaN)), between(low, middle)]],
      between(middle, high),
    );
  };
  return between(0, values.length);
}
