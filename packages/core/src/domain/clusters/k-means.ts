import { kmeans } from "ml-kmeans";
import { kMeansSeeds } from "../../stats/k-means-seeds.ts";
import { inertia, nearestCentroid, type Points } from "../../stats/points.ts";

export type Clustering = {
  readonly centroids: Points;
  /** The nearest centroid of each point. */
  readonly labels: readonly number[];
  /** The sum of squared distances to the nearest centroid. */
  readonly inertia: number;
};

/**
 * K-means by Lloyd's rounds (`ml-kmeans`) from several starts by k-means++; the start with the least inertia wins, of equals the
 * first.
 *
 * @param points at least k of them
 * @param starts how many starts, at least 1
 * @param next numbers in [0, 1), from `random`
 * @throws RangeError for fewer points than k
 */
export function kMeans(
  points: Points,
  k: number,
  { starts, next }: { readonly starts: number; readonly next: () => number },
): Clustering {
  if (points.length < k) throw new RangeError(`${k} clusters of ${points.length} points`);
  const data = points.map((point) => [...point]);
  let best: Clustering | undefined;
  for (let start = 0; start < starts; start += 1) {
    const initialization = kMeansSeeds(points, k, next).map((seed) => [...seed]);
    const { centroids } = kmeans(data, k, {
      initialization,
      maxIterations: 300,
      tolerance: 0, // until no centre moves: its own 1e-6 stops a customer short
    });
    const found = inertia(points, centroids);
    if (best === undefined || found < best.inertia)
      best = { centroids, labels: [], inertia: found };
  }
  if (best === undefined) throw new RangeError("k-means without a start");
  const { centroids } = best;
  return { ...best, labels: points.map((point) => nearestCentroid(point, centroids)) };
}
