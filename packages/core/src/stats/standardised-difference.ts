/** What a group's numbers come to. `squares` is Σx². */
export type Moments = { readonly n: number; readonly sum: number; readonly squares: number };

/** Equal numbers leave up to so much of Σx² around their mean, as sums of thousands of doubles are rounded. */
const rounding = 1e-12;

export type StandardisedDifference = {
  /** (mean of one − mean of the other) / √((s₁² + s₂²) / 2). */
  readonly smd: number;
  /** Its 95 % interval, normal: ± 1.96 · √((n₁ + n₂) / (n₁ n₂) + smd² / (2 (n₁ + n₂))) (Hedges, Olkin 1985, p. 86). */
  readonly interval: readonly [low: number, high: number];
};

/**
 * The standardised mean difference of two groups (Austin 2009, Statistics in Medicine 28, p. 3084): 0.2 is small, 0.5
 * medium, 0.8 large (Cohen 1988).
 *
 * @param one, other each of at least two members
 * @returns `null` where neither group varies by more than rounding leaves
 * @throws RangeError for a group of fewer than two
 * @example standardisedDifference({ n: 3, sum: 9, squares: 29 }, { n: 3, sum: 6, squares: 14 })?.smd // => 1
 */
export function standardisedDifference(
  one: Moments,
  other: Moments,
): StandardisedDifference | null {
  if (one.n < 2 || other.n < 2) throw new RangeError("a standardised difference takes two of each");
  const variance = ({ n, sum, squares }: Moments): number => {
    const around = squares - (sum * sum) / n;
    return around <= rounding * squares ? 0 : around / (n - 1);
  };
  const pooled = Math.sqrt((variance(one) + variance(other)) / 2);
  if (pooled === 0) return null;
  const smd = (one.sum / one.n - other.sum / other.n) / pooled;
  const n = one.n + other.n;
  const error = Math.sqrt(n / (one.n * other.n) + (smd * smd) / (2 * n));
  return { smd, interval: [smd - 1.959963985 * error, smd + 1.959963985 * error] };
}
