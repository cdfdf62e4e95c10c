/** Given rows as tables: cast to the types that the data really have, columns left out are empty. */
import {
  as,
  bool,
  cast,
  col,
  isNotNull,
  nil,
  select,
  text,
  values,
  type Query,
  type Scalar,
  type SqlType,
} from "../../query/index.ts";
import type { RowConfig } from "../../language/config/check-schema.ts";
import type { Lines } from "../ingest/ingest.ts";
import type { SourceInput } from "../ingest/lines.ts";
import { sourceRows } from "../ingest/source-rows.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";

/**
 * Rows of a check as the source's table.
 *
 * @param textColumns columns that are text whatever they look like: keys
 */
export function fixtureTable(
  rows: readonly RowConfig[],
  source: CatalogSource,
  textColumns: readonly string[],
): Query {
  const keys = new Set(textColumns.map((name) => name.toLowerCase()));
  const columns = source.columns.map((column) => ({
    name: column.name,
    type: keys.has(column.name.toLowerCase()) ? ("varchar" as const) : typeOf(column.type),
  }));
  const cells = (row: RowConfig): readonly Scalar[] => {
    const byName = new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
    return columns.map(({ name }) => {
      const value = byName.get(name.toLowerCase());
      return value === undefined || value === null ? nil("varchar") : text(String(value));
    });
  };
  const given = rows.length === 0 ? [columns.map(() => nil("varchar"))] : rows.map(cells);
  return select({
    columns: columns.map(({ name, type }) => as(name, cast(col(name), type))),
    from: values(
      columns.map((c) => c.name),
      given,
    ),
    where: bool(rows.length > 0),
  });
}

/** Given rows as ingest would keep them. */
export function givenLines(input: SourceInput, rows: Query): Lines {
  const query = select({ from: sourceRows(input, rows), where: isNotNull(col("customer")) });
  return { key: "", buckets: 1, read: () => query, files: [], side: [], problems: [] };
}

function typeOf(type: CatalogSource["columns"][number]["type"]): SqlType {
  switch (type) {
    case "number":
      return "double";
    case "text":
      return "varchar";
    case "date":
      return "date";
    case "timestamp":
      return "timestamp";
    case "boolean":
      return "boolean";
  }
}
