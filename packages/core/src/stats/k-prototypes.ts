/**
 * K-prototypes (Huang 1998): k-means for things with numbers and categories. The distance is the squared Euclidean one of the
 * numbers plus a weight for each category that differs; a prototype has means of numbers and most frequent categories.
 */
import { squaredDistance } from "./points.ts";

/** One thing; its categories as whole numbers from 0. */
export type Mixed = { readonly numbers: readonly number[]; readonly categories: readonly number[] };

export type Prototypes = {
  readonly prototypes: readonly Mixed[];
  /** The prototype of each thing. */
  readonly labels: readonly number[];
  /** The sum of distances to the nearest prototype. */
  readonly cost: number;
};

/**
 * The distance of a thing and a prototype.
 *
 * @param weights what a difference costs, one a category
 * @example mixedDistance({ numbers: [1], categories: [0] }, { numbers: [3], categories: [1] }, [0.5]) // => 4.5
 */
export function mixedDistance(a: Mixed, b: Mixed, weights: readonly number[]): number {
  let sum = squaredDistance(a.numbers, b.numbers);
  for (let i = 0; i < weights.length; i += 1)
    if (a.categories[i] !== b.categories[i]) sum += weights[i] ?? 0;
  return sum;
}

/**
 * Moves prototypes until nothing changes any more.
 *
 * @param things at least one
 * @param seeds where the prototypes start, at least one
 * @param weights what a difference costs, one a category; Huang's γ
 * @param limit at most so many rounds
 * @returns as many prototypes as seeds, in their order; one without things stays where it was
 */
export function kPrototypes(
  things: readonly Mixed[],
  seeds: readonly Mixed[],
  weights: readonly number[],
  limit = 100,
): Prototypes {
  let prototypes = seeds;
  let [labels, cost] = assign(things, prototypes, weights);
  for (let round = 0; round < limit; round += 1) {
    prototypes = prototypes.map((old, i) => centreOf(things, labels, i) ?? old);
    const [next, nextCost] = assign(things, prototypes, weights);
    const moved = next.some((label, i) => label !== labels[i]);
    [labels, cost] = [next, nextCost];
    if (!moved) break;
  }
  return { prototypes, labels, cost };
}

function assign(
  things: readonly Mixed[],
  prototypes: readonly Mixed[],
  weights: readonly number[],
): readonly [labels: readonly number[], cost: number] {
  let cost = 0;
  const labels = things.map((thing) => {
    let [nearest, least] = [0, Infinity];
    prototypes.forEach((prototype, i) => {
      const distance = mixedDistance(thing, prototype, weights);
      if (distance < least) [nearest, least] = [i, distance];
    });
    cost += least;
    return nearest;
  });
  return [labels, cost];
}

function centreOf(
  things: readonly Mixed[],
  labels: readonly number[],
  label: number,
): Mixed | undefined {
  const members = things.filter((_, i) => labels[i] === label);
  const [first] = members;
  if (first === undefined) return undefined;
  return {
    numbers: first.numbers.map(
      (_, d) => members.reduce((sum, m) => sum + (m.numbers[d] ?? 0), 0) / members.length,
    ),
    categories: first.categories.map((_, d) =>
      mostFrequent(members.map((m) => m.categories[d] ?? 0)),
    ),
  };
}

/** Of several that are as frequent the lowest. */
function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let [best, most] = [0, 0];
  for (const [value, count] of counts)
    if (count > most || (count === most && value < best)) [best, most] = [value, count];
  return best;
}

/**
 * Starting prototypes in the manner of k-means++: each next one drawn with a chance in proportion to its distance from those
 * that are chosen.
 *
 * @throws RangeError for no things
 */
export function prototypeSeeds(
  things: readonly Mixed[],
  k: number,
  weights: readonly number[],
  next: () => number,
): readonly Mixed[] {
  const first = things[Math.floor(next() * things.length)];
  if (first === undefined) throw new RangeError("prototypes of no things");
  const seeds = [first];
  const nearest = things.map((thing) => mixedDistance(thing, first, weights));
  while (seeds.length < k) {
    let left = next() * nearest.reduce((sum, distance) => sum + distance, 0);
    let at = 0;
    for (let i = 0; i < nearest.length && left >= 0; i += 1)
      if ((nearest[i] ?? 0) > 0) [at, left] = [i, left - (nearest[i] ?? 0)];
    const seed = things[at] ?? first;
    seeds.push(seed);
    things.forEach((thing, i) => {
      nearest[i] = Math.min(nearest[i] ?? 0, mixedDistance(thing, seed, weights));
    });
  }
  return seeds;
}
