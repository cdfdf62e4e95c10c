import type { Dialect } from "./dialects/dialect.ts";
import { quoteName } from "./dialects/quote.ts";
import type { CompiledQuery, Parameter } from "./compiled-query.ts";
import type { ColumnDefinition, ComputedColumn, SqlNode, Statement } from "./statement-nodes.ts";
import { printQuery, printTableName } from "./print-query.ts";
import { printScalar } from "./print-scalar.ts";
import { bindTo } from "./printer.ts";
import type { Printer } from "./printer.ts";

/**
 * A query or statement as the engine takes it: every name quoted, every value a parameter where the engine can bind it,
 * else a strictly typed literal.
 *
 * @param node the query or statement
 * @param dialect `duckdb` or `trino`
 * @returns the text, and the parameters in the order of their numbers
 * @throws RangeError when the dialect does not have what the node asks for, or the node is broken (an empty name, a case
 *   without branches, a number that is not finite)
 * @example compile(select({ columns: { n: countAll() }, from: table("t") }), duckdb).sql
 *   // => 'select count(*) as "n" from "t"'
 */
export function compile(node: SqlNode, dialect: Dialect): CompiledQuery {
  const params: Parameter[] = [];
  const binds = dialect.binds && takesParameters(node);
  const printer: Printer = {
    dialect,
    literal: binds ? bindTo(dialect, params) : dialect.literal,
    query: (query) => printQuery(query, printer),
  };
  return { sql: printNode(node, printer), params };
}

const withoutParameters: ReadonlySet<SqlNode["kind"]> = new Set<SqlNode["kind"]>([
  "create-table",
  "create-view",
  "copy",
  "describe",
  "summarize",
]);
const takesParameters = (node: SqlNode): boolean => !withoutParameters.has(node.kind);

function printNode(node: SqlNode, printer: Printer): string {
  switch (node.kind) {
    case "select":
    case "union":
    case "values":
      return printQuery(node, printer);
    case "copy":
    case "describe":
    case "summarize":
      return printer.dialect.statement(node, printQuery(node.query, printer));
    case "attach":
    case "detach":
    case "set":
    case "checkpoint":
    case "sniff":
    case "transaction":
      return printer.dialect.statement(node, "");
    default:
      return printTableStatement(node, printer);
  }
}

type TableStatement = Extract<
  Statement,
  {
    kind:
      | "create-table-as"
      | "create-view"
      | "create-table"
      | "create-schema"
      | "insert"
      | "delete"
      | "drop";
  }
>;

function printTableStatement(node: TableStatement, printer: Printer): string {
  switch (node.kind) {
    case "create-table-as":
      return `${create(node, "table", printer)} as ${printQuery(node.query, printer)}`;
    case "create-view":
      return `${create(node, "view", printer)} as ${printQuery(node.query, printer)}`;
    case "create-table": {
      const columns = node.columns.map((column) => definition(column, printer));
      return `${create(node, "table", printer)} (${columns.join(", ")})`;
    }
    case "create-schema":
      return `create schema if not exists ${printTableName({ name: node.name, schema: node.catalog, catalog: null })}`;
    case "insert": {
      const columns = node.columns === null ? "" : ` (${node.columns.map(quoteName).join(", ")})`;
      return `insert into ${printTableName(node.into)}${columns} ${printQuery(node.query, printer)}`;
    }
    case "delete": {
      const where = node.where === null ? "" : ` where ${printScalar(node.where, printer)}`;
      return `delete from ${printTableName(node.from)}${where}`;
    }
    case "drop":
      return `drop ${node.what} ${node.ifExists ? "if exists " : ""}${printTableName(node.table)}`;
  }
}

function definition(column: ColumnDefinition | ComputedColumn, printer: Printer): string {
  const name = quoteName(column.name);
  if ("computed" in column) {
    if (printer.dialect.name === "trino") throw new RangeError("trino has no computed columns");
    return `${name} generated always as (${printScalar(column.computed, printer)}) virtual`;
  }
  return `${name} ${typeName(column.type, printer)}${column.notNull ? " not null" : ""}`;
}

function typeName(type: ColumnDefinition["type"], printer: Printer): string {
  if (typeof type === "string" || type.kind !== "told") return printer.dialect.type(type);
  if (!/^[A-Z][A-Z0-9_ ]*(\(\d+(,\d+)?\))?(\[\])*$/.test(type.text))
    throw new RangeError(`not the name of a type: ${JSON.stringify(type.text)}`);
  return type.text;
}

type Create = Extract<TableStatement, { kind: "create-table-as" | "create-view" | "create-table" }>;

function create(node: Create, what: "table" | "view", printer: Printer): string {
  if (node.temporary && printer.dialect.name === "trino") {
    throw new RangeError("trino has no temporary tables or views");
  }
  const replace = node.orReplace ? "or replace " : "";
  const temporary = node.temporary ? "temporary " : "";
  return `create ${replace}${temporary}${what} ${printTableName(node.table)}`;
}
