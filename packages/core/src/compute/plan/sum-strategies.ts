/** Sums up what strategies ask for and bring, over all customers of a snapshot. */
import { optionsOf, type PlanAction } from "../../domain/planning/option.ts";
import { gainOfTaken } from "../../domain/planning/sum-up.ts";
import type { ContactDay } from "../../domain/strategy/contacts.ts";
import type {
  ActionTotals,
  Coincidence,
  ServingTotals,
  StrategyTotals,
} from "../../domain/strategy/serving-totals.ts";
import type { StrategyModel } from "../../language/model/strategy-model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { planAction, single } from "./make-plan.ts";
import { customersOf, type AssignedCustomers, type Customers } from "./population.ts";

const unlimited = { budget: { money: null, hours: {}, contacts: null } };
const seed = 1;
const weekHours = 168;

/**
 * Every strategy with all that is due now, as if nothing limited it.
 *
 * @param contacts what people logged, and the day in the project's time zone
 * @returns `undefined` where the run had no strategies
 */
export async function sumStrategies(
  lane: Lane,
  assigned: AssignedCustomers,
  contacts: { readonly log: readonly ContactDay[]; readonly today: string },
  options: QueryOptions = {},
): Promise<ServingTotals | undefined> {
  const { service } = assigned.model;
  if (service === undefined || service.strategies.length === 0) return undefined;
  const { strategies } = service;
  const audience = strategies.map((s) => s.for);
  const customers = await customersOf(lane, assigned, strategies, audience, contacts, options);
  const actions = customers.due.map((d, a) => planAction(d, customers.raised[a], unlimited, []));
  const applies = countSets(customers.within.sets, customers.within.of, strategies.length);
  return {
    strategies: strategies.map((s, index) =>
      strategyTotals(s, { customers, actions, applies, index }),
    ),
    coincidences:
      service.cap !== null && service.cap.contacts === 1 && service.cap.days >= 7
        ? [] // the cap keeps them apart
        : coincidencesOf(customers),
  };
}

/** Of each position, in how many sets it is, and of how many it is the first. */
function countSets(
  sets: readonly (readonly number[])[],
  of: Int32Array,
  positions: number,
): { readonly all: readonly number[]; readonly first: readonly number[] } {
  const sizes = new Float64Array(sets.length);
  for (const set of of) sizes[set] = (sizes[set] ?? 0) + 1;
  const all = Array.from({ length: positions }, () => 0);
  const first = [...all];
  sets.forEach((set, n) => {
    const size = sizes[n] ?? 0;
    for (const at of set) all[at] = (all[at] ?? 0) + size;
    const [winner] = set;
    if (winner !== undefined) first[winner] = (first[winner] ?? 0) + size;
  });
  return { all, first };
}

type Known = {
  readonly customers: Customers;
  readonly actions: readonly PlanAction[];
  readonly applies: ReturnType<typeof countSets>;
  readonly index: number;
};

function strategyTotals(strategy: StrategyModel, known: Known): StrategyTotals {
  const { customers, actions, applies, index } = known;
  const { name, title, owners } = strategy;
  const own = customers.due.flatMap((d, a) => (d.strategy.name === name ? [a] : []));
  const totals = own.map((a) => actionTotals(a, known));
  const together = new Map<string, { readonly set: readonly number[]; readonly list: number[] }>();
  // Sets are few and customers many: what of a set is this strategy's is looked up, not worked out for each customer.
  const ownOf = customers.reached.sets.map((set) => set.filter((a) => own.includes(a)));
  for (let i = 0; i < customers.ids.length; i += 1) {
    const due = ownOf[customers.reached.of[i] ?? 0] ?? [];
    if (due.length === 0 || customers.refused[i] === 1) continue;
    const set = due.filter((a) => isKnown(known, a, i));
    if (set.length === 0) continue;
    const key = set.join(" ");
    const group = together.get(key) ?? { set, list: [] };
    group.list.push(i);
    together.set(key, group);
  }
  const taken = [...together.values()].flatMap(({ set, list }) => {
    const option = optionsOf(actions, set, set.length).at(-1);
    return option === undefined ? [] : [{ option, customers: list }];
  });
  const hours: Record<string, number> = {};
  for (const t of totals)
    for (const [department, h] of Object.entries(t.hours))
      hours[department] = (hours[department] ?? 0) + h;
  return {
    strategy: name,
    title,
    lead: owners?.lead ?? null,
    customers: applies.all[index] ?? 0,
    wins: applies.first[index] ?? 0,
    money: totals.reduce((sum, t) => sum + t.money, 0),
    hours,
    gain:
      taken.length === 0
        ? null
        : gainOfTaken(actions, judgedOf(customers), known.customers, taken, seed),
    actions: totals,
  };
}

const judgedOf = ({ due }: Customers): readonly boolean[] =>
  due.map(({ action }) => action.effect?.source === "judgement");

function isKnown({ actions, customers }: Known, action: number, customer: number): boolean {
  const metric = actions[action]?.metric ?? null;
  return metric !== null && !Number.isNaN(customers.worth[metric]?.[customer] ?? Number.NaN);
}

function actionTotals(a: number, known: Known): ActionTotals {
  const { customers, actions } = known;
  const { reached, unreachable, refused } = customers;
  const found = customers.due[a];
  if (found === undefined) throw new RangeError(`no action ${a}`);
  const { action } = found;
  const option = single(actions, a);
  const mayOf = Uint8Array.from(reached.sets, (set) => (set.includes(a) ? 1 : 0));
  const cannotOf = Uint8Array.from(unreachable.sets, (set) => (set.includes(a) ? 1 : 0));
  let eligible = 0;
  let not = 0;
  const list: number[] = [];
  for (let i = 0; i < customers.ids.length; i += 1) {
    const may = mayOf[reached.of[i] ?? 0] === 1;
    const cannot = cannotOf[unreachable.of[i] ?? 0] === 1;
    if (may && refused[i] !== 1) {
      eligible += 1;
      if (isKnown(known, a, i)) list.push(i);
    } else if (may || cannot) not += 1;
  }
  const taken = list.length === 0 ? [] : [{ option, customers: list }];
  return {
    action: action.id,
    do: action.do,
    eligible,
    refused: not,
    money: eligible * action.cost.money,
    hours: Object.fromEntries(Object.entries(action.cost.hours).map(([d, h]) => [d, h * eligible])),
    gain:
      taken.length === 0 ? null : gainOfTaken(actions, judgedOf(customers), customers, taken, seed),
    known: list.length,
  };
}

/** Pairs of departments for whom something is due with the same customers in the same week, those with most customers first. */
function coincidencesOf(customers: Customers): readonly Coincidence[] {
  const { due, reached, refused } = customers;
  const sizes = new Float64Array(reached.sets.length);
  reached.of.forEach((set, i) => {
    if (refused[i] !== 1) sizes[set] = (sizes[set] ?? 0) + 1;
  });
  const counts = new Map<string, Coincidence>();
  reached.sets.forEach((set, n) => {
    const size = sizes[n] ?? 0;
    const soon = set.flatMap((a) => {
      const { strategy, action } = due[a] ?? {};
      const lead = strategy?.owners?.lead;
      const inWeek = (action?.dueHours ?? 0) <= weekHours;
      return size === 0 || strategy === undefined || lead === undefined || !inWeek
        ? []
        : [{ strategy: strategy.name, lead }];
    });
    const met = new Set<string>();
    for (const [i, one] of soon.entries())
      for (const other of soon.slice(i + 1)) {
        if (one.lead === other.lead) continue;
        const departments: Coincidence["departments"] =
          one.lead < other.lead ? [one.lead, other.lead] : [other.lead, one.lead];
        const key = departments.join("\n");
        const known = counts.get(key) ?? { departments, strategies: [], customers: 0 };
        const strategies = [...new Set([...known.strategies, one.strategy, other.strategy])];
        const count = known.customers + (met.has(key) ? 0 : size);
        counts.set(key, { departments, strategies, customers: count });
        met.add(key);
      }
  });
  return [...counts.values()]
    .map((c) => ({ ...c, strategies: c.strategies.toSorted() }))
    .toSorted(
      (a, b) =>
        b.customers - a.customers || (a.departments.join(" ") < b.departments.join(" ") ? -1 : 1),
    );
}
