/**
 * The p-quantile of a sample, by linear interpolation (Hyndman & Fan 1996, type 7; R's default).
 *
 * @param sorted finite values in ascending order, at least one
 * @param p probability in [0, 1]
 * @returns a value between the first and the last
 * @throws RangeError when `sorted` is empty or `p` is out of range
 * @example quantile([3, 6, 7, 8, 8, 10], 0.5) // => 7.5
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0 || !(p >= 0 && p <= 1))
    throw new RangeError(`the ${p}-quantile of ${sorted.length} values`);
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (at - below) * (high - low);
}
