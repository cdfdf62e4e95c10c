/** The tree of what changes something or speaks of the database. */
import type { Query, Scalar, TableName } from "./nodes.ts";
import type { CsvOptions } from "./scan-options.ts";
import type { SqlType } from "./sql-type.ts";

export type ColumnDefinition = {
  readonly name: string;
  /** Also as `describe` told it. */
  readonly type: SqlType | { readonly kind: "told"; readonly text: string };
  readonly notNull: boolean;
};

/** A column that is not stored but computed from others of its row as it is read; costs nothing where nobody reads it. */
export type ComputedColumn = { readonly name: string; readonly computed: Scalar };

export type CopyFormat =
  | {
      readonly format: "parquet";
      readonly compression?: "zstd" | "snappy" | "uncompressed";
      /** Folders `column=value` below the target, overwritten. */
      readonly partitionBy?: readonly string[];
      readonly rowGroupSize?: number;
      /** Keep the files that are there and write beside them. Only with `partitionBy`. */
      readonly append?: boolean;
    }
  | { readonly format: "csv"; readonly header: boolean; readonly delimiter?: string };

export type Setting =
  | "threads"
  | "memory_limit"
  | "temp_directory"
  | "max_temp_directory_size"
  | "preserve_insertion_order"
  | "TimeZone"
  | "allowed_directories"
  | "allowed_paths"
  | "enable_external_access"
  | "autoinstall_known_extensions"
  | "autoload_known_extensions"
  | "lock_configuration"
  | "partitioned_write_max_open_files"
  | "partitioned_write_flush_threshold"
  | "enable_progress_bar"
  | "errors_as_json";

/** What changes something or speaks of the database. Those that engines share are printed for Trino too. */
export type Statement =
  | {
      readonly kind: "create-table-as";
      readonly table: TableName;
      readonly query: Query;
      readonly temporary: boolean;
      readonly orReplace: boolean;
    }
  /** Values inside are printed as literals: a view has no parameters. */
  | {
      readonly kind: "create-view";
      readonly table: TableName;
      readonly query: Query;
      readonly temporary: boolean;
      readonly orReplace: boolean;
    }
  | {
      readonly kind: "create-table";
      readonly table: TableName;
      readonly columns: readonly (ColumnDefinition | ComputedColumn)[];
      readonly temporary: boolean;
      readonly orReplace: boolean;
    }
  | { readonly kind: "create-schema"; readonly name: string; readonly catalog: string | null }
  | {
      readonly kind: "insert";
      readonly into: TableName;
      /** `null`: all, by position. */
      readonly columns: readonly string[] | null;
      readonly query: Query;
    }
  | { readonly kind: "delete"; readonly from: TableName; readonly where: Scalar | null }
  | {
      readonly kind: "copy";
      readonly query: Query;
      readonly to: string;
      readonly options: CopyFormat;
    }
  | {
      readonly kind: "attach";
      readonly file: string;
      readonly as: string;
      readonly readOnly: boolean;
    }
  | { readonly kind: "detach"; readonly name: string }
  | {
      readonly kind: "drop";
      readonly what: "table" | "view";
      readonly table: TableName;
      readonly ifExists: boolean;
    }
  | {
      readonly kind: "set";
      readonly setting: Setting;
      readonly value: string | number | boolean | readonly string[];
    }
  | { readonly kind: "checkpoint"; readonly database: string | null }
  /** Column names and types of a relation: `column_name`, `column_type`, … */
  | { readonly kind: "describe"; readonly query: Query }
  /** A row per column: `min`, `max`, `approx_unique`, `null_percentage`, … */
  | { readonly kind: "summarize"; readonly query: Query }
  /** What the CSV reader detects: `Delimiter`, `HasHeader`, `Columns`, … */
  | { readonly kind: "sniff"; readonly file: string; readonly options: CsvOptions }
  | { readonly kind: "transaction"; readonly action: "begin" | "commit" | "rollback" };

/** Statements that give rows, as queries do. */
export type ReadStatement = Extract<Statement, { kind: "describe" | "summarize" | "sniff" }>;

/** Anything that an engine runs. */
export type SqlNode = Query | Statement;
