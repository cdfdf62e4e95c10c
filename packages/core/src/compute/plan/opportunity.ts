/** The opportunity of a plan: what it gains beyond one treatment for everybody, and beyond nothing. */
import {
  bestUniform,
  differenceOf,
  takenUniformly,
  uniformOf,
  type Opportunity,
  type OpportunityOfSegment,
  type Uniform,
  type UniformTreatment,
} from "../../domain/planning/opportunity.ts";
import { standingOf, standingRules } from "../../domain/planning/standing.ts";
import { worthInterval } from "../../domain/planning/uncertainty.ts";
import { agreesTo, inSegment } from "../../domain/strategy/serving-query.ts";
import type { ContactDay } from "../../domain/strategy/contacts.ts";
import type { PlanModel } from "../../language/model/plan-model.ts";
import type { ServiceModel } from "../../language/model/strategy-model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";
import { makePlan, single, type MadePlan } from "./make-plan.ts";
import { factsOf, ofBase } from "./population.ts";

/** The segmentation that most of a plan's strategies are for; of equal ones the first. */
export function servedSegmentation(
  { strategies }: Pick<ServiceModel, "strategies">,
  plan: Pick<PlanModel, "strategies">,
): string {
  const counts = new Map<string, number>();
  for (const s of strategies)
    if (plan.strategies.includes(s.name))
      counts.set(s.for.segmentation, (counts.get(s.for.segmentation) ?? 0) + 1);
  const [first] = [...counts].toSorted((a, b) => b[1] - a[1]);
  if (first === undefined) throw new RangeError("a plan without strategies");
  return first[0];
}

/**
 * @param segmentation by whose segments it is told
 * @param contacts what people logged, and the day in the project's time zone
 */
export async function opportunityOf(
  lane: Lane,
  base: Base,
  plan: PlanModel,
  segmentation: string,
  contacts: { readonly log: readonly ContactDay[]; readonly today: string },
  options: QueryOptions = {},
): Promise<Opportunity> {
  const { model } = base;
  const found = model.segmentations.find((s) => s.name === segmentation);
  const { service } = model;
  if (found === undefined || service === undefined) throw new RangeError(segmentation);
  const made = await makePlan(lane, base, plan, contacts, options);
  const { customers, actions, population, limits, taken } = made.worked;
  const strategies = service.strategies.filter((s) => plan.strategies.includes(s.name));
  const segments = found.segments.map((s) => s.id);
  const rules = standingRules(model);
  const facts = await factsOf(
    lane,
    ofBase(base),
    [
      ...strategies.map((s) => agreesTo(model, s)),
      ...segments.map((segment) => inSegment(model, { segmentation, segment })),
    ],
    rules.map((r) => r.value),
    options,
  );
  const has = (fact: number): Uint8Array => {
    const inSet = facts.sets.sets.map((set) => (set.includes(fact) ? 1 : 0));
    return Uint8Array.from(facts.sets.of, (set) => inSet[set] ?? 0);
  };
  const agreed = strategies.map((_, s) => has(s));
  // One by one: what is told of each is as long as there are customers.
  const best = customers.due.reduce<Uniform | undefined>((leader, { strategy }, a) => {
    const may = agreed[strategies.indexOf(strategy)];
    const reach = (i: number): boolean => may?.[i] === 1 && customers.refused[i] !== 1;
    const one = uniformOf(a, single(actions, a), reach, population, limits);
    return bestUniform(leader === undefined ? [one] : [leader, one]);
  }, undefined);
  const tell = (segment: string | null, among: Uint8Array | null): OpportunityOfSegment => {
    const is = (i: number): boolean => among === null || among[i] === 1;
    const own = (values: Float64Array): Float64Array => values.filter((_, i) => is(i));
    return {
      segment,
      customers: among === null ? customers.ids.length : among.reduce((n, yes) => n + yes, 0),
      ...differenceOf(actions, population, taken, best, is, plan.seed),
      standing: rules.map((rule, r) =>
        standingOf(rule, own(facts.values[r] ?? new Float64Array())),
      ),
    };
  };
  return {
    plan: plan.name,
    title: plan.title,
    run: base.manifest.id,
    asOf: base.manifest.asOf,
    within: plan.within,
    segmentation,
    planned: made.result.gain,
    uniform: best === undefined ? null : treatmentOf(best, made, plan.seed),
    all: tell(null, null),
    segments: segments.map((segment, s) => tell(segment, has(strategies.length + s))),
  };
}

function treatmentOf(best: Uniform, { worked }: MadePlan, seed: number): UniformTreatment {
  const { customers, actions, judged, population } = worked;
  const found = customers.due[best.action];
  if (found === undefined) throw new RangeError(`no action ${best.action}`);
  const money = best.treated * found.action.cost.money;
  const interval = worthInterval(actions, population, takenUniformly(best, 1), seed);
  return {
    strategy: found.strategy.name,
    action: found.action.id,
    do: found.action.do,
    reachable: best.reachable,
    treated: best.treated,
    gain: {
      value: best.value,
      interval: [interval[0] - money, interval[1] - money],
      worth: best.value + money,
      money,
      judgement: judged[best.action] === true ? 1 : 0,
    },
  };
}
