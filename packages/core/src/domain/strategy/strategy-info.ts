/** A strategy as surfaces show it: its rules as text. */
import type { Localised } from "../../language/config/text.ts";
import type { ActionModel, StrategyModel } from "../../language/model/strategy-model.ts";

export type ActionInfo = Pick<ActionModel, "do" | "talkTrack" | "cost" | "effect" | "dueHours"> & {
  readonly id: string;
  /** The rule as it stands in the file; `null` for everybody. */
  readonly when: string | null;
  readonly kpi: string | null;
};

export type StrategyInfo = Omit<StrategyModel, "name" | "place" | "actions"> & {
  readonly id: string;
  readonly title: Localised;
  readonly actions: readonly ActionInfo[];
};

/** What there is to show of a strategy. */
export function strategyInfo(strategy: StrategyModel): StrategyInfo {
  const { name, place: _, actions, ...rest } = strategy;
  return {
    id: name,
    ...rest,
    actions: actions.map(({ place: __, when, kpi, ...action }) => ({
      ...action,
      when: when?.text ?? null,
      kpi: kpi?.text ?? null,
    })),
  };
}
