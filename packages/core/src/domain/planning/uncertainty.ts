/** How sure a gain is: what is not known of effects, carried on to the sum. */
import { quantile } from "../../stats/quantile.ts";
import { random } from "../../stats/random.ts";
import { drawNormal } from "../../stats/variates.ts";
import { change, termsOf, type PlanAction, type Population } from "./option.ts";

/** Customers for whom the same actions are done. */
export type Taken = {
  /** Positions of the actions. */
  readonly actions: readonly number[];
  readonly customers: readonly number[];
  /** How much each of them counts, below zero where it is taken away; default 1. */
  readonly share?: number;
};

const draws = 2_000;
/** Rooms to certainty are told apart in steps of 1 / 4096 of probability. */
const bins = 4_096;

/**
 * The 80 % interval of what actions bring, before cost: each effect is drawn as a normal variate around its uplift, the same
 * for all of its customers, as it is the effect that is not known, not the customers' luck.
 *
 * @param seed the same gives the same interval
 * @returns both ends in money; equal where every effect is certain
 */
export function worthInterval(
  actions: readonly PlanAction[],
  population: Pick<Population, "worth" | "room">,
  taken: readonly Taken[],
  seed: number,
): readonly [low: number, high: number] {
  const curves = taken.map((t) => ({
    actions: t.actions,
    share: t.share ?? 1,
    byMetric: population.worth.map((_, m) => curveOf(population, m, t.customers)),
  }));
  const used = [...new Set(taken.flatMap((t) => t.actions))].toSorted((a, b) => a - b);
  const next = random(seed);
  const uncertain = used.some((a) => (actions[a]?.sd ?? 0) > 0);
  const sums = Array.from({ length: uncertain ? draws : 1 }, () => {
    const drawn = new Map(
      used.map((a) => {
        const { uplift = 0, sd = 0, metric = null } = actions[a] ?? {};
        return [a, { metric, uplift: sd === 0 ? uplift : uplift + sd * drawNormal(next) }];
      }),
    );
    return curves.reduce((sum, curve) => {
      const terms = termsOf(curve.actions.flatMap((a) => drawn.get(a) ?? []));
      return terms.reduce(
        (all, { metric, uplift }) => all + curve.share * (curve.byMetric[metric]?.(uplift) ?? 0),
        sum,
      );
    }, 0);
  }).toSorted((a, b) => a - b);
  return [quantile(sums, 0.1), quantile(sums, 0.9)];
}

/** What an uplift brings some customers together, by the uplift. */
function curveOf(
  { worth, room }: Pick<Population, "worth" | "room">,
  metric: number,
  customers: readonly number[],
): (uplift: number) => number {
  const value = new Float64Array(bins);
  const weighted = new Float64Array(bins);
  for (const i of customers) {
    const lacks = room[metric]?.[i] ?? 0;
    const own = worth[metric]?.[i] ?? 0;
    const bin = Math.min(bins - 1, Math.floor(lacks * bins));
    value[bin] = (value[bin] ?? 0) + own;
    weighted[bin] = (weighted[bin] ?? 0) + own * lacks;
  }
  const there = [...value.keys()].filter((b) => (value[b] ?? 0) !== 0);
  const points = there.map((b) => {
    const sum = value[b] ?? 0;
    return { sum, lacks: (weighted[b] ?? 0) / sum };
  });
  return (uplift) => points.reduce((all, { sum, lacks }) => all + sum * change(uplift, lacks), 0);
}
