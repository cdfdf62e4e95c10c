/** The choice of actions that gains most within what is limited. */
import { allot } from "./allot.ts";
import { dualOf, type Dual, type Limits } from "./dual.ts";
import { settle, valueOf } from "./exact.ts";
import { worthOf, type Population } from "./option.ts";

export type SolvedPlan = {
  /** The position of each customer's option among those of their kind, or `nothing`. */
  readonly choice: Int16Array;
  readonly dual: Dual;
  /** Money: no plan gains more than this one and so much; 0 where it is the best there is. */
  readonly gap: number;
};

/**
 * Chooses for every customer: prices by the dual of the linear program, from these a whole plan, and where few options are
 * open the best of all. Floors come before gain: they are missed only where there is nothing to meet them with.
 */
export function solvePlan(population: Population, limits: Limits): SolvedPlan {
  const most = limits.floors.length === 0 ? 0 : priceOfFloors(population);
  const dual = dualOf(population, limits, most);
  const first = allot(population, limits, dual.prices);
  const { choice, best } = settle(population, limits, dual, first, most);
  const gap = best ? 0 : Math.max(0, dual.bound - valueOf(population, limits, choice, most));
  return { choice, dual, gap };
}

/** More than serving one more customer can cost, whatever gives way for it. */
function priceOfFloors(population: Population): number {
  let most = 1;
  for (let i = 0; i < population.kind.length; i += 1)
    for (const option of population.kinds[population.kind[i] ?? 0]?.options ?? []) {
      const size = Math.abs(worthOf(option, population, i)) + option.money;
      if (size > most) most = size;
    }
  return 4 * most;
}
