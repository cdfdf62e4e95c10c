import { printInteger, quoteName } from "./dialects/quote.ts";
import type {
  Cte,
  FromItem,
  Join,
  Query,
  Relation,
  SelectColumn,
  SelectNode,
  TableName,
  ValuesNode,
} from "./nodes.ts";
import { printOrders, printScalar } from "./print-scalar.ts";
import type { Printer } from "./printer.ts";

/** A query as text, without parentheses around it. */
export function printQuery(node: Query, printer: Printer): string {
  switch (node.kind) {
    case "select":
      return printSelect(node, printer);
    case "union":
      return node.queries.map((query) => `(${printQuery(query, printer)})`).join(" union all ");
    case "values":
      return `select * from ${printRelation({ relation: node, as: null }, printer)}`;
  }
}

/** @example "lake"."crm"."customers" */
export const printTableName = ({ catalog, schema, name }: TableName): string =>
  [catalog, schema, name].flatMap((part) => (part === null ? [] : [quoteName(part)])).join(".");

function printSelect(node: SelectNode, printer: Printer): string {
  const scalar = (value: Parameters<typeof printScalar>[0]): string => printScalar(value, printer);
  const parts: string[] = [];
  if (node.ctes.length > 0) {
    parts.push(`with ${node.ctes.map((cte) => printCte(cte, printer)).join(", ")}`);
  }
  const columns = node.columns.map((column) => printColumn(column, printer)).join(", ");
  parts.push(`select ${node.distinct ? "distinct " : ""}${columns}`);
  if (node.from) parts.push(`from ${printRelation(node.from, printer)}`);
  for (const join of node.joins) parts.push(printJoin(join, printer));
  if (node.where) parts.push(`where ${scalar(node.where)}`);
  if (node.groupBy.length > 0) parts.push(`group by ${node.groupBy.map(scalar).join(", ")}`);
  if (node.having) parts.push(`having ${scalar(node.having)}`);
  if (node.orderBy.length > 0) parts.push(`order by ${printOrders(node.orderBy, printer)}`);
  // Trino wants the offset first; DuckDB takes either.
  if (node.offset !== null) parts.push(`offset ${printInteger(node.offset)}`);
  if (node.limit !== null) parts.push(`limit ${printInteger(node.limit)}`);
  return parts.join(" ");
}

function printCte(cte: Cte, printer: Printer): string {
  const how = cte.materialized && printer.dialect.materializedCtes ? "materialized " : "";
  return `${quoteName(cte.name)} as ${how}(${printQuery(cte.query, printer)})`;
}

function printColumn(column: SelectColumn, printer: Printer): string {
  if (column.kind === "as") {
    return `${printScalar(column.value, printer)} as ${quoteName(column.name)}`;
  }
  const all = column.table === null ? "*" : `${quoteName(column.table)}.*`;
  return column.except.length === 0 ? all : all + printer.dialect.starExcept(column.except);
}

function printJoin(join: Join, printer: Printer): string {
  const item = printRelation(join.item, printer);
  if (join.kind === "cross") return `cross join ${item}`;
  if (join.on === null) throw new RangeError(`${join.kind} join needs a condition`);
  return `${join.kind} join ${item} on ${printScalar(join.on, printer)}`;
}

function printRelation({ relation, as }: FromItem, printer: Printer): string {
  const alias = as === null ? "" : ` as ${quoteName(as)}`;
  return printSource(relation, alias, printer);
}

function printSource(relation: Relation, alias: string, printer: Printer): string {
  switch (relation.kind) {
    case "table":
      return printTableName(relation) + alias;
    case "scan":
      return printer.dialect.scan(relation) + alias;
    case "series":
      return printer.dialect.series(relation) + alias;
    case "values":
      return printValues(relation, alias, printer);
    case "select":
    case "union":
      return `(${printQuery(relation, printer)})${alias}`;
  }
}

function printValues(node: ValuesNode, alias: string, printer: Printer): string {
  if (node.rows.length === 0 || node.rows.some((row) => row.length !== node.columns.length)) {
    throw new RangeError("values need a row, and as many values in each as there are columns");
  }
  const rows = node.rows.map(
    (row) => `(${row.map((value) => printScalar(value, printer)).join(", ")})`,
  );
  const name = alias === "" ? ' as "values"' : alias;
  return `(values ${rows.join(", ")})${name}(${node.columns.map(quoteName).join(", ")})`;
}
