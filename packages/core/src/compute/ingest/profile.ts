/** Looks at every column of every table: how complete, how many values, from where to where, which are frequent. */
import {
  as,
  asc,
  cast,
  col,
  count,
  countAll,
  countDistinct,
  desc,
  isNotNull,
  max,
  min,
  select,
  type Query,
} from "../../query/index.ts";
import type { Catalog, CatalogColumn, CatalogSource } from "../../language/model/catalog.ts";
import type { TableSource } from "../../language/model/table-parts.ts";
import type { Problem } from "../../problem.ts";
import { sureText, textOf } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { dataProblem } from "./data-problem.ts";
import type { ReadCatalog } from "./read-catalog.ts";
import { readTable } from "./read-table.ts";
import type { DataFile } from "./resolve-files.ts";

/** How many of the most frequent values are kept. */
const topValues = 20;

export type Profile = { readonly catalog: Catalog; readonly problems: readonly Problem[] };

/** The catalog with counts, ranges and frequent values of all rows. */
export async function profileCatalog(
  lane: Lane,
  read: ReadCatalog,
  tables: readonly TableSource[],
  options: QueryOptions & { readonly onColumn?: (source: string, column: string) => void } = {},
): Promise<Profile> {
  const sources: CatalogSource[] = [];
  const problems: Problem[] = [];
  for (const source of read.catalog.sources) {
    const table = tables.find((t) => t.name === source.name);
    const files = read.files.get(source.name) ?? [];
    if (table === undefined) continue;
    try {
      sources.push(await profileSource(lane, table, files, source, options));
    } catch (error) {
      if (!(error instanceof EngineError) || error.kind === "interrupted") throw error;
      problems.push(dataProblem(error, table, files));
      sources.push(source);
    }
  }
  return { catalog: { sources }, problems };
}

async function profileSource(
  lane: Lane,
  table: TableSource,
  files: readonly DataFile[],
  source: CatalogSource,
  options: QueryOptions & { readonly onColumn?: (source: string, column: string) => void },
): Promise<CatalogSource> {
  // Numbers with leading zeros are text in the catalog and would lose them if read as they look.
  const textColumns = source.columns.filter((c) => c.type === "text").map((c) => c.name);
  const rows = readTable({ format: table.format, textColumns }, files, source);
  const total = Number(
    (await lane.one(select({ columns: { n: countAll() }, from: rows }), options))["n"],
  );
  const columns: CatalogColumn[] = [];
  for (const column of source.columns) {
    options.onColumn?.(source.name, column.name);
    columns.push(await profileColumn(lane, rows, column, total, options));
  }
  return { ...source, rows: total, columns };
}

async function profileColumn(
  lane: Lane,
  rows: Query,
  column: CatalogColumn,
  total: number,
  options: QueryOptions,
): Promise<CatalogColumn> {
  const value = col(column.name);
  const shown = (scalar: typeof value) => cast(scalar, "varchar");
  const stats = await lane.one(
    select({
      columns: {
        cells: count(value),
        distinct: countDistinct(value),
        low: shown(min(value)),
        high: shown(max(value)),
      },
      from: rows,
    }),
    options,
  );
  const frequent = await lane.rows(
    select({
      columns: [as("value", shown(value)), as("n", countAll())],
      from: rows,
      where: isNotNull(value),
      groupBy: [value],
      orderBy: [desc(countAll()), asc(value)],
      limit: topValues + 1,
    }),
    options,
  );
  return {
    ...column,
    nullShare: total === 0 ? 0 : 1 - Number(stats["cells"]) / total,
    distinct: Number(stats["distinct"]),
    minimum: textOf(stats["low"]),
    maximum: textOf(stats["high"]),
    top: frequent
      .slice(0, topValues)
      .map((row) => ({ value: sureText(row["value"]), count: Number(row["n"]) })),
    complete: frequent.length <= topValues,
  };
}
