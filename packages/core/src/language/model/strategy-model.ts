/** Strategies as they are computed: whom each serves, how, and what there is to do. */
import type { Place } from "../../problem.ts";
import type { Localised } from "../config/text.ts";
import type { objectives } from "../config/strategy-schema.ts";
import type { EffectModel } from "./effect-model.ts";
import type { Typed } from "./typed.ts";

export type Objective = (typeof objectives)[number];

/** What a strategy says of the offer, in the order in which it is told. */
export type Offer = Readonly<
  Partial<Record<"product" | "price" | "promotion" | "positioning", Localised>>
>;

export type ActionModel = {
  readonly id: string;
  readonly do: Localised;
  readonly talkTrack: Localised | null;
  /** For whom it is due, with the rule as it stands in the file; `null` for everybody. */
  readonly when: { readonly rule: Typed; readonly text: string } | null;
  /** For each customer: money in the project's currency, hours by department. */
  readonly cost: { readonly money: number; readonly hours: Readonly<Record<string, number>> };
  readonly effect: EffectModel | null;
  /** Hours after the end of the as-of date. */
  readonly dueHours: number | null;
  /** The value by which success is seen. */
  readonly kpi: { readonly value: Typed; readonly text: string } | null;
  /** Where its id stands. */
  readonly place: Place;
};

export type StrategyModel = {
  readonly name: string;
  readonly title: Localised;
  /** Everybody in a segment of the segmentation where `segment` is null. */
  readonly for: { readonly segmentation: string; readonly segment: string | null };
  readonly objective: Objective;
  readonly owners: { readonly lead: string; readonly with: readonly string[] } | null;
  readonly offer: Offer;
  readonly channel: { readonly prefer: readonly string[]; readonly avoid: readonly string[] };
  readonly service: { readonly tier: string | null; readonly firstResponseHours: number | null };
  /** Days; `null` where nothing is said. */
  readonly contactEvery: number | null;
  readonly actions: readonly ActionModel[];
  readonly place: Place;
};

export type ServiceModel = {
  /** The first that applies wins: by precedence of the segmentation, then by objective, then by name. */
  readonly strategies: readonly StrategyModel[];
  /** Segmentations as `precedence` orders them; those that it does not name are equal, after these. */
  readonly precedence: readonly string[];
  /** At most so many contacts in so many days; `unit` null is each customer. */
  readonly cap: {
    readonly contacts: number;
    readonly days: number;
    readonly unit: string | null;
  } | null;
  /** The value of a customer that an action keeps: a metric of customer lifetime value; `null` where the project has none. */
  readonly worth: string | null;
};

/** The rank of a strategy's segmentation, from 0: the lower wins; equal ones have no order between them. */
export function precedenceOf(
  { precedence }: Pick<ServiceModel, "precedence">,
  strategy: Pick<StrategyModel, "for">,
): number {
  const at = precedence.indexOf(strategy.for.segmentation);
  return at < 0 ? precedence.length : at;
}
