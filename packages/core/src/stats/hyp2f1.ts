const limit = 200_000;

/** Σ (a)ₖ(b)ₖ/(c)ₖ zᵏ/k!, for 0 ≤ z < 1. */
function series(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 0; k < limit; k++) {
    term *= (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z;
    sum += term;
    if (Math.abs(term) <= 1e-16 * Math.abs(sum)) break;
  }
  return sum;
}

/**
 * Gauss' hypergeometric function ₂F₁(a, b; c; z) for z < 1: the power series after the transformation of Pfaff (z < 0)
 * or of Euler (where the plain series would sum ever larger terms). Abramowitz & Stegun 15.1.1, 15.3.3–15.3.5.
 *
 * Slow (some thousand terms) where z > 0.99.
 *
 * @param c above −1 and not 0
 * @param z below 1
 * @returns relative error about 1e-13 for the positive parameters of purchase models
 * @throws RangeError when z ≥ 1, c ≤ −1 or c = 0
 * @example hyp2f1(1, 1, 2, 0.5) // => 1.3862943611198906, 2 ln 2
 */
export function hyp2f1(a: number, b: number, c: number, z: number): number {
  if (!(z < 1 && c > -1 && c !== 0)) throw new RangeError(`hyp2f1 at c ${c}, z ${z}`);
  if (z < 0)
    // Both are right; a negative parameter would sum terms of changing sign.
    return c >= b
      ? (1 - z) ** -a * hyp2f1(a, c - b, c, z / (z - 1))
      : (1 - z) ** -b * hyp2f1(c - a, b, c, z / (z - 1));
  // Worth its roundings only where it makes the parameters much smaller; far below zero they would change sign.
  const [left, right] = [c - a, c - b];
  const euler =
    Math.min(left, right) > -2 && 2 * Math.max(left, right, -left, -right) < Math.max(a, b);
  return euler ? (1 - z) ** (left - b) * series(left, right, c, z) : series(a, b, c, z);
}
