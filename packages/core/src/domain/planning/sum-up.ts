/** What is taken, counted and summed up: plans and totals tell it alike. */
import type { PlanGain } from "./plan-result.ts";
import { worthOf, type Option, type PlanAction, type Population } from "./option.ts";
import { worthInterval, type Taken } from "./uncertainty.ts";

/**
 * The gain of what is done for some customers, with its interval and the part that rests on judgement. Where several actions
 * raise one probability, each counts by what it is worth alone.
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
    onJudgement += own * judgedShare(actions, judged, option, population, customers);
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

/** Which share of an option's worth is judged, by what each of its actions raises alone; in [0, 1]. */
function judgedShare(
  actions: readonly PlanAction[],
  judged: readonly boolean[],
  { actions: own }: Option,
  { worth }: Pick<Population, "worth">,
  customers: readonly number[],
): number {
  if (own.every((a) => judged[a] === true)) return 1;
  if (!own.some((a) => judged[a] === true)) return 0;
  const size = (a: number): number => {
    const { metric = null, uplift = 0 } = actions[a] ?? {};
    if (metric === null) return 0;
    const each = worth[metric];
    return Math.abs(uplift * customers.reduce((sum, i) => sum + (each?.[i] ?? 0), 0));
  };
  const sizes = own.map(size);
  const all = sizes.reduce((sum, s) => sum + s, 0);
  if (all === 0) return 1;
  return own.reduce((sum, a, n) => sum + (judged[a] === true ? (sizes[n] ?? 0) : 0), 0) / all;
}
