/** The project as it is computed: names resolved, types known, everything in an order in which it can be computed. */
import type { Place } from "../../problem.ts";
import type { Localised } from "../config/text.ts";
import { isContract, type FitMetric } from "./fit-metric.ts";
import type { LoyaltyModel } from "./loyalty-model.ts";
import type { RecommendationsModel } from "./recommendations-model.ts";
import type { ServiceModel } from "./strategy-model.ts";
import type { AggregateModel, BuiltinName, Typed } from "./typed.ts";

import type { SegmentationModel } from "./segmentation-types.ts";
import type {
  RatesModel,
  IdentitiesModel,
  CustomersModel,
  TransactionsModel,
  FactorsModel,
  OtherSourceModel,
  CalendarModel,
} from "./source-types.ts";

export type * from "./segmentation-types.ts";
export type * from "./source-types.ts";

/** Whether rows say what they earn. Models of older runs know nothing of it. */
export const hasMargin = ({
  transactions,
}: {
  readonly transactions: TransactionsModel;
}): boolean => (transactions.margin ?? null) !== null;

/** Sources of which one row holds for each customer, and those that are aggregated. */
export const sourcesBeside = (
  model: Pick<Model, "others" | "factors">,
): readonly (OtherSourceModel | FactorsModel)[] => [...model.others, ...(model.factors ?? [])];

/** What customers can agree to, by name. Models of older runs know nothing of it. */
export const consentsOf = ({ customers }: Pick<Model, "customers">): readonly string[] =>
  (customers?.consent ?? []).map((c) => c.name);

/** Sources of spans that models of contracts look at, each once. */
export const contractSources = ({ metrics }: Pick<Model, "metrics">): readonly string[] => [
  ...new Set(
    metrics.flatMap(({ fit }) => (fit !== undefined && isContract(fit) ? fit.source : [])),
  ),
];

/** A number, text, date or boolean per customer, computed from attributes, other metrics, aggregates and segmentations. */
export type MetricModel = {
  readonly name: string;
  readonly title: Localised;
  readonly value: Typed;
  /** Days that its aggregates and built-in metrics look back; `null` for all time. */
  readonly within: number | null;
  /** Whether an explanation may propose another value of it. */
  readonly actionable?: boolean;
  readonly place: Place;
  /** The model of purchases or contracts that gives it. */
  readonly fit?: FitMetric;
};

export type Model = {
  readonly name: Localised;
  readonly locale: string;
  readonly currency: string;
  readonly timezone: string;
  /** A date, or `null` for the latest in the data. */
  readonly asOf: string | null;
  /** What is learned is learned anew when it is so many days old. */
  readonly refitDays: number;
  readonly customers: CustomersModel | null;
  readonly transactions: TransactionsModel;
  /** Sources besides customers and transactions, in file order. */
  readonly others: readonly OtherSourceModel[];
  /** Sources whose rows are matched by attributes, in file order. Models of older runs know nothing of them. */
  readonly factors?: readonly FactorsModel[];
  readonly calendar: CalendarModel | null;
  readonly rates: RatesModel | null;
  readonly identities: IdentitiesModel | null;
  readonly metrics: readonly MetricModel[];
  readonly segmentations: readonly SegmentationModel[];
  /** Metrics and segmentations in an order in which each comes after what it needs. */
  readonly order: readonly { readonly kind: "metric" | "segmentation"; readonly name: string }[];
  /** What each metric and segmentation needs of the others, by name. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly aggregates: readonly AggregateModel[];
  /** The windows in which built-in metrics are needed, besides all time, each once. */
  readonly windows: readonly { readonly name: BuiltinName; readonly within: number }[];
  /** Whether something names the built-in `rhythm`; models of older runs do not say. */
  readonly rhythm?: boolean;
  /** How customers are served. Left out without strategies; models of older runs know nothing of it. */
  readonly service?: ServiceModel;
  /** What customers might buy next; left out where the project recommends nothing. */
  readonly recommendations?: RecommendationsModel;
  /** Points and levels; its metrics and its tiers are among the others. */
  readonly loyalty?: LoyaltyModel;
};
