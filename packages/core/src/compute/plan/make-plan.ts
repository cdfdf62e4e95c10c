/** Makes a plan from a snapshot: whom to serve with what, within what there is. */
import type { Limits } from "../../domain/planning/dual.ts";
import { optionAt } from "../../domain/planning/allot.ts";
import {
  optionsOf,
  worthOf,
  type Kind,
  type Option,
  type PlanAction,
  type Population,
} from "../../domain/planning/option.ts";
import type {
  PlanFloorResult,
  PlanResource,
  PlanResult,
  PlanStep,
} from "../../domain/planning/plan-result.ts";
import { nothing } from "../../domain/planning/respond.ts";
import { solvePlan, type SolvedPlan } from "../../domain/planning/solve-plan.ts";
import { gainOfTaken } from "../../domain/planning/sum-up.ts";
import type { ContactDay } from "../../domain/strategy/contacts.ts";
import type { PlanModel } from "../../language/model/plan-model.ts";
import type { ServiceModel } from "../../language/model/strategy-model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";
import { hoursDemand, sourceDemand, type RowsOfDay } from "./hours-demand.ts";
import { leftOut } from "./left-out.ts";
import type { Raised } from "./effects.ts";
import { customersOf, ofBase, type Customers, type Due } from "./population.ts";

/** A plan with every step of it, and what it was worked out from. */
export type MadePlan = {
  readonly result: PlanResult;
  readonly steps: readonly PlanStep[];
  readonly worked: {
    readonly customers: Customers;
    readonly actions: readonly PlanAction[];
    /** By position of actions, whether the effect is judged rather than tested. */
    readonly judged: readonly boolean[];
    readonly population: Population;
    readonly limits: Limits;
    readonly taken: readonly {
      readonly option: Option;
      readonly customers: readonly number[];
    }[];
  };
};

/** So many steps are told with the plan; the file holds all. */
const shownSteps = 10;

/**
 * @param contacts what people logged, and the day in the project's time zone
 * @param onSolve called when customers are read and the search begins
 */
export async function makePlan(
  lane: Lane,
  base: Base,
  plan: PlanModel,
  contacts: {
    readonly log: readonly ContactDay[];
    readonly today: string;
    /** Rows by day of the sources that the plan's `demand` names. */
    readonly rows?: ReadonlyMap<string, readonly RowsOfDay[]>;
  },
  options: QueryOptions & { readonly onSolve?: () => void } = {},
): Promise<MadePlan> {
  const { service } = base.model;
  if (service === undefined) throw new RangeError("no strategies");
  const strategies = service.strategies.filter((s) => plan.strategies.includes(s.name));
  const customers = await customersOf(
    lane,
    ofBase(base),
    strategies,
    plan.floors,
    contacts,
    options,
  );
  options.onSolve?.();
  const departments = Object.keys(plan.budget.hours);
  const actions = customers.due.map((d, a) =>
    planAction(d, customers.raised[a], plan, departments),
  );
  const judged = customers.due.map(({ action }) => action.effect?.source === "judgement");
  const population = populationOf(customers, actions, plan, service.cap);
  const floors = floorsOf(plan, customers, population);
  const limits: Limits = {
    budgets: [
      ...(plan.budget.money === null ? [] : [plan.budget.money]),
      ...departments.map((d) => plan.budget.hours[d] ?? 0),
      ...(plan.budget.contacts === null ? [] : [plan.budget.contacts]),
    ],
    // What cannot be reached is told, not sought.
    floors: floors.map((f) => Math.min(f.wanted, f.reachable)),
  };
  const solved = solvePlan(population, limits);
  const taken = takenBy(population, solved.choice);
  const chosen = taken.map(({ option, customers: own }) => ({ option, count: own.length }));
  const done = chosen.reduce((sum, { option, count }) => sum + count * option.actions.length, 0);
  const gain = gainOfTaken(actions, judged, population, taken, plan.seed);
  const left = leftOut(customers, actions, population, solved.choice, service.cap);
  const steps = stepsOf(customers, actions, population, solved.choice);
  const result: PlanResult = {
    plan: plan.name,
    title: plan.title,
    run: base.manifest.id,
    asOf: base.manifest.asOf,
    within: plan.within,
    eligible: customers.ids.reduce((n, _, i) => {
      const due = customers.reached.sets[customers.reached.of[i] ?? 0] ?? [];
      return n + (due.length > 0 && customers.refused[i] !== 1 ? 1 : 0);
    }, 0),
    served: solved.choice.reduce((n, o) => n + (o === nothing ? 0 : 1), 0),
    done,
    gain,
    gap: solved.gap,
    resources: resourcesOf(plan, customers, population, solved, chosen),
    floors: floors.map((f, i) => ({
      ...f,
      served: servedOf(population, solved.choice, i),
      price: solved.dual.prices.floors[i] ?? 0,
    })),
    actions: customers.due.map(({ strategy, action }, a) => {
      const own = taken
        .filter(({ option }) => option.actions.includes(a))
        .map(({ customers: list }) => ({ option: single(actions, a), customers: list }));
      const n = own.reduce((sum, { customers: list }) => sum + list.length, 0);
      const reasons = left[a] ?? [];
      return {
        strategy: strategy.name,
        action: action.id,
        do: action.do,
        source: action.effect?.source ?? null,
        due: n + reasons.reduce((sum, r) => sum + r.customers, 0),
        chosen: n,
        money: n * action.cost.money,
        hours: Object.fromEntries(Object.entries(action.cost.hours).map(([d, h]) => [d, h * n])),
        gain: gainOfTaken(actions, judged, population, own, plan.seed),
        left: reasons,
      };
    }),
    demand: [
      ...hoursDemand(service, contacts.log, contacts.today, plan.within),
      ...plan.demand.flatMap(({ source, hours }) =>
        sourceDemand(
          source,
          hours,
          contacts.rows?.get(source) ?? [],
          base.manifest.asOf,
          plan.within,
        ),
      ),
    ],
    steps: steps.slice(0, shownSteps),
  };
  return { result, steps, worked: { customers, actions, judged, population, limits, taken } };
}

/** An action in numbers. @param raised what it raises @param departments whose hours are limited */
export function planAction(
  { action: { cost } }: Due,
  raised: Raised = { metric: null, uplift: 0, sd: 0 },
  { budget }: Pick<PlanModel, "budget">,
  departments: readonly string[],
): PlanAction {
  return {
    ...raised,
    money: cost.money,
    use: [
      ...(budget.money === null ? [] : [cost.money]),
      ...departments.map((d) => cost.hours[d] ?? 0),
      ...(budget.contacts === null ? [] : [1]),
    ],
  };
}

export function single(actions: readonly PlanAction[], position: number): Option {
  const [option] = optionsOf(actions, [position], 1);
  if (option === undefined) throw new RangeError(`no action ${position}`);
  return option;
}

/** Customers by what can be chosen for them. What they are worth counts as nothing where it is not known. */
function populationOf(
  customers: Customers,
  actions: readonly PlanAction[],
  plan: PlanModel,
  cap: ServiceModel["cap"],
): Population {
  const { reached, within, refused, worth, room, starts, contacted } = customers;
  const kinds: Kind[] = [];
  const known = new Map<number, number>();
  const kind = new Int32Array(customers.ids.length);
  for (let i = 0; i < kind.length; i += 1) {
    const due = refused[i] === 1 ? -1 : (reached.of[i] ?? 0);
    const floors = within.of[i] ?? 0;
    const key = (due + 1) * within.sets.length + floors;
    let index = known.get(key);
    if (index === undefined) {
      index = kinds.length;
      known.set(key, index);
      kinds.push({
        options: optionsOf(actions, reached.sets[due] ?? [], plan.perCustomer),
        floors: within.sets[floors] ?? [],
      });
    }
    kind[i] = index;
  }
  const unknown = (w: number, r: number): boolean => Number.isNaN(w) || Number.isNaN(r);
  return {
    kinds,
    kind,
    worth: worth.map((all, m) => all.map((w, i) => (unknown(w, room[m]?.[i] ?? 0) ? 0 : w))),
    room: room.map((all, m) => all.map((r, i) => (unknown(worth[m]?.[i] ?? 0, r) ? 1 : r))),
    starts,
    left: contacted.map((n, unit) => {
      const members = (starts[unit + 1] ?? 0) - (starts[unit] ?? 0);
      const most = members * plan.perCustomer;
      return cap === null ? most : Math.max(0, Math.min(most, cap.contacts - n));
    }),
  };
}

type FloorWanted = Omit<PlanFloorResult, "served" | "price">;

/** How many are to be served: no more than can be. */
function floorsOf(
  plan: PlanModel,
  { within }: Customers,
  { kind, kinds }: Population,
): readonly FloorWanted[] {
  return plan.floors.map(({ segmentation, segment, count, share }, f) => {
    let members = 0;
    let reachable = 0;
    for (let i = 0; i < kind.length; i += 1) {
      if (within.sets[within.of[i] ?? 0]?.includes(f) !== true) continue;
      members += 1;
      if ((kinds[kind[i] ?? 0]?.options.length ?? 0) > 0) reachable += 1;
    }
    return { segmentation, segment, wanted: count ?? Math.ceil((share ?? 0) * members), reachable };
  });
}

function takenBy(
  population: Population,
  choice: Int16Array,
): readonly { readonly option: Option; readonly customers: readonly number[] }[] {
  const found = new Map<Option, number[]>();
  for (let i = 0; i < choice.length; i += 1) {
    const option = optionAt(population, i, choice[i] ?? nothing);
    if (option === undefined) continue;
    const list = found.get(option);
    if (list === undefined) found.set(option, [i]);
    else list.push(i);
  }
  return [...found].map(([option, customers]) => ({ option, customers }));
}

const servedOf = ({ kind, kinds }: Population, choice: Int16Array, floor: number): number =>
  choice.reduce(
    (n, o, i) =>
      n + (o !== nothing && kinds[kind[i] ?? 0]?.floors.includes(floor) === true ? 1 : 0),
    0,
  );

/** What is used of what there is, and what one more of it would gain. */
function resourcesOf(
  { budget }: PlanModel,
  { due }: Customers,
  population: Population,
  { dual }: SolvedPlan,
  chosen: readonly { readonly option: Option; readonly count: number }[],
): readonly PlanResource[] {
  const all = Object.keys(budget.hours);
  const others = due.flatMap(({ action }) => Object.keys(action.cost.hours));
  const departments = [...new Set([...all, ...others])];
  const used = (of: (action: Due["action"]) => number): number =>
    chosen.reduce(
      (sum, { option, count }) =>
        sum +
        count *
          option.actions.reduce((each, a) => {
            const found = due[a];
            return each + (found === undefined ? 0 : of(found.action));
          }, 0),
      0,
    );
  const counts = wantedOf(population, due.length);
  const wanted = (of: (action: Due["action"]) => number): number =>
    due.reduce((sum, { action }, a) => sum + (counts[a] ?? 0) * of(action), 0);
  let next = 0;
  const resource = (
    kind: PlanResource["kind"],
    department: string | null,
    limit: number | null,
    of: (action: Due["action"]) => number,
  ): PlanResource => {
    const price = limit === null ? null : (dual.prices.budgets[next] ?? 0);
    if (limit !== null) next += 1;
    return { kind, department, limit, used: used(of), wanted: wanted(of), price };
  };
  return [
    resource("money", null, budget.money, (a) => a.cost.money),
    ...departments.map((d) =>
      resource("hours", d, budget.hours[d] ?? null, (a) => a.cost.hours[d] ?? 0),
    ),
    resource("contacts", null, budget.contacts, () => 1),
  ];
}

/** For how many customers each action would be worth more than it costs. */
function wantedOf(population: Population, actions: number): Float64Array {
  const counts = new Float64Array(actions);
  const { kinds, kind } = population;
  for (let i = 0; i < kind.length; i += 1)
    for (const option of kinds[kind[i] ?? 0]?.options ?? []) {
      const [a] = option.actions;
      if (a === undefined || option.actions.length > 1) continue;
      if (worthOf(option, population, i) > option.money) counts[a] = (counts[a] ?? 0) + 1;
    }
  return counts;
}

/** Every step of the plan, those that gain most first; several of one customer share what they gain together. */
function stepsOf(
  { ids, due, worth }: Customers,
  actions: readonly PlanAction[],
  population: Population,
  choice: Int16Array,
): readonly PlanStep[] {
  const steps: PlanStep[] = [];
  for (let i = 0; i < choice.length; i += 1) {
    const option = optionAt(population, i, choice[i] ?? nothing);
    if (option === undefined) continue;
    const together = worthOf(option, population, i);
    const apart = option.actions.map((a) => worthOf(single(actions, a), population, i));
    const sum = apart.reduce((x, y) => x + y, 0);
    option.actions.forEach((a, n) => {
      const found = due[a];
      if (found === undefined) return;
      const { metric } = actions[a] ?? { metric: null };
      const unknown = metric === null || Number.isNaN(worth[metric]?.[i] ?? Number.NaN);
      const own = sum === 0 ? 0 : (together * (apart[n] ?? 0)) / sum;
      steps.push({
        customer: ids[i] ?? "",
        strategy: found.strategy.name,
        action: found.action.id,
        gain: unknown ? null : own - found.action.cost.money,
      });
    });
  }
  return steps.toSorted(
    (a, b) =>
      (b.gain ?? -Infinity) - (a.gain ?? -Infinity) ||
      (a.customer < b.customer ? -1 : a.customer > b.customer ? 1 : 0),
  );
}
