/** How well points sit in their clusters (Rousseeuw 1987), with Euclidean distance. */
import { squaredDistance, type Points } from "./points.ts";
import { drawWithout } from "./draw.ts";

/**
 * The silhouette of each point: (b − a) / max(a, b), with a the mean distance to the others of its cluster and b the least mean
 * distance to another cluster. A point alone in its cluster has 0.
 *
 * Takes time in the square of the number of points.
 *
 * @param labels the cluster of each point, whole numbers from 0
 * @returns a number in [−1, 1] for each point
 * @throws RangeError when there are fewer than two clusters
 */
export function silhouettes(points: Points, labels: readonly number[]): readonly number[] {
  const k = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const sizes = Array.from({ length: k }, () => 0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  if (sizes.filter((size) => size > 0).length < 2)
    throw new RangeError("silhouette of fewer than two clusters");
  const sums = Array.from(points, () => new Float64Array(k));
  for (let i = 0; i < points.length; i += 1)
    for (let j = i + 1; j < points.length; j += 1) {
      const distance = Math.sqrt(squaredDistance(points[i] ?? [], points[j] ?? []));
      addTo(sums[i], labels[j] ?? 0, distance);
      addTo(sums[j], labels[i] ?? 0, distance);
    }
  return points.map((_, i) => {
    const own = labels[i] ?? 0;
    const ownSize = sizes[own] ?? 0;
    if (ownSize < 2) return 0;
    const a = (sums[i]?.[own] ?? 0) / (ownSize - 1);
    let b = Infinity;
    for (let other = 0; other < k; other += 1) {
      const size = sizes[other] ?? 0;
      if (other !== own && size > 0) b = Math.min(b, (sums[i]?.[other] ?? 0) / size);
    }
    const widest = Math.max(a, b);
    return widest === 0 ? 0 : (b - a) / widest;
  });
}

function addTo(sums: Float64Array | undefined, at: number, distance: number): void {
  if (sums !== undefined) sums[at] = (sums[at] ?? 0) + distance;
}

/**
 * The mean silhouette.
 *
 * @returns in [−1, 1]; the higher, the further apart the clusters are for their width
 * @throws RangeError when there are fewer than two clusters
 * @example silhouette([[0], [1], [10], [11]], [0, 0, 1, 1]) // => 0.8997493734335839
 */
export function silhouette(points: Points, labels: readonly number[]): number {
  const each = silhouettes(points, labels);
  return each.reduce((sum, value) => sum + value, 0) / each.length;
}

/**
 * The mean silhouette of a sample of the points among themselves, for when there are too many for all pairs.
 *
 * @param size how many points are drawn, without putting back
 * @returns `null` where the sample meets fewer than two clusters
 */
export function sampledSilhouette(
  points: Points,
  labels: readonly number[],
  size: number,
  next: () => number,
): number | null {
  const drawn = drawWithout(points.length, size, next);
  const sampled = drawn.map((i) => labels[i] ?? 0);
  if (new Set(sampled).size < 2) return null;
  return silhouette(
    drawn.map((i) => points[i] ?? []),
    sampled,
  );
}
