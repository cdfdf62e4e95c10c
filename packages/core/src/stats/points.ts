/** Points in a space of a few dimensions, all of one length. */
export type Points = readonly (readonly number[])[];

/**
 * The squared Euclidean distance, summed from the first dimension to the last.
 *
 * @example squaredDistance([0, 0], [3, 4]) // => 25
 */
export function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    sum += difference * difference;
  }
  return sum;
}

/**
 * The nearest centroid; of several at the same distance the first.
 *
 * @returns its position in the list, −1 for an empty one
 * @example nearestCentroid([1], [[0], [2]]) // => 0
 */
export function nearestCentroid(point: readonly number[], centroids: Points): number {
  let [nearest, least] = [-1, Infinity];
  for (let i = 0; i < centroids.length; i += 1) {
    const distance = squaredDistance(point, centroids[i] ?? []);
    if (distance < least) [nearest, least] = [i, distance];
  }
  return nearest;
}

/**
 * The within-cluster sum of squared distances to the nearest centroid: what k-means makes small.
 *
 * @example inertia([[0], [2]], [[1]]) // => 2
 */
export function inertia(points: Points, centroids: Points): number {
  let sum = 0;
  for (const point of points)
    sum += squaredDistance(point, centroids[nearestCentroid(point, centroids)] ?? point);
  return sum;
}
