/** An expression whose names are resolved and whose types are known: what compilers and evaluators work on. */
import type { PointsName } from "./loyalty-model.ts";
import type { BinaryOperator, DurationUnit, Span } from "../expression/ast.ts";

/** `unknown`: a column of data that have not been read yet, or a part with a problem of its own. */
export type ValueType =
  | "number"
  | "text"
  | "date"
  | "timestamp"
  | "boolean"
  | "duration"
  | "null"
  | "unknown";

/** What a number counts. `null`: a plain number. Days against money is a mistake. */
export type Unit = "money" | "days" | "orders" | "count" | "share" | null;

/** What a name means. */
export type NameRef =
  /** A column of the source that the expression is about. */
  | { readonly kind: "column"; readonly source: string; readonly column: string }
  /**
   * The computed columns of a row: `day` is its local date, of a span the first, and `end_day` the day on which it ended. Of
   * transactions, `amount` is net of sign, `order` is the order's id, and `margin` is what the row earns, where the project
   * says how.
   */
  | {
      readonly kind: "line";
      readonly column: "amount" | "day" | "order" | "end_day" | "margin";
    }
  /** A column of the customers table. */
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "metric"; readonly name: string }
  /** A column of the row of another source that holds for the customer on the as-of date. */
  | { readonly kind: "joined"; readonly source: string; readonly column: string }
  /** A metric that is built in, in a window of days, or over all time (`null`). */
  | { readonly kind: "builtin"; readonly name: BuiltinName; readonly within: number | null }
  /** What a model of purchases says of the customer: its name, and the name of what it was asked (`outputName`). */
  | { readonly kind: "fitted"; readonly model: string; readonly output: string }
  /** Points of the loyalty programme, by the key of what decides them. */
  | { readonly kind: "loyalty"; readonly id: string; readonly what: PointsName }
  /** An aggregate of the customer's rows in a source, by its id in the model. */
  | { readonly kind: "aggregate"; readonly id: string }
  /** The segment's id as text, of a segmentation that assigns one. */
  | { readonly kind: "segmentation"; readonly name: string }
  /** Whether the customer is in the segment. */
  | { readonly kind: "segment"; readonly segmentation: string; readonly segment: string }
  /** Days since somebody last logged a contact with the customer: known to strategies alone. */
  | { readonly kind: "since-contact" }
  | { readonly kind: "as-of" };

export type BuiltinName =
  | "recency"
  | "frequency"
  | "monetary"
  | "monetary_mean"
  | "tenure"
  | "inter_purchase_time"
  | "first_order"
  | "last_order"
  | "margin"
  | "rhythm"
  | OnUseName;

/** Built-in metrics that are computed only where something names them; each looks back over a window. */
export type OnUseName =
  | "purchase_days"
  | "stickiness"
  | "refunds"
  | "refund_rate"
  | "frequency_before"
  | "monetary_before"
  | "frequency_change"
  | "monetary_change"
  | "retained"
  | "repurchased";

export type AggregateName = "count" | "sum" | "avg" | "min" | "max" | "mode";

export type ScalarFunction =
  | "coalesce"
  | "nullif"
  | "abs"
  | "round"
  | "floor"
  | "ceil"
  | "least"
  | "greatest"
  | "lower"
  | "upper"
  | "trim"
  | "length"
  | "substring"
  | "replace"
  | "starts_with"
  | "ends_with"
  | "contains"
  | "year"
  | "month"
  | "day"
  | "days_between";

type Node = { readonly type: ValueType; readonly unit: Unit; readonly span: Span };

export type Typed =
  | (Node & { readonly kind: "number"; readonly text: string })
  | (Node & { readonly kind: "text"; readonly value: string })
  | (Node & { readonly kind: "date"; readonly value: string })
  | (Node & { readonly kind: "boolean"; readonly value: boolean })
  | (Node & { readonly kind: "null" })
  | (Node & { readonly kind: "duration"; readonly count: number; readonly per: DurationUnit })
  | (Node & { readonly kind: "name"; readonly ref: NameRef })
  | (Node & { readonly kind: "not"; readonly operand: Typed })
  | (Node & { readonly kind: "negate"; readonly operand: Typed })
  | (Node & {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Typed;
      readonly right: Typed;
    })
  | (Node & {
      readonly kind: "in";
      readonly value: Typed;
      readonly list: readonly Typed[];
      readonly negated: boolean;
    })
  | (Node & {
      readonly kind: "between";
      readonly value: Typed;
      readonly low: Typed;
      readonly high: Typed;
      readonly negated: boolean;
    })
  | (Node & {
      readonly kind: "like";
      readonly value: Typed;
      readonly pattern: Typed;
      readonly negated: boolean;
    })
  | (Node & { readonly kind: "is-null"; readonly value: Typed; readonly negated: boolean })
  /** Always searched: `case x when 1` has become `case when x = 1`. */
  | (Node & {
      readonly kind: "case";
      readonly branches: readonly { readonly when: Typed; readonly then: Typed }[];
      readonly otherwise: Typed | null;
    })
  | (Node & {
      readonly kind: "call";
      readonly function: ScalarFunction;
      readonly args: readonly Typed[];
    });

/** An aggregate over a source's rows of a customer in (as-of − within, as-of]. `argument` null counts rows. */
export type AggregateModel = {
  readonly id: string;
  /** The source's name: `transactions`, or the user's. */
  readonly source: string;
  readonly function: AggregateName;
  readonly argument: Typed | null;
  readonly distinct: boolean;
  readonly filter: Typed | null;
  readonly within: number | null;
  readonly type: ValueType;
};
