import { gammaAbove, gammaBelow } from "./incomplete-gamma.ts";
import { normalAbove } from "./normal-above.ts";

/** Scores of a whole population: how many, and Σs, Σs², Σs³. */
export type Scores = {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly cubes: number;
};

/**
 * The permutation test of a group's total score, two-sided: were the group drawn by lot from the population, how often would
 * its total be as far off or farther? The distribution of the total is not enumerated but has its exact mean, variance and
 * skewness and the form of Pearson's type III (Mielke, Berry 2007, Permutation Methods, 2.3), so that it holds for small
 * groups and skewed scores. With ranks as scores it is the Mann–Whitney test with ties.
 *
 * @param population the scores of all, the group's included
 * @param size how many are in the group, above 0 and below all
 * @param total Σs of the group
 * @returns in [0, 1]; 1 where the scores do not vary
 * @throws RangeError for a size outside
 */
export function permutationTest(population: Scores, size: number, total: number): number {
  const { n, sum, squares, cubes } = population;
  if (!(size > 0 && size < n)) throw new RangeError(`a group of ${size} in ${n}`);
  const mean = sum / n;
  const variance = squares / n - mean * mean;
  if (n < 3 || variance <= 1e-14 * (squares / n)) return 1;
  const third = cubes / n - 3 * mean * (squares / n) + 2 * mean ** 3;
  const deviation = Math.sqrt((size * (n - size) * variance) / (n - 1));
  const skewness =
    ((third / variance ** 1.5) * (n - 2 * size) * Math.sqrt(n - 1)) /
    ((n - 2) * Math.sqrt(size * (n - size)));
  const z = (total - size * mean) / deviation;
  return Math.min(1, 2 * Math.min(above(z, skewness), above(-z, -skewness)));
}

/** The chance above z in the standardised Pearson type III distribution of a skewness. */
function above(z: number, skewness: number): number {
  if (Math.abs(skewness) < 1e-6) return normalAbove(z);
  const shape = 4 / skewness ** 2;
  const x = Math.max(0, shape + (skewness > 0 ? z : -z) * Math.sqrt(shape));
  return skewness > 0 ? gammaAbove(shape, x) : gammaBelow(shape, x);
}
