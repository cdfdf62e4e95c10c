/** What serving segments differently gains: against nothing done, and against one treatment for everybody. METHODS: opportunity. */
import type { Localised } from "../../language/config/text.ts";
import type { Limits } from "./dual.ts";
import { worthOf, type Option, type PlanAction, type Population } from "./option.ts";
import type { PlanGain } from "./plan-result.ts";
import { worthInterval, type Taken } from "./uncertainty.ts";

/** The one treatment that gains most where everybody is treated alike. */
export type UniformTreatment = {
  readonly strategy: string;
  readonly action: string;
  readonly do: Localised;
  /** Customers who agreed to its channels and did not refuse, whatever segment they are in. */
  readonly reachable: number;
  /** For how many of them there is money, hours and contacts: nobody is chosen, so it is a share of each. */
  readonly treated: number;
  readonly gain: PlanGain;
};

/** Money, with its 80 % interval. */
export type Difference = {
  readonly value: number;
  readonly interval: readonly [low: number, high: number];
};

/** What customers say and give: each value a mean of those of whom it is known, NPS as METHODS has it. */
export type Standing = {
  readonly kind: "nps" | "score" | "wallet";
  /** The score or metric. */
  readonly of: string;
  /** `null` where it is not known of anybody. */
  readonly value: number | null;
  readonly known: number;
};

export type OpportunityOfSegment = {
  /** `null` for all customers. */
  readonly segment: string | null;
  readonly customers: number;
  /** Of them, for whom the plan does something. */
  readonly served: number;
  /** What the plan gains there, against nothing done. */
  readonly planned: number;
  /** What the one treatment would gain there. */
  readonly uniform: number;
  readonly difference: Difference;
  readonly standing: readonly Standing[];
};

export type Opportunity = {
  readonly plan: string;
  readonly title: Localised;
  readonly run: string;
  /** ISO. */
  readonly asOf: string;
  /** Days. */
  readonly within: number;
  readonly segmentation: string;
  /** Against nothing done. */
  readonly planned: PlanGain;
  /** `null` where no treatment brings more than it costs when it is given to everybody. */
  readonly uniform: UniformTreatment | null;
  /** Against that one treatment. */
  readonly all: OpportunityOfSegment;
  /** As the file orders them. */
  readonly segments: readonly OpportunityOfSegment[];
};

/** An action given to a share of customers, nobody chosen. */
export type Uniform = {
  readonly action: number;
  readonly reachable: number;
  readonly treated: number;
  /** What of each customer is treated on average, in [0, 1]. */
  readonly share: Float64Array;
  readonly value: number;
};

/**
 * One action for everybody who may be reached, within the limits of a plan. Contacts that a unit has left are spread over its
 * members, and what money, hours and contacts allow over everybody: who does not tell segments apart cannot choose.
 *
 * @param reach whether each customer may be reached with it
 */
export function uniformOf(
  position: number,
  option: Option,
  reach: (customer: number) => boolean,
  population: Pick<Population, "starts" | "left" | "worth" | "room">,
  limits: Pick<Limits, "budgets">,
): Uniform {
  const { starts, left } = population;
  const share = new Float64Array(starts.at(-1) ?? 0);
  let reachable = 0;
  let wanted = 0;
  for (let unit = 0; unit + 1 < starts.length; unit += 1) {
    const members: number[] = [];
    for (let i = starts[unit] ?? 0; i < (starts[unit + 1] ?? 0); i += 1)
      if (reach(i)) members.push(i);
    if (members.length === 0) continue;
    const each = Math.min(1, (left[unit] ?? 0) / members.length);
    for (const i of members) share[i] = each;
    reachable += members.length;
    wanted += each * members.length;
  }
  const allowed = option.use.reduce(
    (least, use, r) =>
      use * wanted === 0 ? least : Math.min(least, (limits.budgets[r] ?? 0) / (use * wanted)),
    1,
  );
  let worth = 0;
  for (let i = 0; i < share.length; i += 1) {
    const own = (share[i] ?? 0) * allowed;
    share[i] = own;
    if (own > 0) worth += own * worthOf(option, population, i);
  }
  const treated = wanted * allowed;
  return {
    action: position,
    reachable,
    treated,
    share,
    value: worth - treated * option.money,
  };
}

/** The treatment that gains most, of equal ones the first; `undefined` where none gains anything. */
export const bestUniform = (all: readonly Uniform[]): Uniform | undefined =>
  all.reduce<Uniform | undefined>(
    (best, one) => (one.value > (best?.value ?? 0) ? one : best),
    undefined,
  );

/** A treatment for everybody as `worthInterval` takes it: customers of whom as much is treated stand together. */
export function takenUniformly({ action, share }: Uniform, sign: 1 | -1): readonly Taken[] {
  const groups = new Map<number, number[]>();
  share.forEach((s, i) => {
    if (s === 0) return;
    const group = groups.get(s);
    if (group === undefined) groups.set(s, [i]);
    else group.push(i);
  });
  return [...groups].map(([s, customers]) => ({ actions: [action], customers, share: sign * s }));
}

/**
 * What some customers gain by the plan beyond the one treatment, each effect drawn once for both: where both do the same, what
 * is not known of it makes no difference.
 *
 * @param planned what the plan does, by option
 * @param among whether a customer counts
 */
export function differenceOf(
  actions: readonly PlanAction[],
  population: Pick<Population, "worth" | "room">,
  planned: readonly { readonly option: Option; readonly customers: readonly number[] }[],
  uniform: Uniform | undefined,
  among: (customer: number) => boolean,
  seed: number,
): Pick<OpportunityOfSegment, "served" | "planned" | "uniform" | "difference"> {
  let served = 0;
  let worth = 0;
  let money = 0;
  const own = planned.flatMap(({ option, customers }) => {
    const list = customers.filter(among);
    served += list.length;
    money += list.length * option.money;
    for (const i of list) worth += worthOf(option, population, i);
    return list.length === 0 ? [] : [{ actions: option.actions, customers: list }];
  });
  let alike = 0;
  let alikeMoney = 0;
  const only =
    uniform === undefined
      ? undefined
      : { ...uniform, share: uniform.share.map((s, i) => (among(i) ? s : 0)) };
  if (only !== undefined) {
    const action = actions[only.action];
    const terms =
      action === undefined || action.metric === null
        ? []
        : [{ metric: action.metric, uplift: action.uplift }];
    only.share.forEach((s, i) => {
      if (s === 0) return;
      alike += s * worthOf({ terms }, population, i);
      alikeMoney += s * (action?.money ?? 0);
    });
  }
  const cost = money - alikeMoney;
  const both = [...own, ...(only === undefined ? [] : takenUniformly(only, -1))];
  const [low, high] = worthInterval(actions, population, both, seed);
  return {
    served,
    planned: worth - money,
    uniform: alike - alikeMoney,
    difference: { value: worth - alike - cost, interval: [low - cost, high - cost] },
  };
}
