/** Terse constructors of nodes, so that a plan reads like the question that it asks. */
import type {
  AggregateName,
  BinaryOperator,
  Cte,
  Frame,
  FromItem,
  FunctionName,
  Join,
  Literal,
  Order,
  Query,
  Relation,
  Scalar,
  ScanNode,
  SelectColumn,
  SelectNode,
  SeriesNode,
  TableNode,
  UnionNode,
  ValuesNode,
  WindowName,
} from "./nodes.ts";
import type { ScanOptions } from "./scan-options.ts";
import type { SqlType } from "./sql-type.ts";

/** @example col("amount") ; col("amount", "t") // => t."amount" */
export const col = (name: string, table: string | null = null): Scalar => ({
  kind: "column",
  name,
  table,
});

export const text = (value: string): Literal => ({ kind: "text", value });
/** A number exactly as written. @example number("0.10") */
export const number = (written: string): Literal => ({ kind: "number", text: written });
/** A whole number of ours: positions, counts of tiles, scores. */
export const int = (value: number): Literal => ({ kind: "integer", value });
export const double = (value: number): Literal => ({ kind: "double", value });
/** @example date("2026-11-21") */
export const date = (iso: string): Literal => ({ kind: "date", value: iso });
/** @example timestamp("2026-11-21 10:30:00") */
export const timestamp = (iso: string): Literal => ({ kind: "timestamp", value: iso });
export const bool = (value: boolean): Literal => ({ kind: "boolean", value });
/** NULL, of a type where the engine could not tell. */
export const nil = (type: SqlType | null = null): Literal => ({ kind: "null", type });

const binary =
  (operator: BinaryOperator) =>
  (left: Scalar, right: Scalar): Scalar => ({ kind: "binary", operator, left, right });

export const eq = binary("=");
export const ne = binary("<>");
export const lt = binary("<");
export const le = binary("<=");
export const gt = binary(">");
export const ge = binary(">=");
export const add = binary("+");
export const sub = binary("-");
export const mul = binary("*");
/** As doubles; NULL where the divisor is zero. */
export const div = binary("/");
export const mod = binary("%");
export const concat = binary("||");
/** Equal, or both NULL. */
export const same = binary("is not distinct from");
export const differs = binary("is distinct from");

export const neg = (operand: Scalar): Scalar => ({ kind: "negate", operand });
/** All of them; true for none. */
export const and = (...operands: readonly Scalar[]): Scalar => ({ kind: "and", operands });
/** Any of them; false for none. */
export const or = (...operands: readonly Scalar[]): Scalar => ({ kind: "or", operands });
export const not = (operand: Scalar): Scalar => ({ kind: "not", operand });
export const isNull = (value: Scalar): Scalar => ({ kind: "is-null", value, negated: false });
export const isNotNull = (value: Scalar): Scalar => ({ kind: "is-null", value, negated: true });
export const inList = (value: Scalar, list: readonly Scalar[], negated = false): Scalar => ({
  kind: "in",
  value,
  list,
  negated,
});
export const inQuery = (value: Scalar, query: Query, negated = false): Scalar => ({
  kind: "in-query",
  value,
  query,
  negated,
});
export const exists = (query: Query, negated = false): Scalar => ({
  kind: "exists",
  query,
  negated,
});
export const subquery = (query: Query): Scalar => ({ kind: "subquery", query });
export const between = (value: Scalar, low: Scalar, high: Scalar, negated = false): Scalar => ({
  kind: "between",
  value,
  low,
  high,
  negated,
});
type LikeOptions = { readonly escape?: string; readonly negated?: boolean };
export const like = (value: Scalar, pattern: Scalar, options: LikeOptions = {}): Scalar => ({
  kind: "like",
  value,
  pattern,
  escape: options.escape ?? null,
  negated: options.negated ?? false,
});
/** `cases([[test, value], …], otherwise)` */
export const cases = (
  branches: readonly (readonly [when: Scalar, then: Scalar])[],
  otherwise: Scalar | null = null,
): Scalar => ({
  kind: "case",
  branches: branches.map(([when, then]) => ({ when, then })),
  otherwise,
});
export const cast = (value: Scalar, type: SqlType): Scalar => ({
  kind: "cast",
  value,
  type,
  try: false,
});
/** NULL where the value does not convert. */
export const tryCast = (value: Scalar, type: SqlType): Scalar => ({
  kind: "cast",
  value,
  type,
  try: true,
});
export const parseTime = (value: Scalar, ...formats: readonly [string, ...string[]]): Scalar => ({
  kind: "parse-time",
  value,
  formats,
});
/** @example call("days_between", col("last_order"), date("2026-11-21")) */
export const call = (name: FunctionName, ...args: readonly Scalar[]): Scalar => ({
  kind: "call",
  function: name,
  args,
});
export const coalesce = (...args: readonly Scalar[]): Scalar => call("coalesce", ...args);
/** Whole days from the first date to the second, of timestamps by their dates. */
export const daysBetween = (from: Scalar, to: Scalar): Scalar => call("days_between", from, to);

type AggregateOptions = {
  readonly distinct?: boolean;
  readonly filter?: Scalar | null;
  readonly orderBy?: readonly Order[];
};
/** @example aggregate("sum", [col("amount")], { filter: gt(col("quantity"), int(0)) }) */
export const aggregate = (
  name: AggregateName,
  args: readonly Scalar[],
  options: AggregateOptions = {},
): Scalar => ({
  kind: "aggregate",
  function: name,
  args,
  distinct: options.distinct ?? false,
  filter: options.filter ?? null,
  orderBy: options.orderBy ?? [],
});
/** Counts rows. */
export const countAll = (filter: Scalar | null = null): Scalar =>
  aggregate("count", [], { filter });
export const count = (value: Scalar, options?: AggregateOptions): Scalar =>
  aggregate("count", [value], options);
export const countDistinct = (value: Scalar, filter: Scalar | null = null): Scalar =>
  aggregate("count", [value], { distinct: true, filter });
export const sum = (value: Scalar, filter: Scalar | null = null): Scalar =>
  aggregate("sum", [value], { filter });
export const min = (value: Scalar, filter: Scalar | null = null): Scalar =>
  aggregate("min", [value], { filter });
export const max = (value: Scalar, filter: Scalar | null = null): Scalar =>
  aggregate("max", [value], { filter });

type Over = {
  readonly partitionBy?: readonly Scalar[];
  readonly orderBy?: readonly Order[];
  readonly frame?: Frame;
};
/** @example over("ntile", [int(5)], { orderBy: [asc(col("recency")), asc(col("id"))] }) */
export const over = (name: WindowName, args: readonly Scalar[], window: Over = {}): Scalar => ({
  kind: "window",
  function: name,
  args,
  partitionBy: window.partitionBy ?? [],
  orderBy: window.orderBy ?? [],
  frame: window.frame ?? null,
});
/** All rows up to the current one. */
export const running: Frame = {
  unit: "rows",
  preceding: { kind: "unbounded" },
  following: { kind: "current" },
};

export const asc = (value: Scalar, nulls: "first" | "last" = "last"): Order => ({
  value,
  direction: "asc",
  nulls,
});
export const desc = (value: Scalar, nulls: "first" | "last" = "last"): Order => ({
  value,
  direction: "desc",
  nulls,
});

type TablePlace = { readonly schema?: string; readonly catalog?: string };
/** Serves as the name of a table in statements too. @example table("customers", { catalog: "snap", schema: "main" }) */
export const table = (name: string, place: TablePlace = {}): TableNode => ({
  kind: "table",
  name,
  schema: place.schema ?? null,
  catalog: place.catalog ?? null,
});
/** @example scan("data/tx.csv", { format: "csv", header: true }) */
export const scan = (
  files: string | readonly [string, ...string[]],
  options: ScanOptions,
): ScanNode => ({ kind: "scan", files: typeof files === "string" ? [files] : files, options });
export const values = (
  columns: readonly string[],
  rows: readonly (readonly Scalar[])[],
): ValuesNode => ({ kind: "values", columns, rows });
export const series = (column: string, from: number, to: number): SeriesNode => ({
  kind: "series",
  column,
  from,
  to,
});
export const unionAll = (first: Query, ...rest: readonly Query[]): UnionNode => ({
  kind: "union",
  queries: [first, ...rest],
});

/** A column of a select. @example as("revenue", sum(col("amount"))) */
export const as = (name: string, value: Scalar): SelectColumn => ({ kind: "as", value, name });
export const star = (from: string | null = null, except: readonly string[] = []): SelectColumn => ({
  kind: "star",
  table: from,
  except,
});
/** A relation under a name, in `from` and joins. */
export const named = (relation: Relation, name: string): FromItem => ({ relation, as: name });
const fromItem = (item: Relation | FromItem): FromItem =>
  "relation" in item ? item : { relation: item, as: null };

type JoinKind = Exclude<Join["kind"], "cross">;
/** @example join("left", named(table("orders"), "o"), eq(col("id", "c"), col("customer", "o"))) */
export const join = (kind: JoinKind, item: Relation | FromItem, on: Scalar): Join => ({
  kind,
  item: fromItem(item),
  on,
});
export const crossJoin = (item: Relation | FromItem): Join => ({
  kind: "cross",
  item: fromItem(item),
  on: null,
});
export const cte = (name: string, query: Query, materialized = false): Cte => ({
  name,
  query,
  materialized,
});

type SelectParts = {
  readonly with?: readonly Cte[];
  readonly distinct?: boolean;
  /** A list, or values by name; a text is a column as it is. Default: all columns. */
  readonly columns?: readonly (SelectColumn | string)[] | Readonly<Record<string, Scalar>>;
  readonly from?: Relation | FromItem;
  readonly joins?: readonly Join[];
  readonly where?: Scalar | null;
  readonly groupBy?: readonly Scalar[];
  readonly having?: Scalar | null;
  readonly orderBy?: readonly Order[];
  readonly limit?: number;
  readonly offset?: number;
};
/** @example select({ columns: { n: countAll() }, from: table("customers") }) */
export const select = (parts: SelectParts): SelectNode => ({
  kind: "select",
  ctes: parts.with ?? [],
  distinct: parts.distinct ?? false,
  columns: selectColumns(parts.columns ?? [star()]),
  from: parts.from ? fromItem(parts.from) : null,
  joins: parts.joins ?? [],
  where: parts.where ?? null,
  groupBy: parts.groupBy ?? [],
  having: parts.having ?? null,
  orderBy: parts.orderBy ?? [],
  limit: parts.limit ?? null,
  offset: parts.offset ?? null,
});

function selectColumns(columns: NonNullable<SelectParts["columns"]>): readonly SelectColumn[] {
  if (isList(columns)) return columns.map((c) => (typeof c === "string" ? as(c, col(c)) : c));
  return Object.entries(columns).map(([name, value]) => as(name, value));
}

const isList = (
  columns: NonNullable<SelectParts["columns"]>,
): columns is readonly (SelectColumn | string)[] => Array.isArray(columns);
