/** The regularised incomplete gamma function: what the χ², normal and gamma distributions rest on. */
import { lgamma } from "./lgamma.ts";

const precision = 1e-16;
const most = 10_000;
/** Beyond this shape the expansion of large ones has more digits than series and fraction, which need ever more terms. */
const largeShape = 20_000;

/**
 * The upper regularised incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a): the chance that a gamma variable of shape a and
 * scale 1 is above x. By its series below a + 1, by a continued fraction above (Press et al., Numerical Recipes, 6.2); for a
 * large shape, where both take √a terms, by Temme's uniform expansion.
 *
 * @param shape a, above 0
 * @param x at least 0
 * @returns in [0, 1]
 * @throws RangeError for a shape not above 0 or a negative x
 * @example gammaAbove(0.5, 1.920729) // => 0.05 (χ² with 1 degree of freedom, 3.841459)
 */
export const gammaAbove = (shape: number, x: number): number => tails(shape, x).above;

/**
 * The lower regularised incomplete gamma function P(a, x) = γ(a, x) / Γ(a) = 1 − Q(a, x), with as many digits where it is small.
 *
 * @param shape a, above 0
 * @param x at least 0
 * @returns in [0, 1]
 * @throws RangeError for a shape not above 0 or a negative x
 * @example gammaBelow(50, 20) // => 1.24e-8
 */
export const gammaBelow = (shape: number, x: number): number => tails(shape, x).below;

type Tails = { readonly below: number; readonly above: number };

function tails(shape: number, x: number): Tails {
  if (!(shape > 0) || !(x >= 0)) throw new RangeError(`gamma(${shape}, ${x})`);
  if (x === 0) return { below: 0, above: 1 };
  if (x === Infinity) return { below: 1, above: 0 };
  if (shape > largeShape) return tailsOfLargeShape(shape, x);
  const factor = Math.exp(shape * Math.log(x) - x - lgamma(shape));
  if (x < shape + 1) {
    const below = factor * lowerSeries(shape, x);
    return { below, above: 1 - below };
  }
  const above = factor * upperFraction(shape, x);
  return { below: 1 - above, above };
}

/** Of c₀ = 1/μ − 1/η and c₁ = 1/η³ − 1/μ³ − 1/μ² − 1/(12μ) the powers of η, which cancel nothing near 0 (DLMF 8.12.11–14). */
const first = [
  -1 / 3,
  1 / 12,
  -2 / 135,
  1 / 864,
  1 / 2835,
  -139 / 777_600,
  1 / 25_515,
  -571 / 261_273_600,
];
const second = [-1 / 540, -1 / 288, 1 / 378, -77 / 77_760, 1 / 4860];

/**
 * Temme's uniform expansion: nearly normal in η, where η²/2 = μ − ln(1 + μ) and μ = x / a − 1. From |η| = 0.3 on the smaller
 * tail of such a shape is below the smallest double.
 */
function tailsOfLargeShape(shape: number, x: number): Tails {
  const mu = (x - shape) / shape;
  const half = mu - Math.log1p(mu);
  const eta = Math.sign(mu) * Math.sqrt(2 * half);
  if (Math.abs(eta) > 0.3) return eta > 0 ? { below: 1, above: 0 } : { below: 0, above: 1 };
  const density = Math.exp(-shape * half) / Math.sqrt(2 * Math.PI * shape);
  const correction = density * (powers(first, eta) + powers(second, eta) / shape);
  const normal = tails(0.5, shape * half).above / 2;
  if (eta > 0) return { below: 1 - normal - correction, above: normal + correction };
  return { below: normal - correction, above: 1 - normal + correction };
}

const powers = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

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
