/** How files are read. */
import type { SqlType } from "./sql-type.ts";

export type Compression = "none" | "gzip" | "zstd" | "snappy" | "auto";

/** Everything not given is detected by the engine. */
export type CsvOptions = {
  readonly format: "csv";
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly header?: boolean;
  readonly skip?: number;
  readonly encoding?: string;
  readonly allVarchar?: boolean;
  /** Types of some columns, by name. */
  readonly types?: Readonly<Record<string, SqlType>>;
  /** Names and types of all columns in order; nothing is detected. */
  readonly columns?: Readonly<Record<string, SqlType>>;
  readonly names?: readonly string[];
  readonly nullText?: readonly string[];
  readonly dateFormat?: string;
  readonly timestampFormat?: string;
  readonly decimalSeparator?: string;
  /** Rows to detect by; -1 for all. */
  readonly sampleSize?: number;
  readonly autoDetect?: boolean;
  readonly strict?: boolean;
  readonly nullPadding?: boolean;
  readonly parallel?: boolean;
  readonly ignoreErrors?: boolean;
  /** Rows that do not convert go to temporary tables of these names. */
  readonly rejects?: { readonly errors: string; readonly scans: string; readonly limit: number };
  readonly maxLineBytes?: number;
  readonly unionByName?: boolean;
  readonly filename?: boolean;
  readonly hivePartitioning?: boolean;
  readonly compression?: Compression;
};

export type JsonlOptions = {
  readonly format: "jsonl";
  readonly columns?: Readonly<Record<string, SqlType>>;
  readonly sampleSize?: number;
  readonly ignoreErrors?: boolean;
  readonly dateFormat?: string;
  readonly timestampFormat?: string;
  readonly unionByName?: boolean;
  readonly filename?: boolean;
  readonly compression?: Compression;
};

export type ParquetOptions = {
  readonly format: "parquet";
  readonly hivePartitioning?: boolean;
  /** Types of the columns that come from folder names. */
  readonly hiveTypes?: Readonly<Record<string, SqlType>>;
  readonly fileRowNumber?: boolean;
  readonly unionByName?: boolean;
  readonly filename?: boolean;
};

export type ScanOptions = CsvOptions | JsonlOptions | ParquetOptions;
