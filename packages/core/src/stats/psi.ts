/**
 * The population stability index of two distributions over the same groups: Σ (p − q) · ln(p / q).
 *
 * Counts are smoothed by half a member in each group, so that an empty group does not make it infinite. Usual reading:
 * below 0.1 stable, above 0.25 another population (Siddiqi 2006, Credit Risk Scorecards, p. 136).
 *
 * @param before counts by group, each at least 0
 * @param now counts of the same groups in the same order
 * @returns 0 where both are alike, no upper limit
 * @throws RangeError when the lists differ in length, are empty, or hold a negative count
 * @example psi([50, 50], [50, 50]) // => 0
 */
export function psi(before: readonly number[], now: readonly number[]): number {
  if (before.length !== now.length || before.length === 0)
    throw new RangeError(`psi of ${before.length} and ${now.length} groups`);
  if ([...before, ...now].some((count) => !(count >= 0)))
    throw new RangeError("psi of a negative count");
  const shares = (counts: readonly number[]): readonly number[] => {
    const total = counts.reduce((sum, count) => sum + count + 0.5, 0);
    return counts.map((count) => (count + 0.5) / total);
  };
  const [p, q] = [shares(now), shares(before)];
  return p.reduce((sum, share, i) => {
    const other = q[i] ?? share;
    return sum + (share - other) * Math.log(share / other);
  }, 0);
}
