/** DuckDB's own statements. They take no parameters: everything in them is a strict literal. */
import type { CopyFormat, Statement } from "../statement-nodes.ts";
import type { OwnStatement } from "./dialect.ts";
import { csvOptions } from "./duckdb-scan.ts";
import { printInteger, quoteName, quoteText } from "./quote.ts";

/**
 * @param node the statement
 * @param query its query, printed with literals; empty where it has none
 */
export function duckdbStatement(node: OwnStatement, query: string): string {
  switch (node.kind) {
    case "copy":
      return `copy (${query}) to ${quoteText(node.to)} (${copyOptions(node.options).join(", ")})`;
    case "attach": {
      // Newer encodings than those that the first stable version could read: less to write, and smaller.
      const mode = node.readOnly ? "read_only" : "storage_version 'v1.4.0'";
      return `attach ${quoteText(node.file)} as ${quoteName(node.as)} (${mode})`;
    }
    case "detach":
      return `detach ${quoteName(node.name)}`;
    case "set":
      return `set global ${quoteName(node.setting)} = ${settingValue(node.value)}`;
    case "checkpoint":
      return node.database === null ? "checkpoint" : `checkpoint ${quoteName(node.database)}`;
    case "describe":
      return `describe ${query}`;
    case "summarize":
      return `summarize ${query}`;
    case "sniff":
      return `select * from sniff_csv(${[quoteText(node.file), ...csvOptions(node.options)].join(", ")})`;
    case "transaction":
      return node.action;
  }
}

function copyOptions(options: CopyFormat): readonly string[] {
  if (options.format === "csv") {
    const delimiter =
      options.delimiter === undefined ? [] : [`delim ${quoteText(options.delimiter)}`];
    return ["format csv", `header ${options.header}`, ...delimiter];
  }
  const { compression, partitionBy, rowGroupSize, append } = options;
  const printed = ["format parquet"];
  if (compression) printed.push(`compression ${compression}`);
  if (rowGroupSize !== undefined) printed.push(`row_group_size ${printInteger(rowGroupSize)}`);
  if (partitionBy) {
    printed.push(`partition_by (${partitionBy.map(quoteName).join(", ")})`);
    printed.push(append ? "append" : "overwrite_or_ignore");
  }
  return printed;
}

function settingValue(value: Extract<Statement, { kind: "set" }>["value"]): string {
  switch (typeof value) {
    case "string":
      return quoteText(value);
    case "number":
      return printInteger(value);
    case "boolean":
      return String(value);
    default:
      return `[${value.map(quoteText).join(", ")}]`;
  }
}
