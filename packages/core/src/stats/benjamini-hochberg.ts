/**
 * p-values adjusted for the false discovery rate (Benjamini, Hochberg 1995; R's `p.adjust(method = "BH")`): calling
 * significant what is at most q keeps the expected share of false ones among them at q.
 *
 * @param ps p-values in [0, 1]
 * @returns adjusted p-values in the same order, each at least its p
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // => [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(ps: readonly number[]): readonly number[] {
  const order = ps.map((_, i) => i).toSorted((a, b) => (ps[b] ?? 0) - (ps[a] ?? 0));
  const adjusted = ps.map(() => 1);
  let least = 1;
  order.forEach((i, fromTop) => {
    least = Math.min(least, (ps[i] ?? 1) * (ps.length / (ps.length - fromTop)));
    adjusted[i] = least;
  });
  return adjusted;
}
