/** The project as it is computed: names resolved, types known, everything in an order in which it can be computed. */
import type { Place } from "../../problem.ts";
import type { Localised } from "../config/text.ts";
import type { AggregateModel, BuiltinName, Typed, ValueType } from "./typed.ts";
import type { Pii } from "../../pii.ts";

export type FileFormat = "csv" | "tsv" | "jsonl" | "parquet";

/** Where a table's rows are. `from` is as the user wrote it, environment read, relative to the project; may be a glob. */
export type TableModel = {
  readonly name: string;
  readonly from: string;
  readonly format: FileFormat;
  /** Where `from` stands, for problems about the data. */
  readonly place: Place;
  /** Rows that are kept; a row for which it is unknown is dropped. */
  readonly where: Typed | null;
  /** Columns that an expression names, by name. */
  readonly columns: readonly string[];
  /** Columns that are read as text whatever they look like: keys. */
  readonly textColumns: readonly string[];
};

export type AttributeModel = {
  readonly name: string;
  readonly type: Exclude<ValueType, "duration" | "null">;
  readonly title: Localised;
  readonly pii: Pii | null;
  readonly sensitive: boolean;
};

export type CustomersModel = TableModel & {
  readonly key: Typed;
  readonly label: string | null;
  readonly aliases: readonly string[];
  readonly owner: string | null;
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
  /** Refund rows: which they are, and the order that they belong to where that is named. */
  readonly refund: { readonly when: Typed; readonly of: Typed | null } | null;
};

/** A number, text, date or boolean per customer, computed from attributes, other metrics, aggregates and segmentations. */
export type MetricModel = {
  readonly name: string;
  readonly title: Localised;
  readonly value: Typed;
  /** Days that its aggregates and built-in metrics look back; `null` for all time. */
  readonly within: number | null;
  readonly place: Place;
};

export type SegmentModel = {
  readonly id: string;
  readonly title: Localised;
  /** Where its id stands. */
  readonly place: Place;
};

type SegmentationBase = {
  readonly name: string;
  readonly title: Localised;
  readonly assign: "first" | "all";
  readonly place: Place;
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

export type RfmModel = SegmentationBase & {
  readonly kind: "rfm";
  readonly scale: number;
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

export type SegmentationModel = RulesModel | RfmModel | TiersModel;

export type Model = {
  readonly name: Localised;
  readonly locale: string;
  readonly currency: string;
  readonly timezone: string;
  /** A date, or `null` for the latest in the data. */
  readonly asOf: string | null;
  readonly customers: CustomersModel | null;
  readonly transactions: TransactionsModel;
  readonly metrics: readonly MetricModel[];
  readonly segmentations: readonly SegmentationModel[];
  /** Metrics and segmentations in an order in which each comes after what it needs. */
  readonly order: readonly { readonly kind: "metric" | "segmentation"; readonly name: string }[];
  /** What each metric and segmentation needs of the others, by name. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly aggregates: readonly AggregateModel[];
  /** The windows in which built-in metrics are needed, besides all time, each once. */
  readonly windows: readonly { readonly name: BuiltinName; readonly within: number }[];
};
