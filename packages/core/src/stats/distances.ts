/** How far two distributions over the same ordered groups are apart. Of the population stability index see `psi`. */

/**
 * The Jensen–Shannon distance: √(½ KL(p, m) + ½ KL(q, m)) with m = (p + q) / 2 and logarithms to the base 2 (Lin 1991; Endres,
 * Schindelin 2003). It needs no smoothing.
 *
 * @param before counts by group, each at least 0 @param now counts of the same groups in the same order
 * @returns in [0, 1]: 0 where both are alike, 1 where they share no group; NaN where one is empty
 * @throws RangeError for lists of other lengths or a negative count
 * @example jensenShannon([1, 0], [0, 1]) // => 1
 */
export function jensenShannon(before: ArrayLike<number>, now: ArrayLike<number>): number {
  const [n, m] = totals(before, now);
  let divergence = 0;
  for (let i = 0; i < before.length; i += 1) {
    const [p, q] = [(before[i] ?? 0) / n, (now[i] ?? 0) / m];
    const middle = (p + q) / 2;
    if (p > 0) divergence += p * Math.log2(p / middle);
    if (q > 0) divergence += q * Math.log2(q / middle);
  }
  return Math.min(1, Math.sqrt(Math.max(0, divergence / 2)));
}

/**
 * The two-sample Kolmogorov–Smirnov statistic: the largest difference of the shares up to a group (Smirnov 1939).
 *
 * @param before counts by value, ascending, each at least 0 @param now counts of the same values
 * @returns in [0, 1]; NaN where one is empty
 * @throws RangeError for lists of other lengths or a negative count
 * @example kolmogorovSmirnov([2, 2], [1, 3]) // => 0.25
 */
export function kolmogorovSmirnov(before: ArrayLike<number>, now: ArrayLike<number>): number {
  const [n, m] = totals(before, now);
  let [one, other, largest] = [0, 0, n === 0 || m === 0 ? Number.NaN : 0];
  for (let i = 0; i < before.length; i += 1) {
    one += before[i] ?? 0;
    other += now[i] ?? 0;
    largest = Math.max(largest, Math.abs(one / n - other / m));
  }
  return largest;
}

function totals(before: ArrayLike<number>, now: ArrayLike<number>): readonly [number, number] {
  if (before.length !== now.length || before.length === 0)
    throw new RangeError(`a distance of ${before.length} and ${now.length} groups`);
  let [n, m] = [0, 0];
  for (let i = 0; i < before.length; i += 1) {
    const [one, other] = [before[i] ?? 0, now[i] ?? 0];
    if (!(one >= 0 && other >= 0)) throw new RangeError("a distance of a negative count");
    n += one;
    m += other;
  }
  return [n, m];
}
