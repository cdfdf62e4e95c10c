import { hungarian } from "../../stats/hungarian.ts";

/**
 * Ids for clusters that were found anew, so that a cluster keeps the id that its customers had: as many customers as possible
 * keep theirs (Kuhn's assignment on the cross table). Clusters without customers in common with an old one get free ids.
 *
 * @param now the new cluster of each customer of a sample, largest cluster first
 * @param before the id that each of them had, `null` for none
 * @param ids all ids that may be given, at least as many as clusters
 * @param k how many clusters there are
 * @returns an id for each cluster
 * @example matchLabels([0, 0, 1], ["b", "b", "a"], ["a", "b"], 2) // => ["b", "a"]
 */
export function matchLabels(
  now: readonly number[],
  before: readonly (string | null)[],
  ids: readonly string[],
  k: number,
): readonly string[] {
  const shared = Array.from({ length: k }, () => ids.map(() => 0));
  now.forEach((cluster, i) => {
    const at = ids.indexOf(before[i] ?? "");
    const row = shared[cluster];
    if (row !== undefined && at >= 0) row[at] = (row[at] ?? 0) + 1;
  });
  const matched = hungarian(shared.map((row) => row.map((n) => -n))).map((column, cluster) =>
    (shared[cluster]?.[column] ?? 0) > 0 ? (ids[column] ?? null) : null,
  );
  const free = ids.filter((id) => !matched.includes(id));
  return matched.map((id) => id ?? free.shift() ?? "");
}
