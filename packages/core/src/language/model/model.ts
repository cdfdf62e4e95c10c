/** The project as it is computed: names resolved, types known, everything in an order in which it can be computed. */
import type { Place } from "../../problem.ts";
import type { Localised } from "../config/text.ts";
import { isContract, type FitMetric } from "./fit-metric.ts";
import type { KMeansFeature, KMeansSettings } from "./kmeans-types.ts";
import type { LoyaltyModel } from "./loyalty-model.ts";
import type { RecommendationsModel } from "./recommendations-model.ts";
import type { ServiceModel } from "./strategy-model.ts";
import type { AggregateModel, BuiltinName, Typed, ValueType } from "./typed.ts";
import type { Pii } from "../../pii.ts";

export type FileFormat = "csv" | "tsv" | "jsonl" | "parquet" | "xlsx" | "sqlite" | "postgres";

/**
 * Where a table's rows are. `from` is as the user wrote it, environment read, relative to the project; may be a glob. Of
 * PostgreSQL it stays as it is written: what the environment holds may be a secret.
 */
export type TableModel = {
  readonly name: string;
  readonly from: string;
  readonly format: FileFormat;
  /** The table of a database, the sheet of a workbook; `null` for the first sheet and where there are no parts. */
  readonly part?: string | null;
  /** Where `from` stands, for problems about the data. */
  readonly place: Place;
  /** Rows that are kept; a row for which it is unknown is dropped. */
  readonly where: Typed | null;
  /** Columns that an expression names, by name. */
  readonly columns: readonly string[];
  /** Columns that are read as text whatever they look like: keys. */
  readonly textColumns: readonly string[];
};

/** A table that others are read with: rates of currencies, known duplicates. */
export type SideTableModel = Omit<TableModel, "where" | "columns">;

/** Rates of currencies: units of the project's currency for one unit. Without dates they hold for all time. */
export type RatesModel = SideTableModel & {
  readonly currency: string;
  readonly rate: string;
  readonly date: string | null;
};

/** Known duplicates: what an alias has counts for the customer, who may be an alias of another. */
export type IdentitiesModel = SideTableModel & {
  readonly alias: Typed;
  readonly customer: Typed;
};

export type AttributeModel = {
  readonly name: string;
  readonly type: Exclude<ValueType, "duration" | "null">;
  readonly title: Localised;
  readonly pii: Pii | null;
  readonly sensitive: boolean;
  /** What it tells of a customer, where that is declared. */
  readonly dimension?: Dimension;
};

export type Dimension = "demographic" | "geographic" | "psychographic" | "behavioural" | "needs";

export type CustomersModel = TableModel & {
  readonly key: Typed;
  readonly label: string | null;
  readonly aliases: readonly string[];
  readonly owner: string | null;
  /** The columns of the first day of a row and of the day on which it ends; `null`: one row a customer. */
  readonly valid: { readonly from: string; readonly until: string } | null;
  /** The attribute that says since when somebody is a customer. */
  readonly since?: string;
  /** The account above in a tree; `null` without one. */
  readonly parent: Typed | null;
  /** Groups that customers are in, such as households. */
  readonly groups: readonly { readonly name: string; readonly key: Typed }[];
  /** What customers agreed to; unknown means no. */
  readonly consent: readonly { readonly name: string; readonly when: Typed }[];
  /** Columns that are carried into the snapshot, key not included. */
  readonly attributes: readonly AttributeModel[];
};

export type TransactionsModel = TableModel & {
  readonly customer: Typed;
  /** `null`: each row is an order. */
  readonly order: Typed | null;
  readonly time: Typed;
  /** How `time` is written where it is text, in strptime's notation. */
  readonly timeFormat: string | null;
  readonly amount: Typed;
  /** The code of the currency of `amount`; `null` where all are in the project's. */
  readonly currency: Typed | null;
  /** What a row earns, in the project's currency; its `amount` is the net amount. */
  readonly margin: Typed | null;
  /** Refund rows: which they are, and the order that they belong to where that is named. */
  readonly refund: { readonly when: Typed; readonly of: Typed | null } | null;
};

/** A table of rows about customers, besides transactions; its name is the user's. */
type OtherModel = TableModel & {
  readonly customer: Typed;
  /** When it happened; of a span, when it began. */
  readonly time: Typed;
  /** How `time` is written where it is text, in strptime's notation. */
  readonly timeFormat: string | null;
};

/** Things that happened. */
export type EventsModel = OtherModel & { readonly kind: "events" };

/** Contracts, products held: an aggregate sees those that are open on the as-of date. */
export type SpansModel = OtherModel & {
  readonly kind: "spans";
  /** NULL while it is open. */
  readonly end: Typed;
  readonly endFormat: string | null;
};

/** Answers to surveys: the latest one within a year is a metric of the customer. */
export type ScoresModel = OtherModel & {
  readonly kind: "scores";
  /** The column with the answer. */
  readonly score: string;
  /** The lowest and the highest answer that there can be. */
  readonly scale: readonly [number, number];
  /** The answer. */
  readonly joined: readonly AttributeModel[];
};

/** States at dates: the latest row not after the as-of date holds. */
export type LevelsModel = OtherModel & {
  readonly kind: "levels";
  /** Columns that are values of the customer. */
  readonly joined: readonly AttributeModel[];
};

/** Rows about industries, regions and the like: the one that matches what a customer is holds for the customer. */
export type FactorsModel = TableModel & {
  readonly kind: "factors";
  /** Pairs of an attribute of customers and the column that is equal to it. */
  readonly match: readonly {
    readonly attribute: string;
    readonly column: string;
    readonly type: AttributeModel["type"];
  }[];
  /** Columns that are values of the customer. */
  readonly joined: readonly AttributeModel[];
};

export type OtherSourceModel = EventsModel | SpansModel | ScoresModel | LevelsModel;

/** Days on which nobody can buy: they do not count in recency. */
export type CalendarModel = Pick<TableModel, "name" | "from" | "format" | "part" | "place"> & {
  /** The column with the days. */
  readonly column: string;
};
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

export type SegmentModel = {
  readonly id: string;
  readonly title: Localised;
  /** Where its id stands. */
  readonly place: Place;
};

export type SegmentationBase = {
  readonly name: string;
  readonly title: Localised;
  readonly assign: "first" | "all";
  readonly place: Place;
  /** What is assigned: `parent`, `root` or a group's name; `null` for each customer. */
  readonly unit: string | null;
  /** Who takes part, with the rule as it stands in the file; `null` for everybody. */
  readonly among: { readonly rule: Typed; readonly text: string } | null;
};

export type RulesModel = SegmentationBase & {
  readonly kind: "rules";
  /** In file order. `when` null is `else`: everyone whom no earlier rule took. */
  readonly segments: readonly (SegmentModel & {
    readonly when: Typed | null;
    readonly text: string;
    readonly whenPlace: Place;
  })[];
};

/** How values become scores: by rank (default), by type-7 quantiles, or by fixed cuts, ascending. */
export type RfmScores =
  | { readonly kind: "quantiles" }
  | {
      readonly kind: "cuts";
      readonly recency: readonly number[];
      readonly frequency: readonly number[];
      readonly monetary: readonly number[];
    };

export type RfmModel = SegmentationBase & {
  readonly kind: "rfm";
  readonly scale: number;
  /** Left out: by rank. */
  readonly scores?: RfmScores;
  /** Days for frequency and monetary; recency always looks at all time. */
  readonly within: number | null;
  /** The attribute by which customers are ranked apart. */
  readonly withinEach: Typed | null;
  /** Each segment holds rectangles of scores; `monetary` null holds all monetary scores. */
  readonly segments: readonly (SegmentModel & {
    readonly cells: readonly {
      readonly recency: readonly [number, number];
      readonly frequency: readonly [number, number];
      readonly monetary: readonly [number, number] | null;
    }[];
  })[];
  /** The segment of customers without an order; `null` leaves them unassigned. */
  readonly others: { readonly id: string; readonly title: Localised } | null;
};

export type TiersModel = SegmentationBase & {
  readonly kind: "tiers";
  /** A number for each customer. */
  readonly by: Typed;
  /** The attribute by which customers are ranked apart; NULL is a group of its own. */
  readonly withinEach: Typed | null;
  /** Days that a lower tier must have stood in published runs before a customer goes down; `null` at once. */
  readonly hold: number | null;
  readonly segments: readonly (SegmentModel & {
    readonly cut:
      | { readonly kind: "top"; readonly share: number; readonly of: "value" | "customers" }
      | { readonly kind: "at-least"; readonly value: string }
      | { readonly kind: "rest" };
  })[];
};

/** A stage of a customer's life; METHODS tells them. */
export type Stage =
  | "prospect"
  | "lost"
  | "returned"
  | "dormant"
  | "at_risk"
  | "first_time"
  | "loyal"
  | "active";

export type LifecycleModel = SegmentationBase & {
  readonly kind: "lifecycle";
  /** Days of recency beyond which a customer is lost. */
  readonly lostAfter: number;
  /** Days: away for longer than `gap` before the last order, which is at most `within` ago. */
  readonly returned: { readonly gap: number; readonly within: number };
  /** Rhythms without an order. */
  readonly dormantAfter: number;
  readonly atRiskAfter: number;
  /** At least so many orders in so many days. */
  readonly loyal: { readonly orders: number; readonly within: number };
  /** The attribute by which the mean gap of all is taken apart. */
  readonly withinEach: Typed | null;
  /** Each stage is in one segment. */
  readonly segments: readonly (SegmentModel & { readonly stages: readonly Stage[] })[];
};

/** Which values a band holds, where no band before it does. */
export type BandTest =
  | { readonly kind: "at-least"; readonly value: string }
  /** Fewer than this share of those whose value is known have a greater one. */
  | { readonly kind: "top"; readonly share: number }
  | { readonly kind: "in"; readonly values: readonly string[] }
  /** `1 + ⌊of · (customers strictly lower) / N⌋` is `at`. */
  | { readonly kind: "quantile"; readonly of: number; readonly at: number }
  /** Every value that is known. */
  | { readonly kind: "rest" };

export type BandModel = { readonly id: string; readonly title: Localised; readonly test: BandTest };

export type AxisModel = {
  /** `null`: what people call `by`. */
  readonly title: Localised | null;
  readonly by: Typed;
  /** In the order in which they are tried. */
  readonly bands: readonly BandModel[];
};

export type MatrixModel = SegmentationBase & {
  readonly kind: "matrix";
  readonly rows: AxisModel;
  readonly columns: AxisModel;
  /** The attribute by which customers are ranked apart. */
  readonly withinEach: Typed | null;
  /** Each segment holds rectangles of cells: ids of bands. */
  readonly segments: readonly (SegmentModel & {
    readonly cells: readonly {
      readonly rows: readonly string[];
      readonly columns: readonly string[];
    }[];
  })[];
};

/** What makes a score, and how its value becomes points in [0, 100]. */
export type CriterionModel = {
  readonly id: string;
  readonly title: Localised;
  readonly by: Typed;
  /** Above zero, beside the other criteria of its group. */
  readonly weight: number;
  readonly points:
    /** 0 at `from`, 100 at `to`, in between in proportion. */
    | { readonly kind: "scale"; readonly from: number; readonly to: number }
    | { readonly kind: "rank"; readonly better: "high" | "low" }
    | {
        readonly kind: "steps";
        readonly steps: readonly { readonly test: BandTest; readonly points: number }[];
      };
  /** Points where the value is not known; `null`: then there is no score. */
  readonly unknown: number | null;
};

export type ScoreModel = SegmentationBase & {
  readonly kind: "score";
  /** What is scored by the means of its customers; `null`: each customer. */
  readonly per: Typed | null;
  readonly combine: "average" | "multiply";
  readonly groups: readonly {
    readonly id: string;
    readonly title: Localised;
    readonly weight: number;
    readonly criteria: readonly CriterionModel[];
  }[];
  /** The attribute by which customers are ranked apart. */
  readonly withinEach: Typed | null;
  readonly sensitivity: { readonly draws: number; readonly spread: number };
  /** Tests on the score, in the order in which they are tried. */
  readonly segments: readonly (SegmentModel & { readonly test: BandTest })[];
};

/** Clusters of customers who are alike in some features. */
export type KMeansModel = SegmentationBase & {
  readonly kind: "kmeans";
  readonly features: readonly KMeansFeature[];
  readonly settings: KMeansSettings;
  /** The ids that clusters can have. */
  readonly ids: readonly string[];
  /** Those of them whose title the file gives. */
  readonly titled: readonly string[];
  /** One for each id; after a run those that there are, titled by their traits. */
  readonly segments: readonly SegmentModel[];
};

export type SegmentationModel =
  | RulesModel
  | RfmModel
  | TiersModel
  | LifecycleModel
  | MatrixModel
  | ScoreModel
  | KMeansModel;

export type Model = {
  readonly name: Localised;
  readonly locale: string;
  readonly currency: string;
  readonly timezone: string;
  /** A date, or `null` for the latest in the data. */
  readonly asOf: string | null;
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
