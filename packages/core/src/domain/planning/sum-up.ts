/** What is taken, counted and summed up: plans and totals tell it alike. */
import type { PlanGain } from "./plan-result.ts";
import { worthOf, type Option, type PlanAction, type Population } from "./option.ts";
import { worthInterval, type Taken } from "./uncertainty.ts";

/**
 * The gain of what is done for some customers, with its interval and the part that rests on judgement. Where several actions
 * raise one probability, each counts by its share of their uplifts.
 *
 * @param judged by position of actions, whether the effect is judged rather than tested
 */
export function gainOfTaken(
  actions: readonly PlanAction[],
  judged: readonly boolean[],
  population: Pick<Population, "worth" | "room">,
  taken: readonly { readonly option: Option; readonly customers: readonly number[] }[],
  seed: number,
): PlanGain {
  let worth = 0;
  let money = 0;
  let onJudgement = 0;
  for (const { option, customers } of taken) {
    let own = 0;
    for (const i of customers) own += worthOf(option, population, i);
    worth += own;
    money += option.money * customers.length;
    onJudgement += own * judgedShare(actions, judged, option);
  }
  const parts = taken.map(({ option, customers }): Taken => ({
    actions: option.actions,
    customers,
  }));
  const [low, high] = worthInterval(actions, population, parts, seed);
  return {
    value: worth - money,
    interval: [low - money, high - money],
    worth,
    money,
    judgement: worth === 0 ? null : onJudgement / worth,
  };
}

/** Which share of an option's uplifts is judged; in [0, 1]. */
function judgedShare(
  actions: readonly PlanAction[],
  judged: readonly boolean[],
  { actions: own }: Option,
): number {
  const size = (a: number): number => Math.abs(actions[a]?.uplift ?? 0);
  const all = own.reduce((sum, a) => sum + size(a), 0);
  if (all === 0) return own.some((a) => judged[a] === true) ? 1 : 0;
  return own.reduce((sum, a) => sum + (judged[a] === true ? size(a) : 0), 0) / all;
}
