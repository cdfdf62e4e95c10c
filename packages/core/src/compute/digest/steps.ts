/** Steps of strategies in a period: due, done, overdue. Definition: docs/methods.md (steps of a digest). */
import type { OverdueStep, StepCounts } from "../../domain/digest/digest.ts";
import type { ContactDay } from "../../domain/strategy/contacts.ts";
import type { StrategyModel } from "../../language/model/strategy-model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { customersOf, type Customers, type Due } from "../plan/population.ts";
import type { Base } from "../snapshot/open-base.ts";
import { daysBefore } from "./since.ts";

/** A step of a customer. */
type CustomerStep = {
  readonly customer: string;
  readonly strategy: string;
  readonly action: string;
};

export type Steps = {
  readonly counts: StepCounts;
  /** By customer, each customer's in the order of the strategies. */
  readonly overdue: ReadonlyMap<string, readonly OverdueStep[]>;
};

export type StepsInput = {
  readonly base: Base;
  readonly strategies: readonly StrategyModel[];
  readonly log: readonly ContactDay[];
  /** The day after which the period begins, ISO. */
  readonly after: string;
};

/**
 * @param earlier opens the newest run as of a day or earlier; `undefined` where there is none
 */
export async function stepsOf(
  lane: Lane,
  { base, strategies, log, after }: StepsInput,
  earlier: <T>(day: string, use: (earlier: Base) => Promise<T>) => Promise<T | undefined>,
  options: QueryOptions = {},
): Promise<Steps> {
  const { asOf } = base.manifest;
  const until = (day: string): readonly ContactDay[] => log.filter((c) => c.day <= day);
  const dueIn = async (at: Base, own: readonly StrategyModel[]) => {
    const day = at.manifest.asOf;
    const assigned = { model: at.model, asOf: day, customers: at.customers };
    const contacts = { log: until(day), today: day };
    return customersOf(lane, assigned, own, [], contacts, options);
  };
  const now = await dueIn(base, strategies);
  const open = stepSet(now);
  const known = new Set(now.ids);
  const asked = new Set(strategies.flatMap((s) => s.actions.map((a) => `${s.name} ${a.id}`)));
  const done = log.filter(
    (c) =>
      c.day > after &&
      c.day <= asOf &&
      known.has(c.customer) &&
      asked.has(`${c.strategy ?? ""} ${c.action ?? ""}`),
  );
  const last = lastDays(until(asOf));
  const overdue = new Map<string, OverdueStep[]>();
  for (const [days, actions] of Map.groupBy(timed(now.due), ({ days: d }) => d)) {
    const found = await earlier(daysBefore(asOf, days), async (then) => {
      const names = new Set(actions.map(({ strategy }) => strategy.name));
      const own = (then.model.service?.strategies ?? []).filter((s) => names.has(s.name));
      if (own.length === 0) return undefined;
      return {
        day: then.manifest.asOf,
        steps: stepSet(await dueIn(then, own)),
      };
    });
    if (found === undefined) continue;
    const due = daysBefore(found.day, -days);
    for (const [key, step] of open) {
      const own = actions.find(
        (a) => a.strategy.name === step.strategy && a.action.id === step.action,
      );
      if (own === undefined || !found.steps.has(key) || (last.get(key) ?? "") > found.day) continue;
      const list = overdue.get(step.customer) ?? [];
      list.push({ strategy: step.strategy, action: step.action, do: own.action.do, due });
      overdue.set(step.customer, list);
    }
  }
  const late = [...overdue.values()].reduce((sum, list) => sum + list.length, 0);
  return { counts: { due: open.size + done.length, done: done.length, overdue: late }, overdue };
}

/** Actions with a day by which, in whole days after the data. */
const timed = (due: readonly Due[]): readonly (Due & { readonly days: number })[] =>
  due.flatMap((d) =>
    d.action.dueHours === null ? [] : [{ ...d, days: Math.ceil(d.action.dueHours / 24) }],
  );

const keyOf = ({ customer, strategy, action }: CustomerStep): string =>
  JSON.stringify([customer, strategy, action]);

/** The last day on which each step was logged. */
function lastDays(log: readonly ContactDay[]): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { customer, strategy, action, day } of log) {
    const key = keyOf({ customer, strategy: strategy ?? "", action: action ?? "" });
    if (day > (days.get(key) ?? "")) days.set(key, day);
  }
  return days;
}

/** Every step that is due and may be taken, by its key. */
function stepSet({ ids, due, reached, refused }: Customers): ReadonlyMap<string, CustomerStep> {
  const steps = new Map<string, CustomerStep>();
  ids.forEach((customer, i) => {
    if (refused[i] === 1) return;
    for (const position of reached.sets[reached.of[i] ?? 0] ?? []) {
      const found = due[position];
      if (found === undefined) continue;
      const step = { customer, strategy: found.strategy.name, action: found.action.id };
      steps.set(keyOf(step), step);
    }
  });
  return steps;
}
