/** The rows of a table as a query: every file, keys as text, numbers and dates as the catalog says. */
import {
  as,
  cast,
  col,
  int,
  over,
  scan,
  select,
  sub,
  tryCast,
  type CsvOptions,
  type Query,
  type Scalar,
  type ScanOptions,
} from "../../query/index.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import type { FileFormat } from "../../language/model/model.ts";
import { sheetRowColumn } from "./imported/read-xlsx.ts";
import { delimiterOf } from "./csv-shape.ts";
import type { DataFile } from "./resolve-files.ts";

/** Files up to this size are looked at whole when types are detected, so that a late cell cannot surprise. */
const smallBytes = 32_000_000;

/**
 * How the engine reads files of a format.
 *
 * @param textColumns columns that stay text whatever they look like
 */
function scanOptions(
  format: FileFormat,
  files: readonly DataFile[],
  textColumns: readonly string[],
): ScanOptions {
  const several = files.length > 1;
  switch (format) {
    case "csv":
    case "tsv": {
      const bytes = files.reduce(
        (sum, file) => sum + file.bytes * (file.path.endsWith(".gz") ? 8 : 1),
        0,
      );
      const options: CsvOptions = {
        format: "csv",
        header: true,
        delimiter: format === "tsv" ? "\t" : delimiterOf(files[0]?.path),
        ...(bytes <= smallBytes ? { sampleSize: -1 } : {}),
        types: Object.fromEntries(textColumns.map((name) => [name, "varchar"] as const)),
        unionByName: several,
      };
      return options;
    }
    case "jsonl":
      return { format: "jsonl", unionByName: several };
    case "parquet":
    // What is imported is read from the copy that was made of it.
    case "xlsx":
    case "sqlite":
    case "postgres":
      return { format: "parquet", unionByName: several };
  }
}

export const scanFiles = (
  format: FileFormat,
  files: readonly DataFile[],
  textColumns: readonly string[],
): Query => {
  const [first, ...rest] = files.map((file) => file.path);
  if (first === undefined) throw new RangeError("a table has at least one file");
  return select({ from: scan([first, ...rest], scanOptions(format, files, textColumns)) });
};

/** The one-based number of a row in its file, and a cell as it stands there. */
export const rowColumn = "clientele_row";
export const rawColumn = (name: string): string => `raw_${name}`;

/** Numbers with leading zeros are text in the catalog and would lose them if read as they look. */
const textOf = ({ columns }: CatalogSource): readonly string[] =>
  columns.filter((c) => c.type === "text" && c.nativeType === "VARCHAR").map((c) => c.name);

/** Sheets may have empty rows: a row of one knows where it stands. */
const rowNumber = (format: FileFormat): Scalar =>
  format === "xlsx" ? sub(col(sheetRowColumn), int(1)) : over("row_number", []);

/** Lines of names before the rows. */
export const headerLines = (format: FileFormat): number =>
  format === "csv" || format === "tsv" || format === "xlsx" ? 1 : 0;

type Table = { readonly format: FileFormat; readonly textColumns: readonly string[] };

/**
 * The table with every column under its own name and of the catalog's type. A column that mostly holds numbers or dates but
 * was read as text is cast where it can be, NULL where not: `lineProblems` finds those cells.
 *
 * @param locating adds the number of each row of a single file, and its cells as they stand there
 */
export function readTable(
  table: Table,
  files: readonly DataFile[],
  source: CatalogSource,
  locating = false,
): Query {
  const asText = new Set(table.textColumns);
  const located = locating
    ? [
        as(rowColumn, rowNumber(table.format)),
        ...source.columns.map((c) => as(rawColumn(c.name), cast(col(c.name), "varchar"))),
      ]
    : [];
  return select({
    columns: [
      ...located,
      ...source.columns.map((column) => {
        const value = col(column.name);
        if (asText.has(column.name)) return as(column.name, cast(value, "varchar"));
        if (column.nativeType !== "VARCHAR") return as(column.name, value);
        if (column.type === "number") return as(column.name, tryCast(value, "double"));
        if (column.type === "timestamp") return as(column.name, tryCast(value, "timestamp"));
        return as(column.name, value);
      }),
    ],
    from: scanFiles(table.format, files, [...table.textColumns, ...textOf(source)]),
  });
}
