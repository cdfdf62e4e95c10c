/** Scans of files as DuckDB's table functions. Table functions take no parameters here: options are strict literals. */
import type { ScanNode } from "../nodes.ts";
import type { CsvOptions, JsonlOptions, ParquetOptions, ScanOptions } from "../scan-options.ts";
import type { SqlType } from "../sql-type.ts";
import { duckdbType } from "./duckdb-type.ts";
import { printInteger, quoteText } from "./quote.ts";

type Option =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, SqlType>>
  | undefined;

/** A table function with its files, e.g. `read_csv(['a.csv'], header = true)`. */
export function duckdbScan({ files, options }: ScanNode): string {
  const list = `[${files.map(quoteText).join(", ")}]`;
  const printed = scanOptions(options);
  return `${readers[options.format]}(${[list, ...printed].join(", ")})`;
}

const readers = { csv: "read_csv", jsonl: "read_json", parquet: "read_parquet" } as const;

/** @example csvOptions({ format: "csv", header: true }) // => ["header = true"] */
export const csvOptions = (o: CsvOptions): readonly string[] =>
  printOptions({
    delim: o.delimiter,
    quote: o.quote,
    escape: o.escape,
    header: o.header,
    skip: o.skip,
    encoding: o.encoding,
    all_varchar: o.allVarchar,
    types: o.types,
    columns: o.columns,
    names: o.names,
    nullstr: o.nullText,
    dateformat: o.dateFormat,
    timestampformat: o.timestampFormat,
    decimal_separator: o.decimalSeparator,
    sample_size: o.sampleSize,
    auto_detect: o.autoDetect,
    strict_mode: o.strict,
    null_padding: o.nullPadding,
    parallel: o.parallel,
    ignore_errors: o.ignoreErrors,
    store_rejects: o.rejects && true,
    rejects_table: o.rejects?.errors,
    rejects_scan: o.rejects?.scans,
    rejects_limit: o.rejects?.limit,
    max_line_size: o.maxLineBytes,
    union_by_name: o.unionByName,
    filename: o.filename,
    hive_partitioning: o.hivePartitioning,
    compression: o.compression,
  });

const jsonlOptions = (o: JsonlOptions): readonly string[] =>
  printOptions({
    format: "newline_delimited",
    columns: o.columns,
    sample_size: o.sampleSize,
    ignore_errors: o.ignoreErrors,
    dateformat: o.dateFormat,
    timestampformat: o.timestampFormat,
    union_by_name: o.unionByName,
    filename: o.filename,
    compression: o.compression,
  });

const parquetOptions = (o: ParquetOptions): readonly string[] =>
  printOptions({
    hive_partitioning: o.hivePartitioning,
    hive_types: o.hiveTypes,
    file_row_number: o.fileRowNumber,
    union_by_name: o.unionByName,
    filename: o.filename,
  });

function scanOptions(options: ScanOptions): readonly string[] {
  switch (options.format) {
    case "csv":
      return csvOptions(options);
    case "jsonl":
      return jsonlOptions(options);
    case "parquet":
      return parquetOptions(options);
  }
}

const printOptions = (options: Readonly<Record<string, Option>>): readonly string[] =>
  Object.entries(options).flatMap(([name, value]) =>
    value === undefined || isEmpty(value) ? [] : [`${name} = ${printOption(value)}`],
  );

const isEmpty = (value: Exclude<Option, undefined>): boolean =>
  typeof value === "object" && Object.keys(value).length === 0;

function printOption(value: Exclude<Option, undefined>): string {
  if (typeof value === "string") return quoteText(value);
  if (typeof value === "number") return printInteger(value);
  if (typeof value === "boolean") return String(value);
  if (isTexts(value)) return `[${value.map(quoteText).join(", ")}]`;
  const fields = Object.entries(value).map(
    ([name, type]) => `${quoteText(name)}: ${quoteText(duckdbType(type))}`,
  );
  return `{${fields.join(", ")}}`;
}

const isTexts = (
  value: readonly string[] | Readonly<Record<string, SqlType>>,
): value is readonly string[] => Array.isArray(value);
