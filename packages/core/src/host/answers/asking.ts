/** What questions in words rest on, and figures over customers. */
import type { BaseInfo, MetricInfo, SegmentationInfo } from "./project.ts";

/** What a viewer may ask about: `AskCatalog` of people/ask. */
export type AskingWords = {
  readonly base: BaseInfo;
  readonly segmentations: readonly SegmentationInfo[];
  readonly values: readonly MetricInfo[];
  /** The most frequent values of text columns without personal data, among customers that the viewer sees. */
  readonly known: Readonly<Record<string, readonly string[]>>;
  /** The attribute that names who looks after a customer. */
  readonly owner?: string;
  /** The day that the data reach to, ISO. */
  readonly asOf: string;
};

/** A stretch of a question that a customer is called by, in UTF-16 units of `askedText`; `whole`: all of a name, an id or an address. */
export type StretchOfName = {
  readonly start: number;
  readonly end: number;
  readonly whole: boolean;
};

/** Which customers are summed up, by what; everything given is combined by "and". */
export type AggregateQuery = {
  /** A rule, as `members` takes it. */
  readonly where?: string;
  /** Names of numbers to sum up, or of dates for the first and the last. */
  readonly of?: readonly string[];
  /** An attribute or a segmentation: a group for each of its values. */
  readonly by?: string;
  /** At most 100 groups; default 20. */
  readonly limit?: number;
  /** How groups are ordered: by how many customers they have, or by a figure of the first value. By default the largest first. */
  readonly order?: GroupOrder;
};

export type GroupOrder = {
  readonly by: "customers" | "sum" | "mean" | "median" | "most" | "least";
  readonly descending: boolean;
};

/** A value over customers. Those of whom it is unknown do not count. */
export type Figures = {
  readonly value: string;
  /** Customers of whom it is known. */
  readonly known: number;
  /** Numbers are summed as decimals, those of models to a millionth. `null` of dates, and where it is known of nobody. */
  readonly sum: number | null;
  readonly mean: number | null;
  /** Quantile of type 7. */
  readonly median: number | null;
  /** Dates are ISO text. */
  readonly least: number | string | null;
  readonly most: number | string | null;
};

export type AggregatedGroup = {
  /** The value, or the segment; `null` where it is unknown, or nobody's. */
  readonly key: string | null;
  readonly customers: number;
  readonly figures: readonly Figures[];
};

export type Aggregated = {
  readonly base: BaseInfo;
  readonly customers: number;
  readonly figures: readonly Figures[];
  /** All customers that the viewer sees, for shares. */
  readonly all: { readonly customers: number; readonly figures: readonly Figures[] };
  /** Where `by` is given. Of a segmentation that assigns all that fit, customers are in several. */
  readonly groups?: readonly AggregatedGroup[];
  /** How many groups there are. */
  readonly groupsInAll?: number;
};

/** How sizes went from run to run. */
export type Trend = {
  readonly base: BaseInfo;
  /** One a day, the oldest first; none where the viewer does not see all customers. */
  readonly points: readonly TrendPoint[];
};

export type TrendPoint = {
  readonly run: string;
  /** ISO. */
  readonly asOf: string;
  readonly customers: number;
  /** Net, up to the as-of date. */
  readonly revenue: number;
};
