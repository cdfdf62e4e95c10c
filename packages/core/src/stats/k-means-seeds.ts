import { squaredDistance, type Points } from "./points.ts";

/**
 * Starting centroids by k-means++ (Arthur & Vassilvitskii 2007): each next one is drawn with a chance in proportion to its
 * squared distance from those that are chosen.
 *
 * @param points at least one
 * @param k how many centroids, at least 1
 * @param next numbers in [0, 1), from `random`
 * @returns k points; some alike where there are fewer different points than k
 * @throws RangeError for no points or k below 1
 * @example kMeansSeeds([[0], [0]], 2, random(1)) // => [[0], [0]]
 */
export function kMeansSeeds(points: Points, k: number, next: () => number): Points {
  const first = points[Math.floor(next() * points.length)];
  if (first === undefined || k < 1) throw new RangeError(`${k} seeds of ${points.length} points`);
  const seeds = [first];
  const nearest = Float64Array.from(points, (point) => squaredDistance(point, first));
  while (seeds.length < k) {
    let total = 0;
    for (const distance of nearest) total += distance;
    let left = next() * total;
    let at = 0;
    // A point that is a centroid already has no chance, so that the last one is not taken by rounding.
    for (let i = 0; i < nearest.length && left >= 0; i += 1)
      if ((nearest[i] ?? 0) > 0) [at, left] = [i, left - (nearest[i] ?? 0)];
    const seed = points[at] ?? first;
    seeds.push(seed);
    for (let i = 0; i < nearest.length; i += 1)
      nearest[i] = Math.min(nearest[i] ?? 0, squaredDistance(points[i] ?? first, seed));
  }
  return seeds;
}
