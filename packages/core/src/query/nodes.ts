/**
 * The tree of a query: plain data that a dialect prints. Names are plain text here and quoted when printed;
 * values are literals with a type, bound as parameters where the engine can.
 */
import type { ScanOptions } from "./scan-options.ts";
import type { SqlType } from "./sql-type.ts";

export type Literal =
  | { readonly kind: "text"; readonly value: string }
  /** A number exactly as written, e.g. `12.50`: see `typeOfNumber`. */
  | { readonly kind: "number"; readonly text: string }
  /** A whole number of ours (a position, a number of tiles), printed as it is. */
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "double"; readonly value: number }
  /** ISO, `2026-11-21`. */
  | { readonly kind: "date"; readonly value: string }
  /** ISO without zone, `2026-11-21 10:30:00`. */
  | { readonly kind: "timestamp"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null"; readonly type: SqlType | null };

export type BinaryOperator =
  | "="
  | "<>"
  | "<"
  | "<="
  | ">"
  | ">="
  | "+"
  | "-"
  | "*"
  /** Of doubles; by zero gives NULL. */
  | "/"
  /** Remainder. */
  | "%"
  | "||"
  /** Equal, or both NULL. */
  | "is not distinct from"
  | "is distinct from";

/** Functions that every dialect prints with the same meaning. Arguments are told in `dialects/functions.ts`. */
export type FunctionName =
  | "coalesce"
  | "nullif"
  | "abs"
  | "sign"
  | "sqrt"
  | "round"
  | "floor"
  | "ceil"
  | "least"
  | "greatest"
  | "lower"
  | "upper"
  | "trim"
  | "length"
  | "octet_length"
  | "substring"
  | "replace"
  | "starts_with"
  | "ends_with"
  | "contains"
  | "position"
  | "nfc"
  | "year"
  | "month"
  | "day"
  | "iso_weekday"
  | "start_of_month"
  | "start_of_week"
  | "start_of_year"
  | "days_between"
  | "add_days"
  | "add_months"
  | "local_time"
  | "instant"
  | "bucket"
  | "sample_key"
  | "md5"
  | "keyed_digest"
  | "is_finite"
  | "finite"
  | "settle"
  | "nearest"
  | "in_calendar"
  | "list_length"
  | "list_element"
  | "list_contains"
  | "make_list";

export type AggregateName =
  | "count"
  | "sum"
  | "avg"
  | "min"
  | "max"
  | "arg_max"
  | "arg_min"
  | "any_value"
  | "list"
  | "bool_or"
  | "bool_and"
  | "approx_count_distinct"
  /** The value of most rows; of several as frequent, the smallest: a total order, whatever the rows' order. */
  | "mode"
  /** DuckDB only: exact, `quantile_cont(value, p)`, type 7. */
  | "quantile_cont"
  | "quantile_disc";

export type WindowName =
  | "row_number"
  | "rank"
  | "dense_rank"
  | "percent_rank"
  | "cume_dist"
  | "ntile"
  | "lag"
  | "lead"
  | "first_value"
  | "last_value"
  | "count"
  | "sum"
  | "avg"
  | "min"
  | "max";

export type Order = {
  readonly value: Scalar;
  readonly direction: "asc" | "desc";
  readonly nulls: "first" | "last";
};

export type FrameBound =
  | { readonly kind: "unbounded" }
  | { readonly kind: "current" }
  | { readonly kind: "rows"; readonly count: number };

/** Rows from `preceding` before to `following` after the current one, or peers alike for `range`. */
export type Frame = {
  readonly unit: "rows" | "range";
  readonly preceding: FrameBound;
  readonly following: FrameBound;
};

export type Scalar =
  | Literal
  | { readonly kind: "column"; readonly name: string; readonly table: string | null }
  | { readonly kind: "negate"; readonly operand: Scalar }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Scalar;
      readonly right: Scalar;
    }
  /** Without operands: true. */
  | { readonly kind: "and"; readonly operands: readonly Scalar[] }
  /** Without operands: false. */
  | { readonly kind: "or"; readonly operands: readonly Scalar[] }
  | { readonly kind: "not"; readonly operand: Scalar }
  | { readonly kind: "is-null"; readonly value: Scalar; readonly negated: boolean }
  /** In an empty list: false; not in one: true. */
  | {
      readonly kind: "in";
      readonly value: Scalar;
      readonly list: readonly Scalar[];
      readonly negated: boolean;
    }
  | {
      readonly kind: "in-query";
      readonly value: Scalar;
      readonly query: Query;
      readonly negated: boolean;
    }
  | { readonly kind: "exists"; readonly query: Query; readonly negated: boolean }
  /** The one value of a query of one column and at most one row. */
  | { readonly kind: "subquery"; readonly query: Query }
  | {
      readonly kind: "between";
      readonly value: Scalar;
      readonly low: Scalar;
      readonly high: Scalar;
      readonly negated: boolean;
    }
  /** `%` any text, `_` one character; `escape`, one character, makes the next plain. */
  | {
      readonly kind: "like";
      readonly value: Scalar;
      readonly pattern: Scalar;
      readonly escape: string | null;
      readonly negated: boolean;
    }
  | {
      readonly kind: "case";
      readonly branches: readonly { readonly when: Scalar; readonly then: Scalar }[];
      readonly otherwise: Scalar | null;
    }
  /** `try`: NULL where the value does not convert, instead of an error. */
  | {
      readonly kind: "cast";
      readonly value: Scalar;
      readonly type: SqlType;
      readonly try: boolean;
    }
  /** Text to a timestamp by strptime's notation; NULL where it does not fit any of the formats. */
  | {
      readonly kind: "parse-time";
      readonly value: Scalar;
      readonly formats: readonly [string, ...string[]];
    }
  | { readonly kind: "call"; readonly function: FunctionName; readonly args: readonly Scalar[] }
  /** `count` without arguments counts rows. */
  | {
      readonly kind: "aggregate";
      readonly function: AggregateName;
      readonly args: readonly Scalar[];
      readonly distinct: boolean;
      readonly filter: Scalar | null;
      readonly orderBy: readonly Order[];
    }
  | {
      readonly kind: "window";
      readonly function: WindowName;
      readonly args: readonly Scalar[];
      readonly partitionBy: readonly Scalar[];
      readonly orderBy: readonly Order[];
      readonly frame: Frame | null;
    };

export type TableName = {
  readonly name: string;
  readonly schema: string | null;
  readonly catalog: string | null;
};

export type TableNode = { readonly kind: "table" } & TableName;

/** Rows of files; `files` may be globs. DuckDB only. */
export type ScanNode = {
  readonly kind: "scan";
  readonly files: readonly [string, ...string[]];
  readonly options: ScanOptions;
};

/** Constant rows, at least one, all as long as `columns`. */
export type ValuesNode = {
  readonly kind: "values";
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Scalar[])[];
};

/** Whole numbers from `from` up to and including `to`, in a column `column`. */
export type SeriesNode = {
  readonly kind: "series";
  readonly column: string;
  readonly from: number;
  readonly to: number;
};

export type SelectColumn =
  | { readonly kind: "as"; readonly value: Scalar; readonly name: string }
  /** All columns, of one table or of all. `except` is DuckDB only. */
  | { readonly kind: "star"; readonly table: string | null; readonly except: readonly string[] };

export type FromItem = { readonly relation: Relation; readonly as: string | null };

export type Join = {
  readonly kind: "inner" | "left" | "right" | "full" | "cross" | "semi" | "anti";
  readonly item: FromItem;
  /** `null` for `cross` only. */
  readonly on: Scalar | null;
};

export type Cte = { readonly name: string; readonly query: Query; readonly materialized: boolean };

export type SelectNode = {
  readonly kind: "select";
  readonly ctes: readonly Cte[];
  readonly distinct: boolean;
  readonly columns: readonly SelectColumn[];
  readonly from: FromItem | null;
  readonly joins: readonly Join[];
  readonly where: Scalar | null;
  readonly groupBy: readonly Scalar[];
  readonly having: Scalar | null;
  readonly orderBy: readonly Order[];
  readonly limit: number | null;
  readonly offset: number | null;
};

/** All rows of all queries, duplicates kept, columns by position. */
export type UnionNode = { readonly kind: "union"; readonly queries: readonly [Query, ...Query[]] };

export type Query = SelectNode | UnionNode | ValuesNode;
export type Relation = Query | TableNode | ScanNode | SeriesNode;
