/** Looks at every column of every table: how complete, how many values, from where to where, which are frequent. */
import {
  aggregate,
  as,
  asc,
  cast,
  col,
  count,
  countAll,
  countDistinct,
  createTableAs,
  desc,
  double,
  dropTable,
  isNotNull,
  max,
  min,
  select,
  table as tableName,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import type { Catalog, CatalogColumn, CatalogSource } from "../../language/model/catalog.ts";
import type { TableSource } from "../../language/model/table-parts.ts";
import type { Problem } from "../../problem.ts";
import { sureText, textOf } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import { dataProblem } from "./data-problem.ts";
import { withoutForgotten, forgottenOf } from "./forgotten.ts";
import { idColumns } from "./id-columns.ts";
import { profileMemory } from "./profile-cache.ts";
import type { ReadCatalog } from "./read-catalog.ts";
import { readTable } from "./read-table.ts";
import { changedFiles, type DataFile } from "./resolve-files.ts";

/** How many of the most frequent values are kept. */
const topValues = 20;

export type Profile = { readonly catalog: Catalog; readonly problems: readonly Problem[] };

export type ProfileOptions = QueryOptions & {
  /** Called before a column is looked at; never for a table whose profile was kept. */
  readonly onColumn?: (source: string, column: string) => void;
};

/** The catalog with counts, ranges and frequent values of all rows; taken once for each content of a table's files. */
export async function profileCatalog(
  lane: Lane,
  project: Project,
  read: ReadCatalog,
  tables: readonly TableSource[],
  options: ProfileOptions = {},
): Promise<Profile> {
  const sources: CatalogSource[] = [];
  const problems: Problem[] = [];
  const forgotten = forgottenOf(project);
  const ids = forgotten === null ? new Map<string, readonly string[]>() : idColumns(project);
  for (const source of read.catalog.sources) {
    const table = tables.find((t) => t.name === source.name);
    const files = read.files.get(source.name) ?? [];
    if (table === undefined) continue;
    try {
      const memory = await profileMemory(project, table, files, source, options.signal);
      const kept = memory.find();
      const profiled =
        kept ??
        (await profileSource(lane, table, files, source, {
          ...options,
          present: (rows) =>
            idsOf(ids, source).reduce((left, id) => withoutForgotten(left, id, forgotten), rows),
        }));
      const [changed] = changedFiles(files);
      if (changed !== undefined) problems.push(changed);
      else if (kept === undefined) memory.keep(profiled);
      sources.push(changed === undefined ? profiled : source);
    } catch (error) {
      if (!(error instanceof EngineError) || error.kind === "interrupted") throw error;
      problems.push(dataProblem(error, table, files));
      sources.push(source);
    }
  }
  return { catalog: { sources }, problems };
}

/** The columns of a table that are ids of customers, where they are text. */
const idsOf = (
  ids: ReadonlyMap<string, readonly string[]>,
  { name, columns }: CatalogSource,
): readonly string[] =>
  (ids.get(name) ?? []).flatMap(
    (id) =>
      columns.find((c) => c.type === "text" && c.name.toLowerCase() === id.toLowerCase())?.name ??
      [],
  );

async function profileSource(
  lane: Lane,
  table: TableSource,
  files: readonly DataFile[],
  source: CatalogSource,
  options: ProfileOptions & { readonly present: (rows: Query) => Query },
): Promise<CatalogSource> {
  // Numbers with leading zeros are text in the catalog and would lose them if read as they look.
  const textColumns = source.columns.filter((c) => c.type === "text").map((c) => c.name);
  const rows = options.present(readTable({ format: table.format, textColumns }, files, source));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (table.format === "parquet" || bytes > copiedBytes)
    return profileRows(lane, rows, source, options);
  // Text would be parsed again for every column.
  const copy = tableName(`profile_${process.pid}_${(copies += 1)}`);
  await lane.run(createTableAs(copy, rows, { temporary: true }), options);
  try {
    return await profileRows(lane, select({ from: copy }), source, options);
  } finally {
    await lane.run(dropTable(copy));
  }
}

/** Text files up to this size are copied into the engine, which keeps what exceeds memory in its own folder. */
const copiedBytes = 1_000_000_000;
let copies = 0;

async function profileRows(
  lane: Lane,
  rows: Query,
  source: CatalogSource,
  options: ProfileOptions,
): Promise<CatalogSource> {
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

const quantile = (value: Scalar, share: number): Scalar =>
  aggregate("quantile_cont", [cast(value, "double"), double(share)]);

/** Nothing where there are no numbers. */
function quartilesOf(...values: readonly unknown[]): Pick<CatalogColumn, "quartiles"> {
  const [low, middle, high] = values.map((value) => (typeof value === "number" ? value : NaN));
  if (low === undefined || middle === undefined || high === undefined) return {};
  return [low, middle, high].every(Number.isFinite) ? { quartiles: [low, middle, high] } : {};
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
        ...(column.type === "number" && {
          q1: quantile(value, 0.25),
          q2: quantile(value, 0.5),
          q3: quantile(value, 0.75),
        }),
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
    ...quartilesOf(stats["q1"], stats["q2"], stats["q3"]),
    top: frequent
      .slice(0, topValues)
      .map((row) => ({ value: sureText(row["value"]), count: Number(row["n"]) })),
    complete: frequent.length <= topValues,
  };
}
