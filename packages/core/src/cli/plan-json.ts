/** A plan as `--json` prints it. */
import type { Opportunity, OpportunityOfSegment } from "../domain/planning/opportunity.ts";
import type { PlanGain, PlanResult } from "../domain/planning/plan-result.ts";
import { textFor } from "../language/config/text.ts";

export const gainJson = ({ value, interval, worth, money, judgement }: PlanGain) => ({
  expected: value,
  low: interval[0],
  high: interval[1],
  worth,
  money,
  judgement,
});

/** @param locale of the texts */
export const planJson = (
  plan: PlanResult & { readonly folder: string },
  locale: string,
): Readonly<Record<string, unknown>> => ({
  plan: plan.plan,
  run: plan.run,
  as_of: plan.asOf,
  within_days: plan.within,
  eligible: plan.eligible,
  served: plan.served,
  actions_done: plan.done,
  gain: gainJson(plan.gain),
  gap: plan.gap,
  resources: plan.resources,
  floors: plan.floors,
  actions: plan.actions.map((action) => ({
    ...action,
    do: textFor(action.do, locale),
    gain: gainJson(action.gain),
  })),
  demand: plan.demand.map(({ meanMae, heldOut, ...d }) => ({
    ...d,
    mean_mae: meanMae,
    held_out: heldOut,
  })),
  steps: plan.steps,
  folder: plan.folder,
});

const shareJson = ({ segment, difference, standing, ...row }: OpportunityOfSegment) => ({
  ...(segment === null ? {} : { segment }),
  ...row,
  difference: {
    expected: difference.value,
    low: difference.interval[0],
    high: difference.interval[1],
  },
  standing,
});

/** @param locale of the texts */
export const opportunityJson = (
  { plan, run, asOf, within, segmentation, planned, uniform, all, segments }: Opportunity,
  locale: string,
): Readonly<Record<string, unknown>> => ({
  plan,
  run,
  as_of: asOf,
  within_days: within,
  segmentation,
  planned: gainJson(planned),
  uniform:
    uniform === null
      ? null
      : { ...uniform, do: textFor(uniform.do, locale), gain: gainJson(uniform.gain) },
  all: shareJson(all),
  segments: segments.map(shareJson),
});
