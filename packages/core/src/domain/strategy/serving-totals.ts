/** What strategies come to over all customers, and what is wrong with that. */
import type { Localised } from "../../language/config/text.ts";
import type { ServiceModel } from "../../language/model/strategy-model.ts";
import { problem, type Problem } from "../../problem.ts";
import type { PlanGain } from "../planning/plan-result.ts";

export type ActionTotals = {
  readonly action: string;
  readonly do: Localised;
  /** Customers for whom it is due and who may be reached. */
  readonly eligible: number;
  /** Customers for whom it is due, but who refused all contact or every channel. */
  readonly refused: number;
  /** If it were done for all who are eligible: money, hours by department. */
  readonly money: number;
  readonly hours: Readonly<Record<string, number>>;
  /** Over those whose worth is known; `null` where no effect is given or nobody's is. */
  readonly gain: PlanGain | null;
  /** How many of the eligible that is. */
  readonly known: number;
};

export type StrategyTotals = {
  readonly strategy: string;
  readonly title: Localised;
  readonly lead: string | null;
  /** Customers to whom it applies. */
  readonly customers: number;
  /** Of these, for whom it comes first. */
  readonly wins: number;
  readonly money: number;
  readonly hours: Readonly<Record<string, number>>;
  /** Of all its actions together, where they overlap by 1 − ∏(1 − u). */
  readonly gain: PlanGain | null;
  readonly actions: readonly ActionTotals[];
};

/** Departments who would contact the same customers within a week. */
export type Coincidence = {
  readonly departments: readonly [string, string];
  /** Whose actions those are. */
  readonly strategies: readonly string[];
  readonly customers: number;
};

export type ServingTotals = {
  readonly strategies: readonly StrategyTotals[];
  readonly coincidences: readonly Coincidence[];
};

/** Actions that cost more than they bring, and departments in each other's way, where their strategies stand. */
export function totalsProblems(
  totals: ServingTotals,
  { strategies }: Pick<ServiceModel, "strategies">,
): readonly Problem[] {
  const found = (name: string) => strategies.find((s) => s.name === name);
  const losing = totals.strategies.flatMap((s) =>
    s.actions.flatMap(({ action, gain, known }): readonly Problem[] => {
      const place = found(s.strategy)?.actions.find((a) => a.id === action)?.place;
      if (place === undefined || gain === null || gain.value >= 0) return [];
      const values = {
        action,
        strategy: s.strategy,
        customers: known,
        worth: Math.round(gain.worth),
        cost: Math.round(gain.money),
      };
      return [problem("action-loses", values, place, { severity: "warning" })];
    }),
  );
  const meeting = totals.coincidences.flatMap(
    ({ departments, strategies: both, customers }): readonly Problem[] => {
      const [first, ...related] = both.flatMap((name) => found(name)?.place ?? []);
      if (first === undefined) return [];
      const values = {
        first: departments[0],
        second: departments[1],
        strategies: both.join(", "),
        customers,
      };
      const options = { severity: "info", related } as const;
      return [problem("departments-meet", values, first, options)];
    },
  );
  return [...losing, ...meeting];
}
