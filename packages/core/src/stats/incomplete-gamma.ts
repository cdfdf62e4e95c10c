/** The regularised incomplete gamma function: what the χ², normal and gamma distributions rest on. */
import { lgamma } from "./lgamma.ts";

const precision = 1e-16;
const most = 10_000;

/**
 * The upper regularised incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a): the chance that a gamma variable of shape a and
 * scale 1 is above x. By its series below a + 1, by a continued fraction above (Press et al., Numerical Recipes, 6.2).
 *
 * @param shape a, above 0
 * @param x at least 0
 * @returns in [0, 1]
 * @throws RangeError for a shape not above 0 or a negative x
 * @example gammaAbove(0.5, 1.920729) // => 0.05 (χ² with 1 degree of freedom, 3.841459)
 */
export function gammaAbove(shape: number, x: number): number {
  if (!(shape > 0) || !(x >= 0)) throw new RangeError(`gammaAbove(${shape}, ${x})`);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const factor = Math.exp(shape * Math.log(x) - x - lgamma(shape));
  return x < shape + 1 ? 1 - factor * lowerSeries(shape, x) : factor * upperFraction(shape, x);
}

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < most && Math.abs(term) > Math.abs(sum) * precision; n += 1) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** Lentz' method. */
function upperFraction(shape: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / (b === 0 ? tiny : b);
  let h = d;
  for (let n = 1; n < most; n += 1) {
    const a = -n * (n - shape);
    b += 2;
    d = a * d + b;
    c = b + a / c;
    d = 1 / (d === 0 ? tiny : d);
    if (c === 0) c = tiny;
    h *= d * c;
    if (Math.abs(d * c - 1) < precision * 4) break;
  }
  return h;
}

/** ln n!, n a whole number of at least 0. @example logFactorial(5) // => 4.787 (ln 120) */
export const logFactorial = (n: number): number => (n < 2 ? 0 : lgamma(n + 1));
