import { random } from "./random.ts";

export type WeightedScore = {
  /** Points of each criterion, one row a customer; criteria in the order of the groups. */
  readonly points: readonly (readonly number[])[];
  readonly groups: readonly { readonly weight: number; readonly criteria: readonly number[] }[];
  readonly combine: "average" | "multiply";
  /** The segment of each customer from all scores. */
  readonly segmentsOf: (scores: readonly number[]) => readonly string[];
};

export type WeightSensitivity = {
  /** Mean share of customers who change segment in a draw, in [0, 1], and the share that nine draws in ten stay below. */
  readonly moves: number;
  readonly movesHigh: number;
  /** Mean share of pairs of customers who change places in a draw, of the pairs that differ. */
  readonly flips: number;
  readonly flipsHigh: number;
};

/** Pairs are taken of so many customers at most, the first of the list. */
const pairedCustomers = 400;

/**
 * How much scores and segments rest on the weights: each weight is multiplied by an independent uniform number in
 * [1 − spread, 1 + spread], so often as there are draws (one-at-a-time ranges would miss what weights do together; see
 * Triantaphyllou & Sánchez 1997 on rank reversal).
 *
 * @param scored in an order that does not depend on the scores; at least one customer
 * @param draws at least 1
 * @param spread in (0, 1]
 * @param seed of `random`
 * @throws RangeError for no customers or no draws
 * @example weightSensitivity({ points: [[0]], groups: [{ weight: 1, criteria: [1] }], combine: "average", segmentsOf: () => ["a"] }, 9, 0.2, 1).moves // => 0
 */
export function weightSensitivity(
  scored: WeightedScore,
  draws: number,
  spread: number,
  seed: number,
): WeightSensitivity {
  if (scored.points.length === 0 || draws < 1)
    throw new RangeError(`weight sensitivity of ${scored.points.length} customers, ${draws} draws`);
  const next = random(seed);
  const base = scoresOf(scored, () => 1);
  const segments = scored.segmentsOf(base);
  const moves: number[] = [];
  const flips: number[] = [];
  for (let i = 0; i < draws; i += 1) {
    const drawn = scoresOf(scored, () => 1 + spread * (2 * next() - 1));
    const now = scored.segmentsOf(drawn);
    moves.push(now.filter((segment, at) => segment !== segments[at]).length / now.length);
    flips.push(flippedPairs(base, drawn));
  }
  return {
    moves: mean(moves),
    movesHigh: ninth(moves),
    flips: mean(flips),
    flipsHigh: ninth(flips),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value that nine in ten do not exceed. */
const ninth = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.9) - 1] ?? 0;

function scoresOf(
  { points, groups, combine }: WeightedScore,
  factor: () => number,
): readonly number[] {
  const weights = groups.map(({ weight, criteria }) => ({
    group: weight * factor(),
    criteria: criteria.map((w) => w * factor()),
  }));
  return points.map((row) => {
    let at = 0;
    const values = weights.map(({ group, criteria }) => {
      let [sum, total] = [0, 0];
      for (const weight of criteria) {
        sum += weight * (row[at] ?? 0);
        total += weight;
        at += 1;
      }
      return { group, value: sum / total };
    });
    const score =
      combine === "multiply"
        ? values.reduce((product, { value }) => (product * value) / 100, 100)
        : values.reduce((sum, { group, value }) => sum + group * value, 0) /
          values.reduce((sum, { group }) => sum + group, 0);
    return Math.round(score * 1e6) / 1e6;
  });
}

function flippedPairs(before: readonly number[], after: readonly number[]): number {
  const count = Math.min(before.length, pairedCustomers);
  let [pairs, flipped] = [0, 0];
  for (let i = 0; i < count; i += 1)
    for (let j = 0; j < i; j += 1) {
      const was = (before[i] ?? 0) - (before[j] ?? 0);
      if (was === 0) continue;
      pairs += 1;
      if (was * ((after[i] ?? 0) - (after[j] ?? 0)) < 0) flipped += 1;
    }
  return pairs === 0 ? 0 : flipped / pairs;
}
