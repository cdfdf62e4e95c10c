/** What a plan leaves out, and why. */
import { optionAt } from "../../domain/planning/allot.ts";
import {
  optionsOf,
  worthOf,
  type PlanAction,
  type Population,
} from "../../domain/planning/option.ts";
import type { LeftReason, PlannedActionResult } from "../../domain/planning/plan-result.ts";
import { nothing } from "../../domain/planning/respond.ts";
import type { ServiceModel } from "../../language/model/strategy-model.ts";
import type { Customers } from "./population.ts";

const reasons: readonly LeftReason[] = [
  "refused",
  "channels",
  "cap",
  "unknown",
  "loses",
  "other",
  "budget",
];

/** @returns by position of actions: for how many customers it is due and not done, by reason; reasons without any are left out */
export function leftOut(
  customers: Customers,
  actions: readonly PlanAction[],
  population: Population,
  choice: Int16Array,
  cap: ServiceModel["cap"],
): readonly PlannedActionResult["left"][] {
  const options = actions.map((_, a) => optionsOf(actions, [a], 1)[0]);
  const counts = actions.map(() => new Map<LeftReason, { customers: number; gain: number }>());
  const leave = (action: number, reason: LeftReason, gain: number): void => {
    const of = counts[action];
    const known = of?.get(reason) ?? { customers: 0, gain: 0 };
    of?.set(reason, { customers: known.customers + 1, gain: known.gain + gain });
  };
  const { starts } = population;
  for (let unit = 0; unit + 1 < starts.length; unit += 1) {
    const from = starts[unit] ?? 0;
    const to = starts[unit + 1] ?? 0;
    let used = 0;
    for (let i = from; i < to; i += 1)
      used += optionAt(population, i, choice[i] ?? nothing)?.actions.length ?? 0;
    const full = cap !== null && used >= (population.left[unit] ?? 0);
    for (let i = from; i < to; i += 1) {
      for (const a of customers.unreachable.sets[customers.unreachable.of[i] ?? 0] ?? [])
        leave(a, customers.refused[i] === 1 ? "refused" : "channels", 0);
      const chosen = optionAt(population, i, choice[i] ?? nothing)?.actions ?? [];
      for (const a of customers.reached.sets[customers.reached.of[i] ?? 0] ?? []) {
        if (chosen.includes(a)) continue;
        const option = options[a];
        if (option === undefined) continue;
        const { metric } = actions[a] ?? { metric: null };
        const known = metric !== null && !Number.isNaN(customers.worth[metric]?.[i] ?? Number.NaN);
        const gain = worthOf(option, population, i) - option.money;
        if (customers.refused[i] === 1) leave(a, "refused", 0);
        else if (!known) leave(a, "unknown", 0);
        else if (gain <= 0) leave(a, "loses", gain);
        else if (chosen.length > 0) leave(a, "other", gain);
        else leave(a, full ? "cap" : "budget", gain);
      }
    }
  }
  return counts.map((of) =>
    reasons.flatMap((reason) => {
      const found = of.get(reason);
      return found === undefined ? [] : { reason, ...found };
    }),
  );
}
