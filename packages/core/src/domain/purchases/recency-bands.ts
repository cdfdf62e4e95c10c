import type { RecencyBand } from "./parameters.ts";
import type { HeldOutBuyer } from "./rows.ts";

const bands = 10;

/**
 * How many bought again in the held-out time, by the days since their last purchase before it: ten bands of as many
 * customers, those of equal days together.
 *
 * @returns from the shortest to the longest; `null` where there is nobody
 */
export function recencyBands(buyers: readonly HeldOutBuyer[]): readonly RecencyBand[] | null {
  if (buyers.length === 0) return null;
  const sorted = buyers
    .map(({ tx, T, bought }) => ({ days: Math.round((T - tx) * 7), again: bought > 0 }))
    .toSorted((a, b) => a.days - b.days);
  const found: { upTo: number | null; customers: number; again: number }[] = [];
  let start = 0;
  for (let band = 1; band <= bands && start < sorted.length; band += 1) {
    let end = Math.max(start + 1, Math.round((sorted.length * band) / bands));
    while (end < sorted.length && sorted[end]?.days === sorted[end - 1]?.days) end += 1;
    const members = sorted.slice(start, end);
    const again = members.filter((m) => m.again).length;
    found.push({ upTo: sorted[end - 1]?.days ?? null, customers: members.length, again });
    start = end;
  }
  return found.map(({ upTo, customers, again }, i) => ({
    upTo: i === found.length - 1 ? null : upTo,
    share: again / customers,
  }));
}
