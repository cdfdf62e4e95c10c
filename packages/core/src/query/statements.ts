/** Constructors of statements. Names of tables come from `table(…)`. */
import type { Query, Scalar, TableName } from "./nodes.ts";
import type { CsvOptions } from "./scan-options.ts";
import type {
  ColumnDefinition,
  ComputedColumn,
  CopyFormat,
  Setting,
  Statement,
  ReadStatement,
} from "./statement-nodes.ts";
import type { SqlType } from "./sql-type.ts";

type CreateOptions = { readonly temporary?: boolean; readonly orReplace?: boolean };

/** @example createTableAs(table("rfm"), query, { orReplace: true }) */
export const createTableAs = (
  table: TableName,
  query: Query,
  options: CreateOptions = {},
): Statement => ({
  kind: "create-table-as",
  table,
  query,
  temporary: options.temporary ?? false,
  orReplace: options.orReplace ?? false,
});
export const createView = (
  table: TableName,
  query: Query,
  options: CreateOptions = {},
): Statement => ({
  kind: "create-view",
  table,
  query,
  temporary: options.temporary ?? false,
  orReplace: options.orReplace ?? false,
});
/** @example createTable(table("t"), { id: "varchar", amount: decimal(18, 2) }) */
export const createTable = (
  table: TableName,
  columns: Readonly<Record<string, SqlType>> | readonly (ColumnDefinition | ComputedColumn)[],
  options: CreateOptions = {},
): Statement => ({
  kind: "create-table",
  table,
  columns: isDefinitions(columns)
    ? columns
    : Object.entries(columns).map(([name, type]) => ({ name, type, notNull: false })),
  temporary: options.temporary ?? false,
  orReplace: options.orReplace ?? false,
});
const isDefinitions = (
  columns: Readonly<Record<string, SqlType>> | readonly (ColumnDefinition | ComputedColumn)[],
): columns is readonly (ColumnDefinition | ComputedColumn)[] => Array.isArray(columns);

export const createSchema = (name: string, catalog: string | null = null): Statement => ({
  kind: "create-schema",
  name,
  catalog,
});
export const insert = (
  into: TableName,
  query: Query,
  columns: readonly string[] | null = null,
): Statement => ({ kind: "insert", into, columns, query });
export const deleteFrom = (from: TableName, where: Scalar | null): Statement => ({
  kind: "delete",
  from,
  where,
});
export const copy = (query: Query, to: string, options: CopyFormat): Statement => ({
  kind: "copy",
  query,
  to,
  options,
});
export const attach = (
  file: string,
  name: string,
  options: { readonly readOnly: boolean },
): Statement => ({ kind: "attach", file, as: name, readOnly: options.readOnly });
export const detach = (name: string): Statement => ({ kind: "detach", name });
export const dropTable = (table: TableName): Statement => ({
  kind: "drop",
  what: "table",
  table,
  ifExists: true,
});
export const dropView = (table: TableName): Statement => ({
  kind: "drop",
  what: "view",
  table,
  ifExists: true,
});
export const set = (
  setting: Setting,
  value: string | number | boolean | readonly string[],
): Statement => ({ kind: "set", setting, value });
export const checkpoint = (database: string | null = null): Statement => ({
  kind: "checkpoint",
  database,
});
export const describe = (query: Query): ReadStatement => ({ kind: "describe", query });
export const summarize = (query: Query): ReadStatement => ({ kind: "summarize", query });
export const sniff = (file: string, options: CsvOptions = { format: "csv" }): ReadStatement => ({
  kind: "sniff",
  file,
  options,
});
export const begin: Statement = { kind: "transaction", action: "begin" };
export const commit: Statement = { kind: "transaction", action: "commit" };
export const rollback: Statement = { kind: "transaction", action: "rollback" };
