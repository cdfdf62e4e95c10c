/** What distances of two populations would be by chance alone. */
import { quantile } from "./quantile.ts";
import { random, randomIndex } from "./random.ts";
import { drawBinomial, type Random } from "./variates.ts";

/** Customers with one value before and one now, as places among the values; `null` where they are not there. */
export type Pair = {
  readonly before: number | null;
  readonly now: number | null;
  readonly count: number;
};

/** Counts of the values, before and now. */
export type Sides = { readonly before: Float64Array; readonly now: Float64Array };

/** Up to so many customers each is drawn alone; above it, how often each pair is drawn. */
const drawnOneByOne = 20_000;

/** @param values how many there are */
export function sidesOf(pairs: readonly Pair[], values: number): Sides {
  const sides = { before: new Float64Array(values), now: new Float64Array(values) };
  for (const pair of pairs) add(sides, pair, pair.count, 0);
  return sides;
}

/**
 * The 95 % quantile of each statistic under a null in which before and now differ by chance alone. A block bootstrap: the block
 * is a customer with both values, so that the likeness of a customer to themselves stays; blocks are drawn with replacement,
 * and in each before and now change places by the toss of a coin (Künsch 1989; Efron, Tibshirani 1993, 16.2).
 *
 * @param pairs each once, in a total order
 * @param values how many values there are; places lie in [0, values)
 * @param statistics of the two sides; a draw where one is not finite does not count for it
 * @param options.draws at least 20 @param options.seed a whole number
 * @returns as many numbers as there are statistics, `null` where no draw counts
 */
export function driftNull(
  pairs: readonly Pair[],
  values: number,
  statistics: (sides: Sides) => readonly number[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): readonly (number | null)[] {
  const next = random(seed);
  const draw = drawerOf(pairs, next);
  const found: number[][] = [];
  for (let i = 0; i < draws; i += 1) {
    const sides = { before: new Float64Array(values), now: new Float64Array(values) };
    draw(sides);
    statistics(sides).forEach((value, at) => {
      const list = (found[at] ??= []);
      if (Number.isFinite(value)) list.push(value);
    });
  }
  return found.map((list) =>
    list.length === 0
      ? null
      : quantile(
          list.toSorted((a, b) => a - b),
          0.95,
        ),
  );
}

/** Adds customers to the sides, of whom some have before and now exchanged. */
function add(sides: Sides, { before, now }: Pair, count: number, exchanged: number): void {
  const kept = count - exchanged;
  if (before !== null) {
    sides.before[before] = (sides.before[before] ?? 0) + kept;
    sides.now[before] = (sides.now[before] ?? 0) + exchanged;
  }
  if (now !== null) {
    sides.now[now] = (sides.now[now] ?? 0) + kept;
    sides.before[now] = (sides.before[now] ?? 0) + exchanged;
  }
}

function drawerOf(pairs: readonly Pair[], next: Random): (sides: Sides) => void {
  const total = pairs.reduce((sum, { count }) => sum + count, 0);
  if (total > drawnOneByOne)
    return (sides) => {
      let [left, drawn] = [total, total];
      for (const pair of pairs) {
        const count = drawBinomial(next, drawn, pair.count / left);
        add(sides, pair, count, drawBinomial(next, count, 0.5));
        left -= pair.count;
        drawn -= count;
      }
    };
  const each = pairs.flatMap((pair) => Array.from({ length: pair.count }, () => pair));
  return (sides) => {
    for (let i = 0; i < total; i += 1) {
      const pair = each[randomIndex(next, total)];
      if (pair !== undefined) add(sides, pair, 1, next() < 0.5 ? 1 : 0);
    }
  };
}
