/** The choice of actions that gains most within what is limited. */
import { allot } from "./allot.ts";
import { dualOf, type Dual, type Limits } from "./dual.ts";
import { settle, valueOf } from "./exact.ts";
import type { Population } from "./option.ts";

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
function priceOfFloors({ kinds, worth }: Population): number {
  const options = kinds.flatMap((k) => k.options);
  const money = options.reduce((most, o) => Math.max(most, o.money), 0);
  const raised = worth.reduce((sum, all, m) => {
    const uplift = options.reduce((most, o) => {
      const own = o.terms.find((t) => t.metric === m)?.uplift ?? 0;
      return Math.max(most, Math.abs(own));
    }, 0);
    return sum + uplift * all.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
  }, 0);
  return 4 * Math.max(1, money + raised);
}
