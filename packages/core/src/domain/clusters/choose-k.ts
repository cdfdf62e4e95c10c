/**
 * How many clusters: each k is judged by three things together (METHODS, Clusters). Stability: the mean agreement (ARI) of the
 * clusters with those of bootstrap samples, at least .85. The share of the smallest cluster, at least what the project asks
 * for. The silhouette, by which those k that pass both are ranked. Never by the silhouette alone: a few outliers far away give
 * the best silhouette of all.
 */
import { ari } from "../../stats/ari.ts";
import { drawWith } from "../../stats/draw.ts";

/** Agreement under resampling from which clusters count as stable. */
export const stableFrom = 0.85;

/** What is known of one k. */
export type Candidate = {
  readonly k: number;
  /** Mean ARI over bootstrap samples. */
  readonly stability: number;
  /** Of the smallest cluster. */
  readonly smallest: number;
  /** `null` where the sampled points are all in one cluster. */
  readonly silhouette: number | null;
  /** Sum of squared distances to the centres, of the sample. */
  readonly inertia: number;
  /** In the sample, largest first. */
  readonly sizes: readonly number[];
};

export type Choice = {
  readonly k: number;
  /** `named`: the project says it; `best`: the best silhouette of those that pass; `none`: none passes. */
  readonly reason: "named" | "best" | "none-stable" | "none-large";
};

/**
 * Chooses among candidates.
 *
 * @param candidates at least one
 * @param atLeast the least share that a cluster may have, in [0, 1]
 * @returns of equals the smaller k; where none passes, the most stable one with large enough clusters, else the most stable
 * @throws RangeError without candidates
 */
export function chooseK(candidates: readonly Candidate[], atLeast: number): Choice {
  const [first] = candidates;
  if (first === undefined) throw new RangeError("no candidates for k");
  if (candidates.length === 1) return { k: first.k, reason: "named" };
  const large = candidates.filter((c) => c.smallest >= atLeast);
  const passing = large.filter((c) => c.stability >= stableFrom);
  const most = (of: readonly Candidate[], score: (c: Candidate) => number): number =>
    of.toSorted((a, b) => score(b) - score(a) || a.k - b.k)[0]?.k ?? first.k;
  if (passing.length > 0) return { k: most(passing, (c) => c.silhouette ?? -1), reason: "best" };
  if (large.length > 0) return { k: most(large, (c) => c.stability), reason: "none-stable" };
  return { k: most(candidates, (c) => c.stability), reason: "none-large" };
}

/**
 * The mean agreement of labels with those that clusters of bootstrap samples give to the same things.
 *
 * @param count how many things
 * @param labels of all things
 * @param relabel clusters the things at these positions, and labels all things by what it found
 * @param rounds how many bootstrap samples
 * @returns in [−0.5, 1]
 */
export function bootstrapStability(
  count: number,
  labels: readonly number[],
  relabel: (drawn: readonly number[]) => readonly number[],
  rounds: number,
  next: () => number,
): number {
  let sum = 0;
  for (let round = 0; round < rounds; round += 1)
    sum += ari(labels, relabel(drawWith(count, count, next)));
  return sum / rounds;
}
